"""Reads what coordinators keep: table files, column mapping, fields, corrections; and checks it, naming row and column."""
