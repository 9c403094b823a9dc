prof script -i script/bpf.data
prof script -i script/bpf.data -F ip,bpf-output 2>&1 | head -n 12
