# The table of the file; without one, and with -H, what samples fell into.
for file in perf-data/*.data; do
	for option in "" -H; do
		echo "== $file $option"
		prof buildid-list -i "$file" $option
	done
done 2>&1
echo "== through a pipe"
cat perf-data/perf-6.1-pipe.data | prof buildid-list -i -
