#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `prof report --stdio` prints what `perf report --stdio` prints of the same file, but for the tip
# at the end.
. "$(dirname "$0")/../lib/lib.sh"
need perf
perf record -q -e cpu-clock -o need.data true >need.log 2>&1 ||
	skip "perf cannot record here: $(tail -n 1 need.log)"

case $(perf --version) in
*\ 6.1.*) ;;
*) skip "the text to compare with is that of perf 6.1, here is $(perf --version)" ;;
esac

# Recursion, ways that part, the kernel, threads and names. Static: perf 6.1 has no good names for
# the PLT of libraries.
cat >busy.c <<-'END'
	#include <sys/mman.h>
	#include <sys/prctl.h>
	#include <sys/syscall.h>
	#include <sys/wait.h>
	#include <unistd.h>

	static volatile unsigned long sum;

	__attribute__((noinline)) static void spin(unsigned n)
	{
		for (volatile unsigned i = 0; i < n; i++)
			sum += i;
	}
	__attribute__((noinline)) static void even(unsigned n);
	__attribute__((noinline)) static void odd(unsigned n)
	{
		spin(n * 300);
		if (n)
			even(n - 1);
		sum++;
	}
	__attribute__((noinline)) static void even(unsigned n)
	{
		if (n)
			odd(n - 1);
		if (n % 8 == 0)
			spin(1000);
		sum++;
	}
	__attribute__((noinline)) static void touch(void)
	{
		char *p = mmap(0, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		for (unsigned i = 0; i < 1 << 20; i += 4096)
			p[i] = 1;
		munmap(p, 1 << 20);
	}
	int main(void)
	{
		for (unsigned i = 0; i < 3; i++) {
			if (fork())
				continue;
			if (i)
				prctl(PR_SET_NAME, i == 1 ? "one" : "another one");
			for (unsigned n = 0; n < 20; n++) {
				even(20 + i);
				touch();
				for (unsigned k = 0; k < 300; k++)
					syscall(SYS_getppid);
			}
			_exit(0);
		}
		while (wait(0) > 0)
			;
		return 0;
	}
END
${CC:-cc} -O1 -fno-omit-frame-pointer -fno-optimize-sibling-calls -static -o busy busy.c 2>cc.log ||
	skip "no static program can be built: $(tail -n 1 cc.log)"

# Without the tip, and the blank lines and bare # around it. Addresses without a name are not told
# apart: perf puts those of equal weight in the order of their DSOs in its memory.
comparable()
{
	sed -E 's/\[\.\.\.\] \(inlined\)/[...]/; s/(\[.\] )(0x[0-9a-f]{16}|0{16})/\1ADDRESS/' |
		awk '/^# \((Tip|Cannot load tips)/ { next }
			/^#?$/ { held = held $0 "\n"; next }
			{ printf "%s", held; held = ""; print }'
}

nr=0
# compare FILE [OPTION...]: perf 6.1 says "(inlined)" of [...] at times, from memory it never set.
compare()
{
	local file=$1
	shift
	perf report --stdio -i "$file" "$@" </dev/null 2>perf.err | comparable >perf.out
	prof report --stdio -i "$file" "$@" </dev/null 2>prof.err | comparable >prof.out
	same "report -i $file $*" perf.out prof.out
	nr=$((nr + 1))
}

# record FILE OPTION...
record()
{
	local file=$1
	shift
	perf record -q -o "$file" "$@" >record.log 2>&1
}

record plain.data -e cpu-clock -F 5000 ./busy
record chains.data -e cpu-clock -F 5000 -g ./busy
record two.data -e cpu-clock,page-faults -F 5000 -g ./busy

for file in plain.data chains.data two.data; do
	compare "$file"
	compare "$file" -n
	compare "$file" -s comm
	compare "$file" -s dso,symbol
	compare "$file" -s pid,comm,dso
	compare "$file" --no-children
	compare "$file" -t , -n
	compare "$file" -F comm,overhead
	compare "$file" -F +period
	compare "$file" -F sample,overhead_children,symbol -s comm
	compare "$file" -c one,busy --show-total-period
	compare "$file" --pid 1
	compare "$file" --percent-limit 10 --show-cpu-utilization
	compare "$file" --header -q
	compare "$file" --header
	compare "$file" -U
done
for file in chains.data two.data; do
	compare "$file" -g none
	compare "$file" -g fractal
	compare "$file" -g callee
	compare "$file" -g graph,5,caller
	compare "$file" -g flat
	compare "$file" -g folded,count
	compare "$file" -g folded -t ,
	compare "$file" -g graph,period,3
	compare "$file" -G --no-children
	compare "$file" -S spin
	compare "$file" -d busy -s comm,symbol
	compare "$file" --max-stack 3
	compare "$file" --no-children -g caller
	compare "$file" --no-children -g fractal,10,3
done
record group.data -e '{cpu-clock,page-faults}' -F 4000 -g ./busy
record three.data -e '{cpu-clock,page-faults,task-clock}' -F 4000 ./busy
for file in group.data three.data; do
	compare "$file" -n
	compare "$file" --no-children -s comm
	compare "$file" --percent-limit 10
done
compare chains.data --time 10%-40%
perf record -q -g -e cpu-clock -F 4000 -o - ./busy >pipe.data 2>record.log
compare pipe.data
if record only.data -g -e sched:sched_process_fork,sched:sched_process_exec sh -c './busy; ./busy'; then
	compare only.data
	compare only.data --no-children
	compare only.data -s comm,trace
fi
if record trace.data -a -e sched:sched_switch,sched:sched_wakeup sleep 0.1; then
	compare trace.data -s comm,dso
fi
echo "$nr comparisons"
