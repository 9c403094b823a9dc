#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `prof record` asks the kernel for what `perf record` asks for: the attrs of a matrix of options,
# as `perf evlist -v` shows them, are the same; and perf reads each file without a warning.
. "$(dirname "$0")/../lib/lib.sh"
need perf
need_root
need_events
perf record -q -e sched:sched_switch -o /dev/null true 2>/dev/null || skip "perf cannot use tracepoints here"

sleep 1000 &
target=$!
trap 'kill $target; rm -rf "$scratch"' EXIT
T=sched:sched_switch
failed=0
nr=0
quick= # once the first rows are through: perf then waits a second for its BPF thread no more

# same WORDS...: one row of the matrix
same()
{
	nr=$((nr + 1))
	perf record $quick -N -B -o a.data "$@" >a.out 2>&1 || fail "perf record $*: $(tail -n 2 a.out)"
	prof record $quick -N -o b.data "$@" >b.out 2>&1 || fail "prof record $*: $(tail -n 2 b.out)"
	perf evlist -v -i a.data >a.txt 2>&1
	perf evlist -v -i b.data >b.txt 2>&1
	if ! cmp -s a.txt b.txt; then
		echo "prof record $*: other attrs than perf's (<)"
		diff a.txt b.txt || true
		failed=$((failed + 1))
	fi
	perf script -i b.data >/dev/null 2>warnings || failed=$((failed + 1))
	perf report --stdio -i b.data >/dev/null 2>>warnings || true
	# Of a file without samples perf says so, and without --synth it misses the kernel.
	if ! grep -q -e 'has no samples' -e 'Kernel address maps' warnings &&
		grep -v -e '^$' -e '^no symbols found in' warnings; then
		echo "prof record $*: perf complains of the file"
		failed=$((failed + 1))
	fi
}

same true
same -g true
quick=--no-bpf-event
same -e cycles true
same -c 1000 -e cpu-clock true
same -a -- true
same -ag -F 99 -- true
same -e $T true
same -e $T -e cpu-clock true
same -e cpu-clock,$T -ag -- true
same -e 'sched:*wait*' true
same -F 100 -e $T true
same -e $T:k -g true
same -e cpu-clock,page-faults true
same -e cpu-clock,page-faults -a -- true
same -e '{cpu-clock,page-faults}' true
same --group -e cpu-clock,page-faults true
same -e '{cpu-clock,page-faults}:S' true
same -e '{cpu-clock,page-faults}:S' -a -- true
same -e "{cpu-clock,$T}:S" -ag -- true
same -e mem:0x1000/8:w true
same -e cpu-clock/freq=100,call-graph=fp/,page-faults true
same -e cpu-clock/call-graph=dwarf,stack-size=1024/,page-faults true
same -g -e cpu-clock/call-graph=no/,page-faults true
same -g -e cpu-clock/max-stack=5/ true
same -e cpu-clock/period=100/ -F 50 true
same -e cpu-clock/no-inherit/ true
same -d true
same -s true
same -i true
same --no-timestamp true
same -P -c 1000 true
same -F 200000 true
same -z true
same -k mono true
same --call-graph fp,20 true
same --call-graph dwarf,4096 -a -- true
same --kernel-callchains -g true
same --user-callchains -g true
same --sample-identifier true
same --running-time true
same -W --phys-data --data-page-size --code-page-size --transaction --sample-cpu true
same -n -R true
same -m 16 true
same --intr-regs -a -- true
same --user-regs=ip,ax --intr-regs=ip true
same --all-user true
same --all-user -a -- true
same --all-kernel true
same --namespaces --all-cgroups --switch-events -a -- true
same --buildid-mmap true
same --no-buffering true
same --overwrite -a -- true
same --synth=no true
same --per-thread -T true
same -t $target -- sleep 0.01
same -p $target --per-thread -- sleep 0.01
same -p $target -d --call-graph dwarf -- sleep 0.01
same -D 10 sleep 0.05
same -D 10 -a -- sleep 0.05

echo "$nr sets of options, $failed faults"
[ $failed = 0 ]
