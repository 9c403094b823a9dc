# Real recordings of three versions of perf.
script()
{
	# No names from this machine's files.
	prof script --symfs /nonexistent --kallsyms /dev/null "$@"
}
for file in perf-data/*.data; do
	echo "== $file"
	script -i "$file" | head -n 12
	script -i "$file" | md5sum
done 2>/dev/null
