# For options.sh: the faults of one command's options, a line each.
function fault(text) { print command ": " text }

function claim(name, owner) {
	if (name in taken)
		fault(name " stands for both " taken[name] " and " owner)
	taken[name] = owner
}

# Does the page name it? "-x" must stand alone, "--name" must not be the start of a longer one.
function documented(name,    at, rest, found) {
	rest = text
	while (!found && (at = index(rest, name)) > 0) {
		found = substr(rest, at + length(name), 1) !~ /[A-Za-z0-9_-]/ &&
			(at == 1 || substr(rest, at - 1, 1) !~ /[A-Za-z0-9_-]/)
		rest = substr(rest, at + length(name))
	}
	return found
}

BEGIN {
	while ((getline line < page) > 0)
		text = text line "\n"
	gsub(/\\/, "", text)
	while ((getline line < missing) > 0) {
		split(line, word, " ")
		if (word[1] == command)
			excused[word[2]] = line ~ /^[^ ]+ [^ ]+ +[^ ].*/ && split(line, word, " ") > 3
	}
}

$1 == "option" && $2 == command {
	owner = $4 == "-" ? $3 : $4
	if ($3 != "-")
		claim($3, owner)
	if ($4 != "-")
		claim($4, owner)
	if ($6 ~ /negatable/)
		claim($4 ~ /^--no-/ ? "--" substr($4, 6) : "--no-" substr($4, 3), owner)
	if ($7 == "")
		fault(owner " has no help")
	if ($6 !~ /hidden/) {
		if ($3 != "-" && !documented($3))
			fault($3 " is not in " page)
		if ($4 != "-" && !documented($4))
			fault($4 " is not in " page)
	}
}

END {
	while ((getline line < perf) > 0) {
		n = split(line, name, " ")
		for (i = 1; i <= n; i++) {
			known = name[i] in taken
			if (!known && !(name[i] in excused))
				fault("perf's " name[i] " is neither there nor in " missing)
			if (!known && (name[i] in excused) && !excused[name[i]])
				fault(missing " gives no reason for " name[i])
			if (known && (name[i] in excused))
				fault(name[i] " is there, but also in " missing)
			seen[name[i]] = 1
		}
	}
	for (o in excused)
		if (!(o in seen))
			fault(missing " names " o ", which perf does not have")
}
