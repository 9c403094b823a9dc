#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The scripts are clean to shellcheck, whatever their names end with.
. "$(dirname "$0")/../lib/lib.sh"
need shellcheck
cd "$PROF_SOURCE"
mapfile -t scripts < <(find . -path ./build -prune -o -path ./.git -prune -o -type f \
	-exec grep -lIE '^#!/bin/(ba)?sh' {} + | sort)
[ ${#scripts[@]} -gt 0 ] || fail "no scripts found"
shellcheck -x -P SCRIPTDIR "${scripts[@]}"
echo "${#scripts[@]} scripts"
