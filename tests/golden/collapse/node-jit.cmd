stackcollapse --jit --pid collapse/node.txt
