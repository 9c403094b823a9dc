#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Names and offsets of many addresses of real files and of the kernel, beside perf's.
. "$(dirname "$0")/../lib/lib.sh"
need perf readelf g++ objcopy strip

# perf 6.1 is wrong or silent there, see elf_plt.c and symtab.h: PLT entries (it counts them
# instead of reading them), and what lies behind a symbol within another one. Nothing else may
# differ. $1: perf's names, $2: ours; both "ADDRESS NAME+0xOFFSET" by line.
compare()
{
	paste -d '\t' "$1" "$2" | awk -F '\t' -v what="$3" '
		{ sub(/^ +/, "", $1); sub(/^[^ ]+ +/, "", $1); sub(/^[^ ]+ /, "", $2); total++ }
		$1 != "[unknown]" { known++ }
		$1 == $2 { next }
		$1 ~ /@plt\+/ || $2 ~ /@plt\+|^\.plt\+/ { plt++; next }
		$1 == "[unknown]" { more++; next }
		{ if (bad++ < 5) print "  perf: " $1 "\n  prof: " $2 }
		END {
			printf "%s: %d addresses, %d known to perf, %d of PLTs, %d more, %d wrong\n",
				what, total, known, plt, more, bad
			exit bad > total / 1000 || !known
		}'
}

# file NAME [STEP]: its executable segments.
file()
{
	readelf -lW "$1" | awk '$1 == "LOAD" && / E /  { print $2, $5 }' |
		while read -r off len; do
			seq $((off)) "${2:-16}" $((off + len - 1))
		done | xargs printf '%x\n' >addresses
	prof_craft crafted.data user "$1" <addresses
	perf script --no-inline -i crafted.data -F ip,sym,symoff >perf.names 2>/dev/null
	prof_resolve file "$1" <addresses >prof.names 2>/dev/null
	compare perf.names prof.names "$1"
}

cat >program.cc <<'EOF'
#include <functional>
#include <iostream>
#include <map>
#include <string>
namespace { struct local { virtual ~local() {} virtual int f(int x) const { return x; } }; }
template <class T> T twice(T t) { return t + t; }
extern "C" __attribute__((weak)) int weak_one() { return 1; }
int main(int argc, char **argv)
{
	std::map<std::string, std::function<int(int)>> m;
	local l;
	m[argv[0]] = [&](int x) { return l.f(x) + twice(x) + weak_one(); };
	std::cout << m[argv[0]](argc) << twice(std::string("x")) << '\n';
}
EOF
here=$PWD
for flags in "" "-O2 -g" "-O2 -no-pie" "-O1 -fcf-protection -Wl,-z,lazy,-z,ibtplt" \
	"-O2 -static" "-fuse-ld=lld -O1"; do
	# shellcheck disable=SC2086
	g++ $flags -o program program.cc 2>/dev/null || continue
	echo "# g++ $flags"
	[[ $flags == *static* ]] && step=29 || step=1
	file "$here/program" "$step" || fail "names differ from perf's"
done

# A stripped program and its debug file.
g++ -O1 -g -o program program.cc
objcopy --only-keep-debug program program.debug
objcopy --strip-all --add-gnu-debuglink=program.debug program stripped
file "$here/stripped" 1 || fail "names of a debug file differ from perf's"

for library in libc.so.6 libstdc++.so.6 ld-linux-x86-64.so.2; do
	for dir in /lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu /lib64; do
		[ -e "$dir/$library" ] || continue
		file "$(readlink -f "$dir/$library")" 67 || fail "names differ from perf's"
		break
	done
done

# The kernel, by a kallsyms file: this machine's, if it may be seen.
if awk '$1 !~ /^0+$/ { found = 1; exit } END { exit !found }' /proc/kallsyms; then
	cat /proc/kallsyms >kallsyms
	awk '$2 ~ /^[TtWw]$/ && $1 >= "ffffffff81000000" && $1 < "ffffffffc0000000" && NR % 7 == 0 {
		print $1 }' kallsyms | sort -u >addresses
	prof_craft crafted.data kernel '[kernel.kallsyms]' <addresses
	perf script --kallsyms kallsyms -i crafted.data -F ip,sym,symoff >perf.names 2>/dev/null
	prof_resolve kernel '[kernel.kallsyms]' kallsyms=kallsyms <addresses >prof.names
	compare perf.names prof.names kernel || fail "the kernel's names differ from perf's"
fi
