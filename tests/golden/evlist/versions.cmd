# The events of every version's files, and of the same through a pipe.
for file in perf-data/*.data; do
	echo "== $file"
	prof evlist -v -i "$file"
	[ -d "$file" ] || prof evlist -v -i - <"$file" >"$scratch/stdin"
	[ -d "$file" ] || cat "$file" | prof evlist -v -i - | diff - "$scratch/stdin"
done 2>&1
