# Branch stacks: all flags and types.
prof script -i script/brstack.data -F ip,brstack
prof script -i script/brstack.data -F ip,dso,brstackoff | head -n 2
prof script -i script/brstack.data -F ip,sym,dso,brstacksym | head -n 2
prof script -i script/brstack.data -F brstacksym,brstackoff | head -n 2
