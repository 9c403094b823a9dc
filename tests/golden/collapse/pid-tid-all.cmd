stackcollapse --all collapse/pid-tid.txt
