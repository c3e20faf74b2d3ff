"""Geocode any table: the file a person has, with the found addresses in columns behind their own.

headings finds the address in the columns; csvtable and its neighbours read a file and write it back untouched but for
the added columns; asking asks for each distinct address once; journal keeps every answer until the file is written;
run puts these in order.
"""
