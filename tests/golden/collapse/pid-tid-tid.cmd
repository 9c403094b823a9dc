stackcollapse --tid collapse/pid-tid.txt
