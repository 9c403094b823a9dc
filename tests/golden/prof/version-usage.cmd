prof version --nosuch 2>&1
