"""The programming interface of the Human Services Data Specification 3.1, under /api/hsds/3.1/."""
