#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Each option of each command: its names are its own, its manual page has it, and each option
# that perf 6.1 has (tests/data/perf-6.1-options) is there or stands in docs/missing-options.txt.
. "$(dirname "$0")/../lib/lib.sh"
cd "$PROF_SOURCE"
for program in prof-record prof-report prof-script; do
	"$PROF_BUILD/$program" --describe
done >"$scratch/options.tsv"
[ -s "$scratch/options.tsv" ] || skip "there are no commands yet"

cut -f2 "$scratch/options.tsv" | sort -u | while read -r command; do
	page=docs/man/prof-$command.md
	[ -f "$page" ] || { echo "$command: $page is missing"; continue; }
	awk -F '\t' -v command="$command" -v page="$page" -v perf="$data/perf-6.1-options/$command.txt" \
		-v missing=docs/missing-options.txt -f tests/style/options.awk "$scratch/options.tsv"
done >"$scratch/wrong"
cat "$scratch/wrong"
echo "$(grep -c '^option' "$scratch/options.tsv") options, $(wc -l <"$scratch/wrong") faults"
[ ! -s "$scratch/wrong" ]
