"""The few figures that a page shows of every gemeente, at any moment: what no moment changes is reckoned once."""
