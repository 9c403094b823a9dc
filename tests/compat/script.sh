#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# prof script's options beside perf's, on a few recordings of perf; recordings.txt has the many.
. "$(dirname "$0")/../lib/lib.sh"
need perf perl
perf record -q -e cpu-clock -o need.data true >need.log 2>&1 ||
	skip "perf cannot record here: $(tail -n 1 need.log)"
case $(perf --version) in
*\ 6.1.*) ;;
*) skip "the text to compare with is that of perf 6.1, here is $(perf --version)" ;;
esac

nr=0
# compare FILE [OPTION...]: stdout of both.
compare()
{
	perf script -i "$@" >perf.out 2>perf.err || true
	prof script -i "$@" >prof.out 2>prof.err || true
	perl "$here/same_text" "script -i $*" perf.out prof.out || fail "script -i $*"
	nr=$((nr + 1))
}

busy='i=0; while [ $i -lt 4000 ]; do i=$((i + 1)); [ $((i % 800)) != 0 ] || ls / >/dev/null; done'
nr_files=0
# recorded NAME OPTION...: with perf; then the usual ways to print.
recorded()
{
	local name=$1.data option
	shift
	if ! perf record -q -o "$name" "$@" -- sh -c "$busy" >record.log 2>&1; then
		echo "not recorded: perf record $*: $(tail -n 1 record.log)"
		return 0
	fi
	nr_files=$((nr_files + 1))
	for option in "" -G "-F +misc,+period,-dso -G"; do
		# shellcheck disable=SC2086
		compare "$name" $option
	done
}

recorded plain
recorded chains -g -F 5000
recorded group -e '{cpu-clock,task-clock,page-faults}:S'
recorded data -d -e page-faults
recorded memory -d -W --phys-data --data-page-size --code-page-size -e page-faults
recorded clock -k mono
recorded regs --intr-regs=ip,sp,ax --user-regs=bp,ip
recorded namespaces --namespaces
recorded switches --switch-events
recorded half-timed -e cpu-clock -e page-faults/time=0/
if [ "$(id -u)" = 0 ]; then
	recorded whole -a -F 499
	recorded tracepoint -e sched:sched_switch -e sched:sched_wakeup
	recorded mixed -e cpu-clock -e 'sched:sched_process_*' -g
	recorded cgroups -a --all-cgroups -F 99
fi

for option in -L --reltime --deltatime '--deltatime --ns' '--max-stack 2' '--stop-bt exc_page_fault' \
	'-c ls' '-c sh,ls' '--dsos libc.so.6' '--time 10%/2' '--time 0%-10%,30%-40%' '--time ,' \
	'--show-round-events' '--show-mmap-events -G'; do
	# shellcheck disable=SC2086
	compare chains.data $option
done
for fields in comm tid pid pid,tid time event period misc ip ip,dso comm,ip,sym ip,sym,symoff sym +flags \
	+callindent +synth,+ipc -ip -sym,-symoff comm,time,ip,sym,dso; do
	compare plain.data -F "$fields"
	compare chains.data -G -F "$fields"
done
compare clock.data -F tod,comm
compare clock.data -F +tod,-time --ns
compare regs.data -F +iregs,+uregs
compare data.data -F +addr,+data_src
compare memory.data -F +addr,+data_src,+phys_addr,+data_page_size,+code_page_size,+weight,+ins_lat
compare switches.data --show-switch-events
compare namespaces.data --show-namespace-events
compare group.data --switch-on task-clock --show-on-off-events
if [ "$(id -u)" = 0 ]; then
	compare whole.data -C 0
	compare whole.data --pid 0 -G
	compare cgroups.data --show-cgroup-events
	compare tracepoint.data -F +ip,+sym,+period
	compare mixed.data -F trace:comm,trace -F sw:comm,ip,dso
fi
for file in brstack mem bpf chains records; do
	cp "$data/script/$file.data" .
	compare $file.data
	compare $file.data -D
done
compare brstack.data -F +brstack
compare brstack.data -F ip,brstacksym
compare brstack.data -F ip,dso,brstackoff
compare records.data --show-mmap-events --show-task-events --show-lost-events --show-switch-events \
	--show-namespace-events --show-bpf-events --show-cgroup-events --show-text-poke-events -F +misc
echo "$nr comparisons, $nr_files recordings"
