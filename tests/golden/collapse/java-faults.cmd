stackcollapse --jit --event-filter=page-faults collapse/java.txt
