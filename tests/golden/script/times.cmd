# Ways to print the time.
script()
{
	# No names from this machine's files.
	prof script --symfs /nonexistent --kallsyms /dev/null "$@"
}
for option in --ns --reltime --deltatime '--reltime --ns' '--deltatime --ns' '-F +tod' '-L'; do
	echo "== $option"
	# shellcheck disable=SC2086
	script $option -i perf-data/perf-6.1-tracepoint.data 2>&1
	# shellcheck disable=SC2086
	script -G $option -i perf-data/perf-6.1-plain.data 2>&1 | head -n 3
done
