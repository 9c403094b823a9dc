# What each option shows of groups and tracepoints.
for file in perf-data/perf-6.1-{group,tracepoint,pipe}.data; do
	for option in "" -F -g --trace-fields "-F --trace-fields" "-v --trace-fields" "-g --trace-fields"; do
		echo "== $file $option"
		prof evlist -i "$file" $option
	done
done 2>&1
prof evlist -g -v 2>&1 | head -n 2
