"""A sheet of paper to hand over: one place, or the few that are nearest, ready to be shown as HTML or set as PDF.

All texts are in their final words; whoever shows a sheet adds none. What comes from a sheet of the coordinator's is
bounded here: a sheet of paper ends, and a cell need not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST = 400  # characters of any one text from a coordinator; more helps nobody on paper
MOST_KINDS = 5  # blocks of hours per place


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTimes:
    """When one can come for some kinds of help.

    kinds_are_own : whether some of the kinds are called as the map's own language calls them
    sentence : the hours in plain words; where they were not understood, that and the words of the source
    besides : what more there is to say of it, in the sheet's language
    next_times : the next few, in words; where a script leaves out what has passed, more than the `most_times` to show,
        and in `begins` and `ends` from when to when each of them is, as 2026-11-24T12:00
    language : of the sentence; "" for that of the sheet
    keys : of the help that it tells of, in MapHours
    is_known, is_over : whether the hours are known, and whether none of them come back
    """

    kinds: str
    kinds_are_own: bool = True
    sentence: str
    besides: str = ""
    next_times: tuple[str, ...] = ()
    most_times: int = 0
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    language: str = ""
    keys: tuple[str, ...] = ()
    is_known: bool = True
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class SheetFact:
    """What to bring, which languages and so on; is_own : whether the text is the coordinator's."""

    label: str
    text: str
    is_own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlace:
    """One place on a sheet.

    number : as on the map; None where there is one place alone
    is_address_known : whether the address is one, and not that nobody knows it
    link : the short link as one types it over; qr : the same as SVG, and qr_says what it is
    more : said where not all kinds of help fit
    other_times : of those, where a script makes other sheets out of this one
    """

    number: int | None
    name: str
    address: str
    is_address_known: bool = True
    distance: str = ""
    phone: str = ""
    times: tuple[SheetTimes, ...] = ()
    facts: tuple[SheetFact, ...] = ()
    more: str = ""
    other_times: tuple[SheetTimes, ...] = ()
    link: str = ""
    qr: str = ""
    qr_says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is on the paper.

    language, own_language, hours_language : of the sheet's sentences, of what the coordinator wrote, and of dates
    example : said on a map whose places are invented; "" on any other
    map : SVG; "" where no place has a point. map_says : what is on it
    foot : who made it, when, and from what
    words : the labels of the sheet, by name
    """

    language: str
    own_language: str
    hours_language: str
    title: str
    places: tuple[SheetPlace, ...]
    lead: str = ""
    example: str = ""
    map: str = ""
    map_says: str = ""
    foot: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text on one line, cut at a word where it is too long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut) + "…"
