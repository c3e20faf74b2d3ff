"""When help is there: what a text says as rules, and the rules as dates (docs/explanation/hours.md)."""
