stackcollapse --event-filter instructions collapse/two-events.txt
