#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# All C files are as clang-format 14 (Debian 12's) writes them.
. "$(dirname "$0")/../lib/lib.sh"
need clang-format
clang-format --version | grep -q 'version 14\.' ||
	skip "other versions than 14 format differently: $(clang-format --version)"
cd "$PROF_SOURCE"
find . -path ./build -prune -o -name '*.[ch]' -print0 |
	xargs -0 clang-format --dry-run -Werror >"$scratch/log" 2>&1 || true
grep 'error:' "$scratch/log" | cut -d: -f1 | sort | uniq -c >"$scratch/wrong" || true
cat "$scratch/wrong"
[ ! -s "$scratch/wrong" ]
