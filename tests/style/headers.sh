#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Each header can be included alone.
. "$(dirname "$0")/../lib/lib.sh"
cd "$PROF_SOURCE"

nr=0 failed=0
while read -r header; do
	nr=$((nr + 1))
	"${CC:-cc}" -std=gnu17 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -I. -Wall -Wextra -Werror \
		-Wno-missing-field-initializers -Wno-unused-function -Wno-pragma-once-outside-header \
		-fsyntax-only -include "$header" -x c /dev/null 2>"$scratch/log" || {
		failed=$((failed + 1))
		head -n 5 "$scratch/log"
	}
done < <(find common record report script -name '*.h' | sort)
echo "$nr headers, $failed do not stand alone"
[ $nr -gt 0 ] && [ $failed = 0 ]
