stackcollapse collapse/srcline.txt
