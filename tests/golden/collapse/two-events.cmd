stackcollapse collapse/two-events.txt
