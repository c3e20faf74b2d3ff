"""What a reading of a text about hours consists of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sociale_kaart.hours.schedule import Hours
from sociale_kaart.model import Appointment

MOST_CHARACTERS = 2_000


class DoubtKind(StrEnum):
    """What can be read in more than one way, or is not there at all."""

    PAIR_OR_RANGE = "pair_or_range"
    AM_PM = "am_pm"
    AMBIGUOUS_DATE = "ambiguous_date"
    AMBIGUOUS_DAY = "ambiguous_day"
    YEAR_MISSING = "year_missing"
    PHASE_MISSING = "phase_missing"
    DAY_MISSING = "day_missing"
    TIME_MISSING = "time_missing"
    START_MISSING = "start_missing"
    END_MISSING = "end_missing"
    CONTRADICTION = "contradiction"
    IMPOSSIBLE = "impossible"
    END_BEFORE_START = "end_before_start"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to ask back: its kind, and what the text can mean, in plain Dutch."""

    kind: DoubtKind
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Leftover:
    """Words about when that were not understood, verbatim; `start` counts characters from the text's beginning."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Certainty(StrEnum):
    """How sure a reading is."""

    SURE = "sure"  # all of it was understood, in one way
    DOUBTFUL = "doubtful"  # it can be read in more than one way
    PARTIAL = "partial"  # words about when were not understood


@dataclass(frozen=True, slots=True)
class ParsedHours:
    """A text, the hours that were read from it, what was not understood and what must be asked."""

    text: str
    hours: Hours
    leftover: tuple[Leftover, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    # Of the text where it says more than its rules do: "inloop" without any time.
    said_appointment: Appointment = Appointment.UNKNOWN

    @property
    def complete(self) -> bool:
        """Whether everything about when was understood."""
        return not self.leftover

    @property
    def appointment(self) -> Appointment:
        """Whether one needs an appointment, for the whole text."""
        return self.hours.appointment if self.hours.rules else self.said_appointment

    @property
    def certainty(self) -> Certainty:
        if self.leftover:
            return Certainty.PARTIAL
        return Certainty.DOUBTFUL if self.doubts else Certainty.SURE
