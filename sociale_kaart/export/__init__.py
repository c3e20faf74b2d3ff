"""What others can take away from a built map: files and JSON."""
