#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Licence lines, layers by #include, sizes of files, and words that do not belong into the source.
. "$(dirname "$0")/../lib/lib.sh"
cd "$PROF_SOURCE"
wrong=0

# complain TITLE: the lines on stdin, if any, are faults.
complain()
{
	if read -r first; then
		echo "$1:"
		printf '  %s\n' "$first"
		sed 's/^/  /'
		wrong=1
	fi
}

mapfile -t sources < <(find . -path ./build -prune -o -name '*.[ch]' -print | sort)
for file in "${sources[@]}"; do
	[ "$(head -n 1 "$file")" = "/* SPDX-License-Identifier: GPL-2.0-or-later */" ] || echo "$file"
done >"$scratch/list"
complain "without a licence line" <"$scratch/list"

find . -path ./build -prune -o -name '*.h' -print0 | xargs -0 grep -L '#pragma once' \
	>"$scratch/list" || true
complain "headers without #pragma once" <"$scratch/list"

grep -nE '^#include "(record|report|script)/' -r common >"$scratch/list" || true
complain "common/ includes a room" <"$scratch/list"
for room in record report script; do
	grep -nE '^#include "(record|report|script)/' -r $room | grep -v "\"$room/" || true
done >"$scratch/list"
complain "a room includes another" <"$scratch/list"

grep -nE '^\s*//|[^:]//[^/"]*$' "${sources[@]}" | grep -v '"[^"]*//' >"$scratch/list" || true
complain "comments other than /* */" <"$scratch/list"
grep -nE '\<goto\>' "${sources[@]}" | grep -vE '(/\*|^[^:]*:[0-9]*:\s*\*).*goto' >"$scratch/list" || true
complain "goto" <"$scratch/list"

grep -rnIE --exclude-dir=build --exclude-dir=.git --exclude=.git --exclude=text.sh \
	'(^|[^A-Za-z0-9_./])/work/[A-Za-z]' . >"$scratch/list" || true
complain "paths of one machine" <"$scratch/list"

# Tests may be long: they are tables.
wc -l "${sources[@]}" | awk '$2 != "total" && $1 > 600 && $2 !~ /tests\// { print $1, $2 }' \
	>"$scratch/list"
complain "longer than 600 lines" <"$scratch/list"

echo "${#sources[@]} C files; the longest:"
wc -l "${sources[@]}" | sort -rn | sed -n 2,6p
exit $wrong
