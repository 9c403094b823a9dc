#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Files of perf, read by both: evlist, buildid-list and the header must print the same.
. "$(dirname "$0")/../lib/lib.sh"
need perf
perf record -q -e cpu-clock -o need.data true >need.log 2>&1 ||
	skip "this kernel lets nobody record here: $(tail -n 1 need.log)"
case $(perf --version) in
*\ 6.1.*) ;;
*) skip "the layout to compare with is that of perf 6.1, here is $(perf --version)" ;;
esac

nr=0
# compare FILE COMMAND [OPTION...]: stdout of both, but for the tip, which names the program.
compare()
{
	local file=$1
	shift
	perf "$@" -i "$file" 2>perf.err | sed '/^# Tip/d' >perf.out
	prof "$@" -i "$file" 2>prof.err | sed '/^# Tip/d' >prof.out
	same "$file: $*" perf.out prof.out
	nr=$((nr + 1))
}

compare_all()
{
	local option
	for option in "" -F -v -g --trace-fields "-F --trace-fields" "-v --trace-fields" "-g --trace-fields"; do
		# perf 6.1 falls over on the fields of tracepoints that came through a pipe.
		case $1$option in *pipe*trace-fields*) continue ;; esac
		# And takes ids for members of an attr that is shorter than its own.
		case $1$option in *5.10-pipe*-v*) continue ;; esac
		# shellcheck disable=SC2086
		compare "$1" evlist $option
	done
	for option in "" -H; do
		# shellcheck disable=SC2086
		compare "$1" buildid-list $option
	done
	compare "$1" script --header-only
	compare "$1" script --header-only -I
}

busy='i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; ls / >/dev/null'
nr_files=0
# recorded NAME OPTION...: with perf, then compare.
recorded()
{
	local name=$1.data
	shift
	if ! perf record -q -o "$name" "$@" -- sh -c "$busy" >record.log 2>&1; then
		echo "not recorded: perf record $*: $(tail -n 1 record.log)"
		return 0
	fi
	compare_all "$name"
	nr_files=$((nr_files + 1))
}

recorded plain
recorded chains -g -F 5000
recorded period -e task-clock -c 100000
recorded several -e cpu-clock,task-clock,page-faults
recorded group -e '{cpu-clock,task-clock}:S' -e context-switches
recorded named -e 'first{cpu-clock,task-clock},second{page-faults,context-switches}'
recorded zstd -z -F 5000
recorded dwarf --call-graph dwarf -F 500
recorded data -d -T -P -W
recorded clock -k mono
recorded boottime -k boottime
recorded no-ids -B
recorded all-ids --buildid-all
recorded mmap-ids --buildid-mmap
recorded per-thread --per-thread
recorded regs --intr-regs=ip,sp --user-regs=bp
recorded namespaces --namespaces
recorded switches --switch-events
recorded watchpoint -e mem:0x1000:rw
if [ "$(id -u)" = 0 ]; then
	recorded whole -a
	recorded cpu -C 0
	recorded tracepoint -e sched:sched_switch -a -g
	recorded mixed -e cpu-clock -e 'sched:sched_process_*' -a
	recorded cgroups -a --all-cgroups
fi
perf record -o - -F 999 -g sh -c "$busy" >pipe.data 2>record.log && compare_all pipe.data
perf stat record -q -o stat.data true >record.log 2>&1 && compare_all stat.data
for file in "$data"/perf-data/perf-[56]*.data; do
	cp "$file" "copy-$(basename "$file")"
	compare_all "copy-$(basename "$file")"
done

# What perf cannot do: a file through a pipe.
perf evlist -v -i several.data >perf.out
prof evlist -v -i - <several.data >prof.out
same "a file on stdin" perf.out prof.out
prof evlist -v -i - < <(cat several.data) >prof.out
same "a file through a pipe" perf.out prof.out
echo "$nr comparisons, $nr_files recordings"
