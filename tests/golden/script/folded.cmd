# Folded: what is left without names are DSOs.
script()
{
	# No names from this machine's files.
	prof script --symfs /nonexistent --kallsyms /dev/null "$@"
}
script --folded -i perf-data/perf-5.10-callgraph.data 2>/dev/null
stackcollapse -i perf-data/perf-5.10-callgraph.data 2>/dev/null | awk '{ n += $NF } END { print n }'
script --folded -i perf-data/perf-6.1-tracepoint.data
