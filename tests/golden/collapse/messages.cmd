stackcollapse collapse/two-events.txt 2>&1 >/dev/null
stackcollapse collapse/odd-lines.txt 2>&1 >/dev/null
stackcollapse collapse/no-chains.txt 2>&1
stackcollapse --event-filter=none collapse/two-events.txt 2>&1
stackcollapse </dev/null 2>&1
