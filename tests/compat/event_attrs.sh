#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What -e means: the attrs that `perf stat -vv` and `perf record -vv` would open, and those of prof.
#
# perf finds sysfs through SYSFS_PATH, so it sees the PMUs of tests/data/sysroot-event too; what
# this machine cannot open is shown before it is tried.
# shellcheck source=tests/lib/lib.sh
. "$(dirname "$0")/../lib/lib.sh"
need perf
fake=$data/sysroot-event
# Terminals differ, the width of errors with them.
export COLUMNS=80 LINES=24

# first_attr: the first attr block of -vv, on one line, without what counting adds.
first_attr()
{
	awk '
	/^perf_event_attr:/ { block = !seen; line = ""; next }
	block && (/^-----/ || /^$/) { print line; block = 0; seen = 1 }
	block && $1 !~ /^(size|sample_type|read_format|disabled|inherit|enable_on_exec)$/ {
		$1 = $1
		line = line $0 ";"
	}'
}

# parsed_attr: the same of what event_attrs prints.
parsed_attr()
{
	sed -n '2s/.* perf_event_attr:;//p' |
		sed 's/size 128;//; s/{ sample_period, sample_freq } 1;//; s/sample_type [A-Z|]*;//'
}

events='cycles cycles:u cycles:k cycles:h cycles:uk cycles:ukh cycles:G cycles:H cycles:GH
cycles:uG cycles:Gu cycles:uGH cycles:kG cycles:p cycles:ppp cycles:kp cycles:pH cycles:D
cycles:I cycles:e cycles:S cycles:W cycles:uSDIWeb cycles//u cycles/config=1/u cs:u faults
migrations:k dummy bpf-output cgroup-switches duration_time:u r1a8 r1a8:u
r1a8/config1=1,name=hey/k 1:1:u 4:0x1a8 L1-dcache-load-misses:u l1d-read-ops:k
dTLB-speculative-read-miss L1-dcache-misses-loads btb-load-misses node-stores mem:0x1000
mem:0x1000:rw mem:0x1000/8:w:u mem:0x1000:x:k cpu// cpu/event=0x3c,umask=0x1,name=foo/u
cpu/edge=1,inv/ cpu/mem-loads,ldlat=30/p cpu/event=mem-loads/ cpu/MEM-LOADS/
cpu/config=0x123,event=0xff/ cpu/config=1,config1=2,config2=3/ cpu/event=1,event=2/
cpu/r0x1a8/ cpu/offcore_rsp=0xffffffffffffffff/ mem-loads:u mem-loads/ldlat=5/u cycles-ct
topdown-total-slots uncore_imc_0/odd=0x1ff/ uncore_imc_0/multi,event=3/ msr/tsc/ aperf:u
intel_pt/pt=1,tsc/u'
nr=0
for event in $events; do
	{ SYSFS_PATH=$fake/sys perf stat -vv -e "$event" true 2>&1 || true; } | first_attr >wanted
	event_attrs -s -r "$fake" "$event" | parsed_attr >got
	[ -s wanted ] || fail "perf says nothing of $event"
	same "$event" wanted got
	nr=$((nr + 1))
done
echo "$nr events have the attrs of perf stat"

# The text of errors, but for what they suggest and the name of the program.
errors='foo foo-bar cycles:z cycles:uz cycles:uu cycles:pppp cycles:u:k cycles, ,cycles
cycles,,cycles cycles} {cycles}} {} {{cycles}} {cs,} {cs}, {cs}cs {cs,cs}:z {cs:pp,cs}:pp
cycles-foo L1-foo L1-dcache-load-foo r0x1a8 1: 1:x mem:zz mem:0x1000/x cs/ cs/u cs//:k cs/u/
cycles/period=x/ cycles/call-graph=1/ cycles/name/ cpu/event=foo/ cpu/event=0x1ff/ cpu/event=1
cpu/event=1/z cpu/event=1,/ cpu/event=/ nopmu/event=1/ cs,cs,cs,cs,cs,cs,cs,cs,foo,cs,cs,cs,cs
cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,foo,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs'
nr=0
for event in $errors; do
	# perf tells some twice, as the "Initial error".
	{ SYSFS_PATH=$fake/sys perf record -o none.data --dry-run -e "$event" true 2>&1 || true; } |
		sed '/^Initial error:/d; /^ Usage:/,$d; /^$/d; s/perf list/prof list/' |
		awk '!seen[$0]++' >wanted
	{ event_attrs -r "$fake" "$event" || true; } | sed '1d; /^Did you mean/d; /^$/d' >got
	same "$event" wanted got
	nr=$((nr + 1))
done
echo "$nr errors have the text of perf"

# What both record: the whole attr as it is opened.
need_events
# What cannot be sampled is shown before it is refused.
block()
{
	{ "$@" 2>&1 || true; } | awk '/^perf_event_attr:/ { block = !seen; next }
	block && (/^-----/ || /^$/) { block = 0; seen = 1 }
	block { $1 = $1; print }'
}
recorded='cs cs:u cpu-clock:pp cpu-clock:P dummy:HG cs/period=5/ cs/freq=100/
cs/freq=100,period=3/ cs/time=0/ cs/no-inherit/ cs/call-graph=fp,max-stack=3/
cs/call-graph=dwarf,stack-size=4095/ cs/call-graph=no/ cs/max-stack=9/ cs/overwrite/ cs/aux-output/ cs/call-graph=lbr/
mem:0x1000:w bpf-output {cs,cpu-clock}:u 1:1:k software/config=1/ msr/tsc/'
if [ "$(id -u)" = 0 ] && [ -r /sys/kernel/tracing/events/sched/sched_switch/id ]; then
	recorded="$recorded sched:sched_switch sched:sched_switch:u sched:sched_switch/max-stack=5/"
fi
nr=0
for event in $recorded; do
	block perf record -vv -o perf.data -e "$event" true >wanted
	block prof record -vv -o prof.data -e "$event" true >got
	[ -s wanted ] || fail "perf says nothing of $event"
	same "record -e $event" wanted got
	nr=$((nr + 1))
done
echo "$nr events are recorded with the attrs of perf record"
