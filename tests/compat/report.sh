#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `prof report --stdio` prints what `perf report --stdio` prints of the same file, but for the tip
# at the end.
. "$(dirname "$0")/../lib/lib.sh"
need perf
perf record -q -e cpu-clock -o need.data true >need.log 2>&1 ||
	skip "perf cannot record here: $(tail -n 1 need.log)"

cat >busy <<-'END'
	i=0
	while [ $i -lt 3000 ]; do
		i=$((i + 1))
		[ $((i % 100)) != 0 ] || ls / >ls.out
	done
END

# Without the tip, and the blank lines and bare # around it.
without_tip()
{
	awk '/^# \((Tip|Cannot load tips)/ { next }
		/^#?$/ { held = held $0 "\n"; next }
		{ printf "%s", held; held = ""; print }'
}

nr=0
# compare FILE [OPTION...]
compare()
{
	local file=$1
	shift
	perf report --stdio -i "$file" "$@" </dev/null 2>perf.err | without_tip >perf.out
	prof report --stdio -i "$file" "$@" </dev/null 2>prof.err | without_tip >prof.out
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

record plain.data -e cpu-clock -F 5000 sh busy
record chains.data -e cpu-clock -F 5000 -g sh busy
record two.data -e cpu-clock,page-faults -F 5000 -g sh busy

for file in plain.data chains.data two.data; do
	compare "$file"
	compare "$file" -n
	compare "$file" -s comm
	compare "$file" -s dso,symbol
	compare "$file" -s pid,comm,dso
	compare "$file" --no-children
done
for file in chains.data two.data; do
	compare "$file" -g none
	compare "$file" -g fractal
	compare "$file" -g callee
	compare "$file" -g graph,5,caller
	compare "$file" --no-children -g caller
	compare "$file" --no-children -g fractal,10,3
done
if record trace.data -a -e sched:sched_switch,sched:sched_wakeup sleep 0.1; then
	compare trace.data -s comm,dso
fi
echo "$nr comparisons"
