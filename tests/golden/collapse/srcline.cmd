stackcollapse --srcline --kernel collapse/srcline.txt
