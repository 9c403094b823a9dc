stackcollapse collapse/odd-lines.txt
