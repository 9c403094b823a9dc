# Shell completion from the option tables: awk -v shell=bash|zsh -f completion.awk DESCRIPTION
# DESCRIPTION is what `prof-record --describe` and its two siblings print (common/cli/describe.h).
BEGIN { FS = "\t" }

$1 == "command" {
	commands[++nr_commands] = $2
	summary[$2] = $3
}

$1 == "option" && index($6, "hidden") == 0 {
	if ($3 != "-")
		words[$2] = words[$2] " " $3
	if ($4 != "-")
		words[$2] = words[$2] " " $4
	specs[$2] = specs[$2] zsh_spec()
}

# One argument of zsh's _arguments: '(-F --freq)'{-F+,--freq=}'[help]:n:_files'
function zsh_spec(    short, long, help, arg) {
	short = $3
	long = $4
	help = $7
	arg = $5
	gsub(/[\]\[:\\]/, "\\\\&", help)
	gsub(/[\]\[:\\]/, "\\\\&", arg)
	gsub(/'/, "'\\''", help)
	gsub(/'/, "'\\''", arg)
	if ($5 == "-") {
		arg = ""
	} else {
		arg = (index($6, "optional") ? "::" : ":") arg ":_files"
		short = short (index($6, "optional") ? "-" : "+")
		long = long (index($6, "optional") ? "=-" : "=")
	}
	if ($3 == "-")
		return " \\\n\t\t'" long "[" help "]" arg "'"
	if ($4 == "-")
		return " \\\n\t\t'" short "[" help "]" arg "'"
	return " \\\n\t\t'(" $3 " " $4 ")'{" short "," long "}'[" help "]" arg "'"
}

function quoted(text) {
	gsub(/'/, "'\\''", text)
	gsub(/:/, "\\:", text)
	return text
}

function bash(    i) {
	print "# bash completion of prof, made from its option tables."
	print "_prof_options()\n{\n\tcase $1 in"
	for (i = 1; i <= nr_commands; i++)
		print "\t" commands[i] ") echo '" words[commands[i]] "' ;;"
	print "\tesac\n}\n"
	print "_prof_complete()\n{"
	print "\tlocal current=${COMP_WORDS[COMP_CWORD]} word"
	print "\tfor word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do"
	print "\t\t[[ $word == -- ]] && return # a workload's words follow"
	print "\tdone"
	print "\tif [[ $current == -* ]]; then"
	print "\t\tmapfile -t COMPREPLY < <(compgen -W \"$(_prof_options \"$1\")\" -- \"$current\")"
	print "\tfi\n}\n"
	print "_prof()\n{"
	print "\tif ((COMP_CWORD == 1)); then"
	printf "\t\tmapfile -t COMPREPLY < <(compgen -W '"
	for (i = 1; i <= nr_commands; i++)
		printf "%s ", commands[i]
	print "help version' -- \"${COMP_WORDS[1]}\")\n\telse"
	print "\t\t_prof_complete \"${COMP_WORDS[1]}\"\n\tfi\n}\n"
	print "_stackcollapse()\n{\n\t_prof_complete collapse\n}\n"
	print "complete -o default -F _prof prof"
	print "complete -o default -F _stackcollapse stackcollapse"
}

function zsh(    i) {
	print "#compdef prof stackcollapse"
	print "# zsh completion of prof, made from its option tables."
	print "_prof_options() {\n\tcase $1 in"
	for (i = 1; i <= nr_commands; i++)
		print "\t" commands[i] ")\n\t\t_arguments -s -S" specs[commands[i]] \
		      " \\\n\t\t'*::word:_normal' ;;"
	print "\t*) _files ;;\n\tesac\n}\n"
	print "_prof() {\n\tlocal -a commands\n\tcommands=("
	for (i = 1; i <= nr_commands; i++)
		print "\t\t'" commands[i] ":" quoted(summary[commands[i]]) "'"
	print "\t\t'help:show the page of a command'\n\t\t'version:print the version'\n\t)"
	print "\tif [[ $service == stackcollapse ]]; then\n\t\t_prof_options collapse"
	print "\telif ((CURRENT == 2)); then\n\t\t_describe command commands"
	print "\telse\n\t\tshift words\n\t\t((CURRENT--))\n\t\t_prof_options $words[1]\n\tfi\n}\n"
	print "_prof \"$@\""
}

END {
	if (shell == "zsh")
		zsh()
	else
		bash()
}
