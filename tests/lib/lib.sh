# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What the test scripts share. Source it first:
#	. "$(dirname "$0")/../lib/lib.sh"
# Then `prof`, `stackcollapse` are those of the build, $data is tests/data, and the script runs
# in an empty folder of its own that is removed at the end.
set -eu -o pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PROF_SOURCE=${PROF_SOURCE:-$(cd "$here/../.." && pwd)}
PROF_BUILD=${PROF_BUILD:-$PROF_SOURCE/build/dev}
# shellcheck disable=SC2034
data=$PROF_SOURCE/tests/data
PATH=$PROF_BUILD:$PATH
scratch=$(mktemp -d "${TMPDIR:-/tmp}/prof-test.XXXXXX")
mkdir "$scratch/home"
# Nothing of the user's own settings, and the same text everywhere.
HOME=$scratch/home
PROF_CONFIG=
PERF_CONFIG=/dev/null
LC_ALL=C
TZ=UTC
LSAN_OPTIONS=suppressions=$PROF_SOURCE/tests/lib/lsan.supp:print_suppressions=0
export PATH HOME PROF_CONFIG PERF_CONFIG LC_ALL TZ LSAN_OPTIONS
trap 'rm -rf "$scratch"' EXIT
# A command that fails unawares ends the script: say which, and what it wrote to files.
set -E
trap 'echo "FAIL: status $?: $BASH_COMMAND" >&2; tail -n 5 ./*err* ./*.log >&2 2>/dev/null' ERR
cd "$scratch"

# skip REASON: end the script; it counts as skipped.
skip()
{
	echo "SKIP: $*"
	exit 77
}

fail()
{
	echo "FAIL: $*" >&2
	exit 1
}

# need PROGRAM...: skip without them.
need()
{
	local program
	for program; do
		command -v "$program" >/dev/null || skip "$program is not installed"
	done
}

need_root()
{
	[ "$(id -u)" = 0 ] || skip "needs root"
}

# Events of one's own processes, which containers often refuse.
need_events()
{
	prof record -q -e cpu-clock -o need.data true >need.log 2>&1 ||
		skip "this kernel lets nobody record here: $(tail -n 1 need.log)"
	rm -f need.data need.log
}

# Events of the whole machine.
need_all_cpus()
{
	prof record -q -a -e cpu-clock -o need.data true >need.log 2>&1 ||
		skip "the whole machine cannot be recorded: $(tail -n 1 need.log)"
	rm -f need.data need.log
}

need_tracefs()
{
	[ -r /sys/kernel/tracing/events/header_page ] || skip "tracefs is not mounted or readable"
}

# status COMMAND...: run it, whatever happens; its exit status is in $status.
status()
{
	status=0
	# shellcheck disable=SC2034
	"$@" || status=$?
}

# same NAME WANTED GOT: two files must be equal.
same()
{
	diff -u "$2" "$3" >same.diff || {
		head -n 40 same.diff >&2
		fail "$1: $(wc -l <same.diff) lines of difference"
	}
}
