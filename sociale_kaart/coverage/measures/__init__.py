"""What is measured about reach and supply: small functions on points, sites and areas; one module per measure.

Straight lines, RD New. What each says and hides: docs/explanation/measures.md.
"""
