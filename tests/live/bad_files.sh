#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Files that are missing, empty, cut, unfinished, damaged or hostile: every command that reads one
# ends soon, by itself, with the status 0 or 255, and says what is wrong in a sentence.
. "$(dirname "$0")/../lib/lib.sh"
need perl
need_events
prof record -q -e cpu-clock -F 5000 -g -o good.data sh -c \
	'i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done; ls / >/dev/null' 2>record.log || fail "$(cat record.log)"
good=$(prof script -i good.data | wc -l)
bytes=$(stat -c %s good.data)
echo "good.data has $bytes bytes, $good lines"

# reads FILE COMMAND OPTION...: its output is in out, its sentences in err.
reads()
{
	local file=$1
	shift
	status timeout -k 1 20 prof "$@" -i "$file" >out 2>err
	# shellcheck disable=SC2154
	case $status in
	0) ;;
	255) [ -s err ] || fail "prof $* -i $file fails and does not say why" ;;
	124 | 137) fail "prof $* -i $file does not end" ;;
	*) fail "prof $* -i $file: status $status: $(tail -n 5 err)" ;;
	esac
	! grep -q 'Sanitizer\|runtime error' err || fail "prof $* -i $file: $(cat err)"
}

all_read()
{
	reads "$1" script -D
	reads "$1" script --header -F +misc,+period
	reads "$1" script --folded
	reads "$1" evlist -v
	reads "$1" buildid-list -H
	reads "$1" script
}

# says FILE STATUS SENTENCE: of script; in the sentence * stands for anything.
says()
{
	all_read "$1"
	[ "$status" = "$2" ] || fail "$1: status $status, not $2: $(cat err)"
	# shellcheck disable=SC2053
	[ -z "$3" ] || [[ $(cat err) == *$3* ]] || fail "$1: it says: $(cat err)"
}

# damaged KIND STATUS SENTENCE [LINES]: so many percent of the lines are left.
damaged()
{
	perl "$here/mangle" "$1" good.data "$1.data"
	says "$1.data" "$2" "$3"
	[ $(($(wc -l <out) * 100)) -ge $((good * ${4:-0})) ] ||
		fail "$1: only $(wc -l <out) of $good lines are left"
	rm "$1.data"
}

says missing.data 255 'missing.data: No such file or directory'
mkdir folder.data
says folder.data 255 'folder.data'
echo 'int main(void) { return 0; }' >text.data
says text.data 255 'text.data: not a perf.data file'
head -c 1000 /dev/zero >zeros.data
says zeros.data 255 'zeros.data: not a perf.data file'
ln -s loop.data loop.data
says loop.data 255 'loop.data: Too many levels of symbolic links'
if [ "$(id -u)" != 0 ]; then
	touch closed.data && chmod 0 closed.data
	says closed.data 255 'closed.data: Permission denied'
fi

damaged cut-0 255 'the file is empty'
damaged cut-7 255 '7 bytes are no perf.data header'
damaged cut-60 255 'header of 104 bytes, the file has 60'
damaged cut-150 255 'attributes at *, the file has 150'
damaged cut-$((bytes / 2)) 0 'is cut: it says that it has * bytes of records' 20
damaged cut-$((bytes - 100)) 0 'header features are damaged and were skipped' 99
damaged crashed 0 'was not finished by its recorder: all records up to the end were read' 99
damaged size-0 255 'claims 0 bytes, the least is 8' 20
damaged size-7 255 'claims 7 bytes, the least is 8' 20
damaged size-12 255 'claims 12 bytes, which is no multiple of 8' 20
damaged size-65528 255 'claims 65528 bytes, * are left' 20
damaged chain-1000 0 '1 broken samples were skipped' 80
damaged chain-2^60 0 '1 broken samples were skipped' 80
damaged comm 0 '' 80
damaged mmap 0 '' 80
damaged data-99999999999 255 'records start at 99999999999, the file has'
damaged data-0 255 ''
damaged attrs-99999999 255 'attributes at 99999999 with'
damaged attr_size-0 255 'attributes of 0 bytes'
damaged attr_size-7 255 'attributes of 7 bytes'
damaged attr_size-4000000000 0 ''
damaged noise-1 255 ''
for seed in $(seq 1 "${PROF_TEST_SEEDS:-12}"); do
	perl "$here/mangle" "random-$seed" good.data random.data
	all_read random.data
done

# The same through a pipe, where nothing can be looked up ahead.
for kind in crashed size-7 chain-2^60 comm random-3 cut-$((bytes / 2)); do
	perl "$here/mangle" "$kind" good.data piped.data
	status timeout -k 1 20 prof script -i - <piped.data >out 2>err
	[ "$status" = 0 ] || [ "$status" = 255 ] || fail "$kind from stdin: status $status: $(tail -n 5 err)"
done
