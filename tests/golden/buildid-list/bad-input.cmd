: >"$scratch/empty"
cd "$scratch"
for option in "-i missing" "-i empty" -x "words here"; do
	prof buildid-list $option 2>&1 | head -n 1
	echo "exit ${PIPESTATUS[0]}"
done
