#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What prof record cannot do: each ends at once with its status and one sentence that says why, and
# leaves an earlier recording as it was.
. "$(dirname "$0")/../lib/lib.sh"
need_events
printf 'before' >perf.data

# refused STATUS SENTENCE OPTION...: of prof record.
refused()
{
	local wanted=$1 sentence=$2
	shift 2
	status timeout 20 prof record "$@" >out 2>err
	# shellcheck disable=SC2154
	[ "$status" = "$wanted" ] || fail "$*: status $status, not $wanted: $(cat err)"
	grep -qF -- "$sentence" err || fail "$*: it says: $(cat err)"
	! grep -q 'Captured\|Sanitizer\|runtime error' err || fail "$*: $(cat err)"
	[ "$(cat perf.data)" = before ] || fail "$*: perf.data is another file now"
	[ ! -e perf.data.old ] || fail "$*: perf.data was renamed"
}

# Options: 129.
refused 129 "unknown option \`nosuch'" --nosuch true
refused 129 "unknown switch \`X'" -X true
refused 129 "'nonsense' is neither a frequency in Hz nor 'max'" -F nonsense true
refused 129 "there is no clock 'nope'" -k nope true
refused 129 "'x' is neither milliseconds nor" -D x true
refused 129 "Unknown --call-graph option value: nope" --call-graph nope true
refused 129 "unknown register 'nope'" --intr-regs=nope true
refused 129 "'nope' is neither 'signal' nor a size (10M) nor a time" --switch-output=nope true
refused 129 "'0' is no size" --max-size=0 true
refused 129 "'nope' is none of no, all, task, mmap, cgroup" --synth=nope true
refused 129 "'99' is no open file descriptor" --control fd:99 true
refused 129 "expected fd:CTL[,ACK] or fifo:CTL[,ACK]" --control nope true
refused 129 "events must be given (-e) before their cgroups" -G nope true
refused 129 "should follow a -e tracepoint" --filter 'x > 1' -e cpu-clock true

# Events: 129, with a mark below the fault.
refused 129 "event syntax error: 'no-such-event'" -e no-such-event true
refused 129 "event syntax error: 'cpu-clock:z'" -e cpu-clock:z true
refused 129 "event syntax error: '{cpu-clock'" -e '{cpu-clock' true
refused 129 "event syntax error: 'mem:xyz'" -e mem:xyz true
refused 129 '\___ ' -e cpu-clock,no-such-event true
[ ! -r /sys/kernel/tracing/events/header_page ] ||
	refused 129 'events/sched/no_such not found' -e sched:no_such true

# What options ask for together: 255.
refused 255 'a frequency of 0 Hz samples nothing' -F 0 true
refused 255 'a count of 0 samples nothing' -c 0 true
refused 255 'cannot set frequency and period at the same time' -F 99 -c 100 true
refused 255 '0 pages is no size of a ring' -m 0 true
refused 255 'there is no cpu 9999' -C 9999 true
refused 255 "'1-x' is no list of cpus" -C 1-x true
refused 255 "there is no user 'no-such-user'" -u no-such-user
refused 255 'priorities are from 1 to 99' -r 1000 true

# Targets.
refused 255 'there is no process 999999999' -p 999999999
refused 255 'there is no thread 999999999' -t 999999999
refused 255 "'abc' is no process id" -p abc
refused 255 "'' is no process id" -p ''
sleep 0 &
wait $!
refused 255 "there is no process $!" -p $!

# Workloads.
printf 'true\n' >script && chmod 644 script
refused 255 "for the 'no-such-command' workload: No such file or directory" no-such-command
refused 255 "for the './no/such' workload: No such file or directory" ./no/such
refused 255 "for the '/tmp' workload: Permission denied" /tmp
[ "$(id -u)" = 0 ] || refused 255 "for the './script' workload: Permission denied" ./script

# Outputs.
refused 255 './no/x: No such file or directory' -o ./no/x true
refused 255 '/tmp: Is a directory' -o /tmp true
if [ -w /dev/full ]; then
	status prof record -o /dev/full true 2>err
	[ "$status" = 255 ] || fail "/dev/full: status $status: $(cat err)"
	grep -q 'No space left on device' err || fail "/dev/full: $(cat err)"
fi

# A limit of file sizes: what was written can be read.
status bash -c 'ulimit -f 64; exec "$@"' bash prof record -e cpu-clock -F 20000 -g -m 16 \
	-o limited.data timeout 5 sh -c 'while :; do :; done' 2>err
[ "$status" = 255 ] || fail "ulimit -f: status $status: $(cat err)"
grep -q 'limited.data: File too large' err || fail "ulimit -f: $(cat err)"
! grep -q 'samples)' err || fail "samples are told that were not written: $(cat err)"
prof script -i limited.data >out 2>err
[ -s out ] || fail "ulimit -f: nothing can be read: $(cat err)"

# A reader that goes away ends the recording, and the workload with it.
start=$SECONDS
set +o pipefail
prof record -q -e cpu-clock -F 20000 -g -o - timeout 20 sh -c 'while :; do :; done' 2>err |
	head -c 1000 >/dev/null
[ "${PIPESTATUS[0]}" = 141 ] || fail "no reader: status ${PIPESTATUS[0]}: $(cat err)"
[ $((SECONDS - start)) -lt 10 ] || fail "it records for nobody"
