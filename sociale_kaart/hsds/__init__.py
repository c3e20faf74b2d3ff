"""What the Human Services Data Specification 3.1 and our additions to it call things: for reading and for writing."""
