#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# prof record on this kernel: how it ends, what it leaves behind, and what it says.
. "$(dirname "$0")/../lib/lib.sh"
need_events

busy='i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done'

# More than any of these recordings lasts, and an end where one fails.
endless="for k in \$(seq 400); do $busy; done"

# exits STATUS COMMAND...
exits()
{
	local wanted=$1
	shift
	status "$@" >out 2>err
	# shellcheck disable=SC2154
	[ "$status" = "$wanted" ] || fail "$*: exit status $status, not $wanted: $(head -n 3 err)"
}

# samples FILE: how many prof script sees
samples()
{
	prof script -F comm,time -i "$1" 2>/dev/null | wc -l
}

# The workload's status is ours.
exits 0 prof record -e cpu-clock true
exits 7 prof record -e cpu-clock sh -c 'exit 7'
exits 137 sh -c 'prof record -e cpu-clock sh -c "kill -9 \$\$"; exit $?'
[ "$(stat -c %a perf.data)" = 600 ] || fail "perf.data is not private"

# An older file is kept, and not lost to a recording that cannot start.
cp perf.data before
exits 0 prof record -e cpu-clock sh -c "$busy"
cmp -s perf.data.old before || fail "perf.data.old is not the file that was there"
grep -qE '^\[ prof record: Woken up [0-9]+ times to write data \]$' err || fail "no first line: $(cat err)"
grep -qE '^\[ prof record: Captured and wrote [0-9.]+ MB perf.data \([0-9]+ samples\) \]$' err ||
	fail "no last line: $(cat err)"
n=$(sed -n 's/.*(\([0-9]*\) samples).*/\1/p' err)
[ "$(samples perf.data)" = "$n" ] || fail "$n samples were told, $(samples perf.data) are there"
cp perf.data before
exits 255 prof record -e cpu-clock no-such-command
grep -q "Failed to collect 'cpu-clock' for the 'no-such-command' workload: No such file" err ||
	fail "no sentence about the command: $(cat err)"
exits 255 prof record -e cpu-clock -p 999999999
exits 255 prof record -e cpu-clock -C 9999 true
exits 255 prof record -e cpu-clock -u no-such-user
exits 129 prof record -F nonsense true
exits 129 prof record -e no-such-event true
cmp -s perf.data before || fail "a recording that could not start has changed perf.data"

# Signals end it, the file is whole, and whoever started it sees the signal.
for sig in INT TERM HUP; do
	prof record -q -e cpu-clock -o sig.data sh -c "$endless" &
	sleep 0.3
	kill -s $sig $!
	wait $! && fail "no status after SIG$sig" || status=$?
	[ $status = $((128 + $(kill -l $sig))) ] || fail "status $status after SIG$sig"
	[ "$(samples sig.data)" -gt 0 ] || fail "no samples after SIG$sig"
done

# Killed: what was written before can be read.
prof record -q -e cpu-clock -F 9999 -m 16 -o kill.data timeout 5 sh -c "$endless" &
sleep 2
kill -s KILL $!
wait $! || true
[ "$(samples kill.data)" -gt 0 ] || fail "no samples after SIGKILL"

# -p and -t end with their target, and do nothing until then.
for option in -p -t; do
	sleep 0.5 &
	exits 0 prof record -q -e cpu-clock $option $! -o end.data
done

# A stream in a pipe, by -o - and because stdout is one.
n=$(prof record -q -e cpu-clock -o - sh -c "$busy" | prof script -F comm | grep -c '^ *sh')
[ "$n" -gt 0 ] || fail "no samples through -o -"
n=$(prof record -q -e cpu-clock sh -c "$busy" | prof script -F comm | grep -c '^ *sh')
[ "$n" -gt 0 ] || fail "no samples through a pipe"

# -D: ranges, and events that stay off.
exits 0 prof record -q -e cpu-clock -D 100-200 -o delay.data sh -c "$endless"
[ "$(samples delay.data)" -gt 0 ] || fail "no samples in a range of -D"
exits 0 prof record -q -e cpu-clock -D -1 -o off.data sh -c "$busy"
[ "$(samples off.data)" = 0 ] || fail "samples although the events are off"

# --control
mkfifo ctl ack
prof record -q -e cpu-clock -D -1 --control fifo:ctl,ack -o control.data \
	sh -c "$endless" &
for command in enable ping; do
	echo $command >ctl
	read -r answer <ack
	[ "$answer" = ack ] || fail "$command is answered by '$answer'"
done
sleep 0.2
echo stop >ctl
wait $! || fail "status $? after stop"
[ "$(samples control.data)" -gt 0 ] || fail "no samples after enable"

# A row of files: each can be read alone, the last two are kept.
exits 0 prof record -e cpu-clock --switch-output=20K --switch-max-files 2 -m 4 -F 9999 -o row.data \
	sh -c "for k in \$(seq 20); do $busy; done"
n=$(find . -name 'row.data.*' | wc -l)
[ "$n" = 2 ] || fail "$n files of a row instead of 2"
n=0
for file in row.data.*; do
	prof script -i "$file" >out || fail "$file cannot be read alone"
	n=$((n + $(wc -l <out)))
done
[ "$n" -gt 0 ] || fail "no samples in a row of files"

# The newest records only, at the end and on demand.
exits 0 prof record -q -e cpu-clock --overwrite -m 4 -F 9999 -o over.data sh -c "$busy"
[ "$(samples over.data)" -gt 0 ] || fail "no samples with --overwrite"

# Compressed, limited, per thread, with another clock.
exits 0 prof record -q -z -e cpu-clock -o z.data sh -c "$busy"
[ "$(samples z.data)" -gt 0 ] || fail "no samples with -z"
exits 0 prof record -e cpu-clock -F 20000 -g -m 4 --max-size 64K -o max.data sh -c "$endless"
grep -q 'size limit reached' err || fail "--max-size is not told: $(cat err)"
exits 0 prof record -q --per-thread -T -e cpu-clock -k mono -o clock.data sh -c "$busy"
[ "$(samples clock.data)" -gt 0 ] || fail "no samples with --per-thread -k mono"

# What the rings could not hold is told, with the option that helps.
exits 0 prof record -e page-faults -c 1 -m 1 --mmap-flush 1M -o lost.data \
	sh -c 'for k in 1 2 3 4 5 6 7 8; do ls -R /usr/lib >/dev/null 2>&1; done'
grep -qE 'records were lost .*-m ' err || fail "lost records are not told: $(cat err)"

[ "$(id -u)" = 0 ] || exit 0

# An ordinary user gets user space, and is told once.
if command -v setpriv >/dev/null && [ "$(cat /proc/sys/kernel/perf_event_paranoid)" = 2 ]; then
	mkdir user
	chmod 711 .
	chmod 777 user
	status setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$scratch/user" \
		prof record -o user/perf.data sh -c "$busy" >out 2>err
	if [ "$status" = 0 ]; then
		[ "$(grep -c 'only user space is sampled' err)" = 1 ] || fail "not told once: $(cat err)"
		prof script -f -F ip -i user/perf.data >out
		[ -s out ] || fail "an ordinary user gets no samples"
		! grep -qE '^ *ffff' out || fail "kernel addresses for an ordinary user: $(grep -m 1 ffff out)"
	fi
fi

# A full disk.
mkdir small
if mount -t tmpfs -o size=300k none small 2>/dev/null; then
	trap 'umount small; rm -rf "$scratch"' EXIT
	exits 255 prof record -e cpu-clock -F 20000 -g -a -o small/x -- sleep 1
	grep -q 'No space left on device' err || fail "a full disk is not told: $(cat err)"
	[ "$(samples small/x)" -gt 0 ] || fail "nothing can be read after a full disk"
fi
