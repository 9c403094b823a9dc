stackcollapse collapse/names.txt
