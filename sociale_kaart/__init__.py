"""Sociale Kaart: a trustworthy public map of local help."""
