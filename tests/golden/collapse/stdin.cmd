stackcollapse < collapse/kernel-old.txt
