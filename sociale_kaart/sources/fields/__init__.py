"""One small function per field: the text of a cell goes in, a Reading (value and faults) comes out; none raises."""
