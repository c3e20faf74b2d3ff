"""What every file of a map of invented places says of itself; the website says the same, in its own language."""

from __future__ import annotations

LABEL = "let op"
EXAMPLE_NOTICE = "Dit is een voorbeeld. De organisaties, adressen en tijden op deze kaart zijn verzonnen."
