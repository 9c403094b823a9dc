#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Three ways to folded stacks print the same lines of the same file: `prof script --folded`,
# `stackcollapse -i`, and `prof script | stackcollapse`.
. "$(dirname "$0")/../lib/lib.sh"
need perf
perf record -q -e cpu-clock -o need.data true >need.log 2>&1 ||
	skip "perf cannot record here: $(tail -n 1 need.log)"

cat >busy <<-'END'
	i=0
	while [ $i -lt 20000 ]; do
		i=$((i + 1))
		[ $((i % 500)) != 0 ] || ls / >ls.out
	done
END

nr=0
# compare NAME FILE FIELDS [OPTION...]: FIELDS: what the text needs for these options, or "".
compare()
{
	local name=$1 file=$2 fields=$3 option folded=()
	shift 3
	prof script ${fields:+-F "$fields"} -i "$file" >text 2>text.err
	stackcollapse "$@" <text >piped 2>piped.err
	stackcollapse "$@" -i "$file" >direct 2>direct.err
	same "$name: stackcollapse -i $*" piped direct
	for option; do
		case $option in
		--pid | --tid) folded+=("--folded-${option#--}") ;;
		*) folded+=("$option") ;;
		esac
	done
	prof script --folded ${folded[@]+"${folded[@]}"} -i "$file" >folded 2>folded.err
	same "$name: script --folded $*" piped folded
	nr=$((nr + 1))
}

# recording NAME FILE: with each option. Its lines must not be empty.
recording()
{
	compare "$1" "$2" ""
	[ -s piped ] || fail "$1: nothing is folded"
	compare "$1" "$2" +pid --pid
	compare "$1" "$2" +pid --tid
	compare "$1" "$2" "" --kernel
	compare "$1" "$2" "" --jit
	compare "$1" "$2" "" --all
	compare "$1" "$2" "" --addrs
	compare "$1" "$2" "" --event-filter=page-faults
}

perf record -q -e cpu-clock -F 2000 -g -o one.data sh busy 2>record.log
recording "record -g" one.data
perf record -q -e cpu-clock -e page-faults -F 2000 -g -o two.data sh busy 2>record.log
recording "two events" two.data
perf record -q -e page-faults -e cpu-clock -c 100 -g -z -o zstd.data sh busy 2>record.log
recording "-z" zstd.data
perf record -q -e cpu-clock -F 2000 -o plain.data sh busy 2>record.log
# Of text without chains nothing can be folded; the file has a frame a sample.
prof script --folded -i plain.data >folded 2>folded.err
stackcollapse -i plain.data >direct 2>direct.err
same "no chains" folded direct
grep -q '^[^;]*;[^;]* [0-9]*$' folded || fail "no chains: nothing is folded"
if perf record -q -a -g -F 500 -o all.data sh busy 2>record.log; then
	recording "record -ag" all.data
fi
if perf record -q -e cpu-clock,sched:sched_switch -g -F 2000 -o trace.data sh busy 2>record.log; then
	# Not --pid: with -F +pid perf pads the names of tracepoints, and the text loses them.
	compare "tracepoints" trace.data ""
	compare "tracepoints" trace.data "" --all --addrs
fi
# A tracepoint comes first, but its text has no event that could be the one to count.
if perf record -q -e sched:sched_process_exec,cpu-clock -g -F 2000 -o first.data sh busy 2>record.log; then
	compare "a tracepoint first" first.data ""
fi
echo "$nr comparisons"
