stackcollapse --kernel collapse/kernel-old.txt
