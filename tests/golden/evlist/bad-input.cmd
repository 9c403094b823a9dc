# Missing, empty, foreign, random, cut and unfinished files.
plain=perf-data/perf-6.1-plain.data
bad()
{
	echo "== $1"
	(cd "$scratch" && prof evlist -i "$1" 2>&1) || echo "exit $?"
}
: >"$scratch/empty"
printf 'PERFILE' >"$scratch/seven-bytes"
printf '#!/bin/sh\necho this is a script\n' >"$scratch/foreign"
seq 1000000 | gzip -n | tail -c 4000 >"$scratch/random"
head -c 60 $plain >"$scratch/cut-in-header"
head -c 200 $plain >"$scratch/cut-in-attrs"
head -c 5000 $plain >"$scratch/cut-in-data"
# data.size (at 48) is 0 until the recorder ends.
{ head -c 48 $plain; head -c 8 /dev/zero; tail -c +57 $plain | head -c 6000; } >"$scratch/crashed"
{ head -c 24 $plain; head -c 8 /dev/urandom | tr '\000-\377' '\377'; tail -c +33 $plain; } >"$scratch/attrs-nowhere"
mkdir "$scratch/no-data-file"
for name in missing empty seven-bytes foreign random cut-in-header cut-in-attrs cut-in-data crashed \
	attrs-nowhere no-data-file; do
	bad $name
done
