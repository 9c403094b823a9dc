stackcollapse --pid collapse/pid-tid.txt
