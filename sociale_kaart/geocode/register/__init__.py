"""The offline backend: every Dutch address in one SQLite file, built from BAG and read without a network.

layout says what is in the file; sources reads what it is made of; write and build make it; streets, lookup, columns,
reverse and suggest read it.
"""
