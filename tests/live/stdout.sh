#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A reader that has seen enough ends prof quietly; a full disk does not.
. "$(dirname "$0")/../lib/lib.sh"
need_events
# More text than a pipe holds (64 KB).
prof record -q -e cpu-clock -F 10000 -g -o a.data sh -c \
	'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done' 2>record.log || fail "$(cat record.log)"
[ "$(prof script -i a.data | wc -c)" -gt 70000 ] || skip "this machine records too slowly"

set +o pipefail
prof script -i a.data 2>err | head -n 1 >/dev/null
[ "${PIPESTATUS[0]}" = 141 ] || fail "it was not ended by SIGPIPE"
[ ! -s err ] || fail "stderr, as head has gone: $(cat err)"
(
	trap '' PIPE
	status prof script -i a.data 2>err
	# shellcheck disable=SC2154
	echo "$status" >status
) | true
[ ! -s err ] || fail "stderr, as nobody reads and SIGPIPE is ignored: $(cat err)"
[ "$(cat status)" = 141 ] || fail "status $(cat status), as nobody reads and SIGPIPE is ignored"

if [ -w /dev/full ]; then
	status prof script -i a.data >/dev/full 2>err
	[ "$status" = 255 ] || fail "a full disk: exit status $status"
	grep -q 'No space left on device' err || fail "a full disk: $(cat err)"
fi

# On a terminal there is a pager, which may end before the text does.
if command -v script >/dev/null; then
	status env PROF_PAGER='head -n 1' timeout 20 script -qec 'prof script -i a.data' typescript >out
	[ "$status" != 124 ] || fail "prof waits for a pager that has gone"
	grep -q cpu-clock out || fail "the pager shows: $(head -n 3 out)"
fi
