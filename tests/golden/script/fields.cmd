# Lists of fields, on events that have them and on events that have not.
script()
{
	# No names from this machine's files.
	prof script --symfs /nonexistent --kallsyms /dev/null "$@"
}
for fields in comm tid pid pid,tid time cpu event period misc ip ip,dso sym addr iregs tod flags +flags \
	callindent +misc,-period -comm,-tid,-cpu,-time sw:comm,time hw:comm trace comm,trace bpf-output \
	ip,sym,srcline insn symoff +foo 'comm,+tid' xx:comm '' hw: machine_pid; do
	echo "== $fields"
	script -G -F "$fields" -i perf-data/perf-6.1-plain.data 2>&1 | head -n 9
done
echo "== several -F"
script -F comm -F sw:tid,time -i perf-data/perf-6.1-plain.data 2>&1 | head -n 3
script -F sw:comm -F tid -i perf-data/perf-6.1-plain.data 2>&1 | head -n 3
