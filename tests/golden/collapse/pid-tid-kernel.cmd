stackcollapse --kernel collapse/pid-tid.txt
