#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What is printed does not depend on the number of threads.
. "$(dirname "$0")/../lib/lib.sh"
need_events

busy='i=0; while [ $i -lt 40000 ]; do i=$((i + 1)); [ $((i % 5000)) != 0 ] || ls / >/dev/null; done'
prof record -q -e cpu-clock -F 20000 -g -o chains.data sh -c "$busy & $busy; wait" 2>err || fail "$(cat err)"
prof record -q -e cpu-clock,page-faults -c 20000 -z -o several.data sh -c "$busy" 2>err || fail "$(cat err)"
if [ "$(id -u)" = 0 ] && [ -r /sys/kernel/tracing/events/header_page ]; then
	prof record -q -e sched:sched_switch,cpu-clock -F 5000 -ag -o all.data sh -c "$busy" 2>err || fail "$(cat err)"
fi

nr=0
# same_for COMMAND OPTION...
same_for()
{
	local threads
	for threads in 1 2 7; do
		PROF_THREADS=$threads prof "$@" >"out.$threads" 2>"err.$threads" ||
			fail "$* with $threads threads: $(tail -n 2 "err.$threads")"
	done
	[ -s out.1 ] || fail "$* prints nothing"
	for threads in 2 7; do
		cmp out.1 "out.$threads" || fail "$*: $threads threads print something else"
		cmp err.1 "err.$threads" || fail "$*: $threads threads say something else"
	done
	nr=$((nr + 1))
}

for file in chains.data several.data all.data; do
	[ -f "$file" ] || continue
	same_for script -i "$file"
	same_for script --header -F +misc --show-task-events --show-mmap-events -i "$file"
	same_for script --reltime --max-stack 3 -i "$file"
	same_for script --folded -i "$file"
	same_for script --folded --folded-tid --all -i "$file"
	prof script -i "$file" >"$file.txt"
	if [ "$file" != several.data ]; then # it has no call chains
		same_for collapse --all "$file.txt"
	fi
done
echo "$nr outputs, $(cat ./*.txt | wc -l) lines of text"
