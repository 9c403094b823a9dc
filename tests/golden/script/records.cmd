# All types of records, as lines and raw.
show='--show-mmap-events --show-task-events --show-lost-events --show-switch-events
	--show-namespace-events --show-bpf-events --show-cgroup-events --show-text-poke-events'
# shellcheck disable=SC2086
prof script -i script/records.data $show -F +misc 2>&1
prof script -i script/records.data --show-round-events -F +misc 2>&1
prof script -i script/records.data -D 2>&1
prof script -i script/user.data -D 2>&1
