stackcollapse collapse/kernel-old.txt collapse/tracepoints.txt - < collapse/names.txt
