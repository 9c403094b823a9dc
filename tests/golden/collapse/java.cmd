stackcollapse collapse/java.txt
