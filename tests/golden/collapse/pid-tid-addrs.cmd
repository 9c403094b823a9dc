stackcollapse --addrs collapse/pid-tid.txt
