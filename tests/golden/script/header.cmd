# The header of every version's files, brief and full. The time of the file is that of its copy.
for file in perf-data/*.data; do
	for option in "" -I; do
		echo "== $file $option"
		prof script --header-only $option -i "$file" | grep -v '^# captured on'
	done
done 2>&1
