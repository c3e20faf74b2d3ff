"""What coordinators write about hours, read into a schedule."""

from sociale_kaart.hours.reader.read import parse
from sociale_kaart.hours.reader.result import Certainty, Doubt, DoubtKind, Leftover, ParsedHours

__all__ = ["Certainty", "Doubt", "DoubtKind", "Leftover", "ParsedHours", "parse"]
