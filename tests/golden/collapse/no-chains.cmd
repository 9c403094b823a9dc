stackcollapse collapse/no-chains.txt
