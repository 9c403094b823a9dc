#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# stackcollapse beside FlameGraph's stackcollapse-perf.pl, on our data and on real recordings.
. "$(dirname "$0")/../lib/lib.sh"
perl=${FLAMEGRAPH_DIR:+$FLAMEGRAPH_DIR/stackcollapse-perf.pl}
[ -n "$perl" ] || perl=$(command -v stackcollapse-perf.pl) || perl=
[ -f "$perl" ] || skip "no stackcollapse-perf.pl in \$FLAMEGRAPH_DIR or PATH (FlameGraph is not packaged)"
need perl

# The messages that both have. Ours say file and line, Perl's the line of its source.
messages()
{
	sed -n 's/ at [^ ]* line [0-9]*[.,].*$//; /^Unrecognized line\|^Filtering for/p' "$1"
}

nr=0
# compare NAME FILE [OPTION...]: the same lines and messages.
compare()
{
	local name=$1 file=$2
	shift 2
	perl "$perl" "$@" "$file" >perl.out 2>perl.err
	stackcollapse "$@" "$file" >ours.out 2>ours.err
	same "$name: $*" perl.out ours.out
	messages perl.err >perl.messages
	messages ours.err >ours.messages
	same "$name: $*: messages" perl.messages ours.messages
	stackcollapse "$@" <"$file" >stdin.out 2>stdin.err
	same "$name: $* from stdin" ours.out stdin.out
	nr=$((nr + 1))
}

compare_all()
{
	local option
	compare "$1" "$2"
	for option in --pid --tid --kernel --jit --all --addrs --context --srcline --event-filter=cycles; do
		compare "$1" "$2" "$option"
	done
	compare "$1" "$2" --all --addrs --tid
}

for file in "$data"/collapse/*.txt; do
	compare_all "$(basename "$file")" "$file"
done

# Real recordings, printed by perf.
if command -v perf >/dev/null && perf record -q -o need.data true >need.log 2>&1; then
	cat >busy <<-'END'
	i=0
	while [ $i -lt 20000 ]; do
		i=$((i + 1))
		[ $((i % 500)) != 0 ] || ls / >ls.out
	done
	END
	perf record -q -e cpu-clock -F 2000 -g -o one.data sh busy 2>record.log
	perf script -i one.data >one.txt 2>script.log
	compare_all "perf record -g" one.txt
	perf script --header -F +pid,+srcline -i one.data >srcline.txt 2>script.log
	compare "perf script -F +srcline" srcline.txt --srcline --pid
	perf record -q -e cpu-clock -e page-faults -F 2000 -g -o two.data sh busy 2>record.log
	perf script -i two.data >two.txt 2>script.log
	compare_all "two events" two.txt
	perf record -q -F 2000 --call-graph dwarf -o dwarf.data sh busy 2>record.log
	perf script -i dwarf.data >dwarf.txt 2>script.log
	compare_all "dwarf" dwarf.txt
	perf record -q -F 2000 -o plain.data sh busy 2>record.log
	perf script -i plain.data >plain.txt 2>script.log
	compare_all "no chains" plain.txt
	if perf record -q -a -g -F 500 -o all.data sleep 0.5 2>record.log; then
		perf script -F +pid -i all.data >all.txt 2>script.log
		compare_all "perf record -ag" all.txt
	fi
fi

# Inlined functions: the same tools are asked the same.
if command -v addr2line >/dev/null && command -v "${CC:-cc}" >/dev/null; then
	cat >inlined.c <<-'END'
	volatile unsigned sink;
	static inline __attribute__((always_inline)) void innermost(unsigned n) { sink += n * 31; }
	static inline __attribute__((always_inline)) void inner(unsigned n) { innermost(n + sink); }
	__attribute__((noinline)) void outer(unsigned n) { inner(n); inner(n * 3); }
	int main(void) { for (unsigned i = 0; i < 100; i++) outer(i); return 0; }
	END
	"${CC:-cc}" -g -O2 -o inlined inlined.c
	start=$(nm inlined | sed -n 's/ T outer$//p')
	for offset in 0 4 8 c 10 14; do
		printf 'inlined 1 1.5: 1 cycles: \n\t%x outer+0x%s (%s/inlined)\n' \
			$((0x$start + 0x$offset)) "$offset" "$PWD"
		# An address of another run: the symbol table gives the place.
		printf '\t5555%x outer+0x%s (%s/inlined)\n\t10 main+0x4 (%s/none)\n\n' \
			$((0x$start + 0x$offset)) "$offset" "$PWD" "$PWD"
	done >inlined.txt
	compare inlined inlined.txt --inline
	compare inlined inlined.txt --inline --context
	compare inlined inlined.txt --inline --all
	grep -q innermost ours.out || fail "no inlined function found"
fi
echo "$nr comparisons"
