stackcollapse --all --tid collapse/java.txt
