#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The front door, as people and scripts use it; what is installed works from elsewhere.
. "$(dirname "$0")/../lib/lib.sh"

# exits STATUS COMMAND...
exits()
{
	local wanted=$1
	shift
	status "$@" >out 2>err
	# shellcheck disable=SC2154
	[ "$status" = "$wanted" ] || fail "$*: exit status $status, not $wanted: $(head -n 3 err)"
}

exits 1 prof
grep -q '^ usage: prof ' out || fail "prof alone does not print its usage on stdout"
exits 0 prof --help
exits 0 prof help
exits 0 prof --version
grep -qE '^prof version [0-9.]+$' out || fail "prof --version prints $(cat out)"
exits 0 prof version --build-options
grep -q 'libtraceevent: \[ on  \]' out || fail "no libtraceevent in: $(cat out)"
exits 129 prof --nosuch
exits 1 prof nosuch
exits 1 prof help nosuch

for command in $(prof --list-cmds); do
	[ "$command" = help ] || [ "$command" = version ] && continue
	exits 129 prof "$command" -h
	grep -q "^ Usage: prof $command" out || fail "prof $command -h does not print its usage"
	exits 129 prof "$command" --nosuch-option
	grep -q "^ Error: unknown option .nosuch-option'" err ||
		fail "prof $command --nosuch-option says $(head -n 1 err)"
	exits 0 prof "$command" --list-opts
	MANPATH='' PATH=$PROF_BUILD:/nonexistent exits 129 "$PROF_BUILD/prof" help "$command"
done

# A link to it, and a program that is not there.
mkdir links && ln -s "$PROF_BUILD/prof" links/p
exits 0 links/p --version
cp "$PROF_BUILD/prof" links/prof
exits 255 links/prof "$(prof --list-cmds | cut -d' ' -f1)"
grep -q 'belongs beside this program' err || fail "a missing program: $(cat err)"

# The config file: wrong ones are told by line, -h included.
command=$(prof --list-cmds | cut -d' ' -f1)
printf '[%s]\n\tnosuch = 1\n' "$command" >config
PROF_CONFIG=$PWD/config exits 255 prof "$command" -i none -- true
grep -q "config:2: no option is called .nosuch'" err || fail "config: $(cat err)"

DESTDIR=$PWD/root cmake --install "$PROF_BUILD" >install.log || fail "$(cat install.log)"
bin=$(dirname "$(find root -name prof -path '*/bin/*')")
[ -L "$bin/stackcollapse" ] || fail "stackcollapse is not installed"
exits 0 "$bin/prof" --version
exits 129 "$bin/prof" "$command" -h
if command -v lowdown >/dev/null; then
	[ -f "$bin/../share/man/man1/prof.1" ] || fail "no manual page installed"
fi
bash -n "$bin/../share/bash-completion/completions/prof"
