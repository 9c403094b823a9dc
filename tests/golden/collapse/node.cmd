stackcollapse collapse/node.txt
