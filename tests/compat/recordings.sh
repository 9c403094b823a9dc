# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# How `recording` records and looks. What is provided ends with the script.
# One build-id cache for all recordings: perf takes its time to fill one.
HOME=$PROF_BUILD/tests/compat/home
mkdir -p "$HOME"
# These must fail: with perf, and with prof.
EXPECTED_FAILURES=" strict "

tracefs=/sys/kernel/tracing
processes=()

end()
{
	local pid
	for pid in "${processes[@]}"; do
		kill "$pid" && wait "$pid" || true
	done 2>/dev/null
	wait # for perf record, where prof has failed already
	[ -z "${uprobe:-}" ] || echo "-:${uprobe/://}" >>"$tracefs/uprobe_events" || true
	[ -z "${cgroup:-}" ] || rmdir "$cgroup_path" || true
	rm -rf "$scratch"
}
trap end EXIT

# $target, a process that computes now and then, and $thread of it.
provide_target()
{
	local tasks
	workload --forever >ready &
	target=$!
	processes+=("$target")
	while ! grep -q ready ready; do sleep 0.01; done
	tasks=(/proc/"$target"/task/*)
	# shellcheck disable=SC2034
	thread=$(basename "${tasks[-1]}")
}

# A process of $user.
provide_user()
{
	need_root
	need setpriv
	user=65534
	chmod a+rx . && cp "$PROF_BUILD/workload" . && chmod a+rx workload
	setpriv --reuid=$user --clear-groups ./workload --forever >ready &
	processes+=($!)
	while ! grep -q ready ready; do sleep 0.01; done
}

provide_uprobe()
{
	local offset
	[ -w $tracefs/uprobe_events ] || skip "no uprobes, or not for this user"
	need nm
	offset=$(($(nm "$PROF_BUILD/workload" | sed -n 's/^\([0-9a-f]*\) .*inner17h.*/0x\1/p') - 0x400000))
	uprobe=prof_test_$$:in_rust
	printf 'p:%s %s:%#x n=%%di:u64\n' "${uprobe/://}" "$PROF_BUILD/workload" "$offset" \
		>>$tracefs/uprobe_events || { uprobe=; skip "the kernel makes no uprobe"; }
}

# A control group of its own with a process in it.
provide_cgroup()
{
	local mount
	need_root
	mount=$(awk '$3 == "cgroup" && $4 ~ /(^|,)perf_event(,|$)/ { print $2; exit }' /proc/mounts)
	[ -n "$mount" ] || mount=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
	[ -n "$mount" ] || skip "no control groups are mounted"
	cgroup=prof_test_$$
	cgroup_path=$mount/$cgroup
	mkdir "$cgroup_path" || { cgroup=; skip "no control group can be made in $mount"; }
	provide_target
	echo "$target" >"$cgroup_path/cgroup.procs" || skip "no process can be moved to $cgroup_path"
}

# provide LINE: what its variables stand for.
provide()
{
	# shellcheck disable=SC2016,SC2034
	case $1 in
	*'$target'* | *'$thread'*) provide_target ;;
	*'$user'*) provide_user ;;
	*'$uprobe'*) provide_uprobe ;;
	*'$cgroup'*) provide_cgroup ;;
	*'$watched'*) watched=$(workload --watched) ;;
	esac
	case $1 in
	*-e*:*) need_tracefs ;;
	esac
	# shellcheck disable=SC2221,SC2222
	case " $1" in
	*' -a'* | *' -C '* | *' -u '*) need_all_cpus ;;
	esac
}

# record TOOL: its files are TOOL.data*, its status is in TOOL.status, its words in TOOL.err.
record()
{
	local status=0
	if is_pipe; then
		"$1" record "${options[@]}" 2>"$1.err" | cat >"$1.data" || status=$?
	else
		"$1" record -o "$1.data" "${options[@]}" >"$1.out" 2>"$1.err" || status=$?
	fi
	echo "$status" >"$1.status"
}

# The files of one: several with --switch-output, the oldest first.
files()
{
	find . -maxdepth 1 -name "$1.data*" ! -name '*.dump' ! -name '*.same' ! -name '*.old' -size +0 -printf '%f\n' | sort
}

is_pipe()
{
	[[ " ${options[*]} " == *" -o - "* ]]
}

# look TOOL FILE COMMAND OPTION...: what it prints of the file; through a pipe if that was one.
look()
{
	local tool=$1 file=$2 command=$3
	shift 3
	if is_pipe; then
		# The reader may have seen enough before the end. A stream was captured now.
		{ cat "$file" 2>/dev/null || true; } | "$tool" "$command" -i - "$@" |
			sed '/^# captured on /d'
	else
		"$tool" "$command" -i "$file" "$@"
	fi
}

# same_attrs PERF_FILE PROF_FILE: the events are opened with the same attrs.
same_attrs()
{
	look perf "$1" evlist -v >perf.attrs 2>&1 || true
	look perf "$2" evlist -v >prof.attrs 2>&1 || true
	same "the events of perf and of prof" perf.attrs prof.attrs
}

# kinds TEXT: the record types that a dump names, but those that chance brings. perf's EVENT_UPDATE
# tells the unit of cpu-clock, which only perf stat prints.
kinds()
{
	sed -n 's/.*: \(PERF_RECORD_[A-Z_0-9]*\).*/\1/p' "$1" |
		grep -vE 'SAMPLE|LOST|THROTTLE|FINISHED_ROUND|COMPRESSED|KSYMBOL|BPF|EVENT_UPDATE' | sort -u
}

# The kinds of records that perf writes are those that prof writes.
same_kinds_of_records()
{
	kinds "$1" >perf.kinds
	kinds "$2" >prof.kinds
	same "kinds of records" perf.kinds prof.kinds
}

# compare_view FILE COMMAND OPTION...: perf and prof print the same, and end alike.
compare_view()
{
	local file=$1 perf_ends=0 prof_ends=0
	shift
	look perf "$file" "$@" >perf.txt 2>perf.warnings || perf_ends=$?
	look prof "$file" "$@" >prof.txt 2>prof.warnings || prof_ends=$?
	[ "$perf_ends" = "$prof_ends" ] ||
		fail "$* of $file: exit status $prof_ends, perf's $perf_ends: $(tail -n 3 perf.warnings prof.warnings)"
	perl "$compat/../lib/same_text" "$* of $file" perf.txt prof.txt ||
		fail "$* of $file: prof prints something else than perf"
	[ "$prof_ends" = 0 ] || fail "$* of $file: neither perf nor prof prints it: $(cat prof.warnings)"
	[ "$1" != script ] || compare_warnings "$* of $file" "$file"
}

# What perf warns of, prof does; prof also of fewer lost records. perf has nothing to say of a file
# of prof but that records were lost.
compare_warnings()
{
	local warnings
	warnings=$(cat perf.warnings prof.warnings)
	if [ -s perf.warnings ]; then
		[ -s prof.warnings ] || fail "$1: only perf warns: $warnings"
		[[ $2 == perf.data* ]] || grep -q lost perf.warnings || fail "$1: perf warns: $warnings"
	elif [ -s prof.warnings ]; then
		grep -q 'were lost\|not unwound' prof.warnings || fail "$1: only prof warns: $warnings"
	fi
}

shows=(--show-task-events --show-mmap-events --show-switch-events --show-lost-events
	--show-namespace-events --show-cgroup-events --show-bpf-events --show-text-poke-events
	--show-round-events)

# compare_readers FILE OPTION...: all that they print of it, with these options of script.
compare_readers()
{
	local file=$1
	shift
	# shellcheck disable=SC2086,SC2154 # words
	set -- ${leave_out:-} "$@"
	compare_view "$file" script --header -I --ns "${shows[@]}" "$@"
	# The samples are in it as without options, too.
	# shellcheck disable=SC2086
	compare_view "$file" script -D ${leave_out:-}
	mv perf.txt "$file.dump"
	# Of a stream perf knows neither groups, nor the names of tracepoints, nor what was hit where
	# those are in it, or where it is compressed.
	if ! is_pipe; then
		compare_view "$file" evlist -F
		compare_view "$file" evlist -g
	fi
	is_pipe && [[ $line =~ (-e.*:|-z) ]] && return
	compare_view "$file" evlist -v
	compare_view "$file" buildid-list
}
