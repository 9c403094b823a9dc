# Files and options that are wrong: a sentence, and a status.
bad()
{
	echo "== $*"
	prof report "$@" 2>&1 </dev/null || echo "exit $?"
}
: >"$scratch/empty"
head -c 60 perf-data/perf-6.1-plain.data >"$scratch/cut"
cd "$scratch"
bad -i missing
bad -i empty
bad -i cut
plain=$OLDPWD/perf-data/perf-6.1-plain.data
cp "$plain" plain
bad -i plain -s comm,nonsense
bad -i plain -F nonsense
bad -i plain -g nonsense
bad -i plain -g address
bad -i plain --percentage nonsense
bad -i plain --time 5,nonsense
bad -i plain --inline
bad -i plain --hierarchy | head -n 2
bad -i plain word
