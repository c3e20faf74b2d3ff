"""What if a place comes, closes or moves: plans that live in the address of a page."""
