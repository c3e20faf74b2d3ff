"""Reads what coordinators keep: table files, columns, fields, corrections; checks it, naming row and column."""
