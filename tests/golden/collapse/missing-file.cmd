stackcollapse collapse/kernel-old.txt collapse/none.txt 2>&1
