# Which samples are shown.
script()
{
	# No names from this machine's files.
	prof script --symfs /nonexistent --kallsyms /dev/null "$@"
}
count()
{
	printf '%-40s' "$*"
	script -G -F time "$@" -i perf-data/perf-6.1-group.data 2>/dev/null | wc -l
}
count
count --time ,
count --time 10%/2
count --time 0%-10%,30%-40%
count --time '10%/1,10%/10'
count --time 5234.730384657,
count -c bash
count -c nobody
count --dsos bash,libc.so.6
count --switch-on task-clock
count --switch-on task-clock --switch-off cpu-clock
count --switch-off task-clock --show-on-off-events
for bad in '--time x' '--time 2,1' '--time 10%/11' '-C 0' '-C x' '--pid x' '--switch-on x' \
	'--reltime --deltatime' '-s x.py' 'record x' '--inline' '--no-such'; do
	echo "== $bad"
	# shellcheck disable=SC2086
	script -i perf-data/perf-6.1-group.data $bad 2>&1 | head -n 4
done
