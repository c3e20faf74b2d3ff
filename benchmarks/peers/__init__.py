"""What our register is measured beside: addok, a geocoder made for French addresses, and a plain fuzzy search."""
