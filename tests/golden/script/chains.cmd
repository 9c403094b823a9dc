# Chains: of both modes, empty, spoiled by an unknown marker, deeper than the limit.
prof script -i script/chains.data
prof script -i script/chains.data --max-stack 2
prof script -i script/chains.data -F ip
prof script -i script/chains.data -G -F ip,dso,comm
prof script -i script/chains.data --folded
prof script -i script/chains.data --folded --folded-tid --addrs
