# What every version's files come to, by things that need no symbols. 2>&1: the notices, too.
for file in perf-data/*.data; do
	echo "== $file"
	prof report --stdio -s comm,dso -n -g none -i "$file" </dev/null
done 2>&1
