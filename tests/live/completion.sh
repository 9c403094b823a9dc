#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# bash completion, made from the option tables.
. "$(dirname "$0")/../lib/lib.sh"
# shellcheck source=/dev/null
. "$PROF_BUILD/completion/prof"

# completes WANTED WORD...: the last word is completed; WANTED must be among the answers.
completes()
{
	local wanted=$1
	shift
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	"_$1"
	[[ " ${COMPREPLY[*]} " == *" $wanted "* ]] || fail "$*: ${COMPREPLY[*]}"
}

commands=$(prof --list-cmds)
for command in $commands; do
	completes "$command" prof "${command:0:3}"
done
for program in prof-record prof-report prof-script; do
	while IFS=$'\t' read -r kind command short long _ flags _; do
		if [ "$kind" != option ] || [[ $flags == *hidden* ]]; then
			continue
		fi
		[ "$long" = - ] || completes "$long" prof "$command" "${long:0:5}"
		[ "$short" = - ] || completes "$short" prof "$command" "$short"
	done < <("$program" --describe)
done
COMP_WORDS=(prof record -- -) COMP_CWORD=3 COMPREPLY=()
_prof
[ ${#COMPREPLY[@]} = 0 ] || fail "options are offered for a workload's words: ${COMPREPLY[*]}"
