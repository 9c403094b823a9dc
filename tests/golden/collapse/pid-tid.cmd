stackcollapse collapse/pid-tid.txt
