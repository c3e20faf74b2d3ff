"""Times every kind of look-up on a register of national size, and counts how many of the answers are right."""
