"""Words that limit or overturn hours and that no grammar of ours reads: they are left over, never passed by.

Hours with words left over are not sure (schedule.Hours.leftover), so that what is read beside them says nothing false.
"""

# ruff: noqa: E501, ISC004  (a table: one kind of words a line)

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import TIMED, Reading
from sociale_kaart.hours.reader.tokens import plain
from sociale_kaart.hours.reader.words import COUNT_WORDS, DAY, MONTH

_COUNT = rf"(?:\d{{1,3}}|{COUNT_WORDS})"
_MEETINGS = (
    r"lessen|les|bijeenkomst(?:en)?|sessies?|ochtenden|middagen|avonden|dagdelen|ontmoetingen|workshops|weken|"
    r"meetings|sessions|lessons"
)
_HOUR = r"\d{1,2}(?:[.:]\d\d)?"
# What no phrase of ours takes in, by what it says. A match within a phrase of _UNDERSTOOD is read there.
_UNHEEDED = re.compile(
    "|".join(
        (
            # how often, or how many times
            rf"\b{_COUNT} ?(?:x|×|keer|maal|times)\b(?! per (?:maand|week))",
            rf"\b{_COUNT}[- ]?(?:{_MEETINGS})\b",
            r"\b(?:eenmaal|twice|thrice|once)\b|\b\w+maal (?:per|in)\b(?: \w+)?",
            r"\b(?:ieder|elk|per|om het|each|every) ?(?:half ?jaar|jaar|year)\b|\b(?:half)?jaarlijkse?\b|\bkwartaal\w*",
            r"\b(?:reeks|serie) van\b|\ban? serie\b|\beenmalige?\b|\bonce only\b",
            r"\b(?:voorlaatste|een na laatste|op één na laatste|op een na laatste|één na laatste)\b",
            r"\bvan (?:het|elk|ieder) (?:kwartaal|jaar|half ?jaar)\b",
            r"\bom en om\b|\bbeurtelings\b|\bom beurten\b|\bbij toerbeurt\b|\balternat\w+",
            # what was, and what is no longer
            rf"\b(?:was|werd|waren) (?:eerst |altijd |eerder |voorheen )?(?:op )?(?=(?:{DAY})\b|\d)",
            r"\b(?:voorheen|vroeger|eerder|formerly|previously|oude tijden|oude openingstijden)\b",
            rf"\b(?:wordt|worden) (?:het )?(?:op )?(?=(?:{DAY})\b|\d)|\beerst (?=(?:{DAY})\b)|\b(?:oude|vorige|nieuwe) (?:dag|tijd|openings?tijd)(?:en)?\b",
            r"\bi\.?p\.?v\.?(?= )|\bin plaats van\b|\binstead of\b|\bverplaatst\b|\bverschoven\b|\bverzet naar\b|\bmoved\b",
            r"\bnu nog\b|\bvoorlopig\b|\btot op heden\b|\bniet (?:meer|langer)\b|\bgestopt\b|\bbeëindigd\b|\bstopt\b",
            r"\baanstaande?\b|\ba\.s\.|\bkomende\b|\bvolgende (?:week|maand)\b|\bdeze (?:week|maand)\b|\bthis week\b|"
            rf"\bthis coming\b|\b(?:next|deze|volgende) (?=(?:{DAY})\b)",
            r"\bvol(?=[!.,;)]|$|geboekt)(?:geboekt)?|\b\w*wachtlijst\b|\bfully booked\b|\bafgelast\b|\bgeannuleerd\b|"
            r"\bcancelled\b|\bziek(?:te)?\b",
            # conditions on the calendar
            r"\b(?:volle|nieuwe) maan\b|\bschooljaar\b(?! ?\d)|\bschool year\b|\bcursusjaar\b|\bseizoen\b(?! ?\d)",
            r"\b(?:op )?schooldagen\b|\bbij (?:mooi|slecht|goed) weer\b|\bramadan\b",
            # days or times of which one holds
            rf"(?<=\d) (?:uur )?of (?:van )?(?={_HOUR} ?(?:-|tot|uur))|(?<=\d) (?:uur )?of (?:op )?(?=(?:{DAY})\b)|\b\w+(?:dag|maan|dins|woens|donder|vrij|zater|zon)?- of (?:op )?(?=(?:{DAY}))|\bom de beurt\b|\bzo ?lang\b|\b(?:{DAY})s? of (?:op )?(?:{DAY})\b(?! uur of)",
            # hours that are of another kind of contact
            r"\b(?:whats-?app|signal|facetime|skype|zoom|teams|google meet|beeldbellen|videobellen|chat(?:ten)?|"
            r"livechat)\b",
            r"\b(?:24/7|ma\w*|di\w*|wo\w*|do\w*|vr\w*|uur|\d{1,2}[.:]?\d{0,2}) (?:online|digitaal)\b(?! (?:aan|in|via|een|te|af|re))",
            r"(?:^|[\n.;,(] ?)(?:online|digitaal|digitale?) ?(?:spreekuur|inloop|bijeenkomst|:|ma|di|wo|do|vr|van|op|\d)",
            r"\bbereikbaar\b[^.;\n]{0,40}\b(?:op|via|onder) (?:\w+ )?0\d[\d -]{7,14}\d",
            r"\b(?:alleen|enkel|uitsluitend|volledig|only) (?:online|digitaal)\b|(?:^|\n)\W*(?:e-?mail|app|berichten)\b ?:",
            r"\b(?:graag |wel |altijd |liefst |s\.v\.p\. |svp )*(?:vooraf|van tevoren|eerst|even) (?:te )?bellen\b|"
            r"\bbel (?:eerst|vooraf|van tevoren)\b",
        )
    ),
    re.MULTILINE,
)
_UNDERSTOOD = frozenset(
    {
        "shifted", "changedholidays", "notholiday", "xmonth", "every", "varying", "weekslong", "schoolyear",
        "evenmonths", "parity", "elsewhere", "mail", "tariff", "libraryhours", "restyear", "ofquarter",
        "sevendays",
    }
)  # fmt: skip
# The same where it is within a phrase of whatever kind.
_NEVER_UNDERSTOOD = re.compile(
    "|".join(
        (
            rf"\b(?:af)?wisselend\b(?= (?:op )?(?:{DAY}|\d))|(?<=\()afwisselend(?=\))|(?<=\d )afwisselend\b",
            r"\b(?:zie|kijk|check|see)\b[^.;\n]{0,40}\b(?:voor|for) (?:de |alle |the )?(?:data|dagen|datum|dates|days)\b",
            rf"\bevery second (?=(?:{DAY}))(?![^.;\n]{{0,30}}of (?:the|each|every) month)",
            rf"\b(?:{DAY})\.? \d{{1,2}} (?:{MONTH})\.?(?: 20\d\d)? ?(?:t/m|tot en met|tot|until|to|-) ?(?:{DAY})\.? \d",
            r"(?<=-)\s?12(?:[.:]00)? ?a\.?m\b|\b(?:to|until|till) 12(?:[.:]00)? ?a\.?m\b",
            r"\b(?:may|can|might) (?:vary|change|differ)\b|\b(?:kan|kunnen) (?:afwijken|veranderen|wijzigen|verschillen)\b",
        )
    )
)
_PARITY = re.compile(r"\boneven\b|\(even\)|\beven(?=\s*(?:\)|,|;|$|:))", re.MULTILINE)
_YEAR = re.compile(rf"(?<![\d.,:/-])20\d\d(?![\d.,:/-]\d|\d| ?[a-z]{{2}}\b)(?!\s*(?:{MONTH})\b)")
_FIGURES = re.compile(r"(?<![\w.,:/-])\d{3,4}\s*-\s*\d{3,4}(?![\w/-])")
_BESIDE_EXCEPTIONS = frozenset({"ofmonth", "weekly", "colon", "from", "only"})
_MOST_ITEMS = 100  # each is held against all before it
_SPAN_KINDS = frozenset(
    {"dates", "period", "months", "telephone", "numbered", "tariff", "schoolyear", "mail", "times"}
)


def unheeded(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where the words and figures stand that limit hours and that nothing was done with."""
    text = plain(reading.text)
    yield from _matches(reading, _FIGURES, text, _SPAN_KINDS)
    yield from _exceptions_of_a_location(reading)
    if not any(item.spans for item in reading.items):
        return
    yield from _matches(reading, _UNHEEDED, text, _UNDERSTOOD)
    yield from _matches(reading, _NEVER_UNDERSTOOD, text, frozenset())
    yield from _matches(reading, _PARITY, text, _UNDERSTOOD)
    for first, last in _matches(reading, _YEAR, text, _SPAN_KINDS | _UNDERSTOOD):
        if not _said_of_a_date(reading, text[first:last]):
            yield first, last
    yield from _after_nothing(reading)
    yield from _times_of_exceptions(reading)
    yield from _more_on_a_counted_day(reading)
    yield from _both_parities(reading)
    yield from _between_parities(reading)


def _matches(
    reading: Reading, pattern: re.Pattern[str], text: str, understood: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Where a pattern matches, but for what lies within a phrase that was understood."""
    for found in pattern.finditer(text):
        if not _within(reading, found, understood):
            yield found.span()


def _within(reading: Reading, found: re.Match[str], kinds: frozenset[str]) -> bool:
    first, last = found.start(), found.end()
    return any(
        one.start <= first < one.end or first <= one.start < last
        for one in reading.phrases
        if one.kind in kinds
    )


def _exceptions_of_a_location(reading: Reading) -> Iterator[tuple[int, int]]:
    """As "tijdens openingstijden van de bibliotheek, behalve op maandag"."""
    library = next((one for one in reading.phrases if one.kind == "libraryhours"), None)
    if library is None or reading.items:
        return
    for one, following in pairwise(reading.phrases):
        if (
            one.kind in ("except", "not")
            and one.start > library.start
            and following.kind in ("days", "dates")
        ):
            yield one.start, following.end


def _times_of_exceptions(reading: Reading) -> Iterator[tuple[int, int]]:
    """As "behalve zondag 12-17 uur": whose times these are is not read."""
    for at, phrase in enumerate(reading.phrases):
        following = [one for one in reading.phrases[at + 1 : at + 5] if one.kind not in _BESIDE_EXCEPTIONS]
        kinds = [one.kind for one in following[:2]]
        before = any(item.spans and item.end <= phrase.start for item in reading.items)
        if before and phrase.kind == "except" and kinds in (["days", "times"], ["dates", "times"]):
            yield phrase.start, following[1].end


def _more_on_a_counted_day(reading: Reading) -> Iterator[tuple[int, int]]:
    """As "elke dinsdag 10-12, eerste dinsdag van de maand 14-16": instead of the first, or beside it."""
    for at, later in enumerate(reading.items[:_MOST_ITEMS]):
        if not later.days.nth or later.added or later.phone or not later.spans:
            continue
        for earlier in reading.items[:at]:
            same = earlier.days.weekdays == later.days.weekdays and not _limited(earlier)
            if same and not earlier.days.nth and not earlier.phone and not _limited(later):
                yield later.start, later.end


def _both_parities(reading: Reading) -> Iterator[tuple[int, int]]:
    """As "(in even weken in de bibliotheek, in oneven weken in het wijkhuis)": of the place, not of the days."""
    first: Phrase | None = None
    for phrase in reading.phrases:
        if phrase.kind == "parity":
            if first is not None and first.parts["pa"] != phrase.parts["pa"]:
                yield first.start, phrase.end
            first = phrase
        elif phrase.kind in TIMED | {"days", "dates", "ordinal"}:
            first = None


def _between_parities(reading: Reading) -> Iterator[tuple[int, int]]:
    """As "wo 14-16" in "even weken ma 10-12, wo 14-16; oneven weken di 10-12"."""
    said = {phrase.parts["pa"] for phrase in reading.phrases if phrase.kind == "parity"}
    for earlier, later in pairwise(reading.items[:_MOST_ITEMS] if len(said) > 1 else ()):
        between = reading.text[earlier.end : later.start]
        if earlier.days.weeks and not later.days.weeks and not set(between) & {";", ".", "\n", "|"}:
            yield later.start, later.end


def _limited(item: Draft) -> bool:
    return bool(item.says_period or item.says_weeks or item.days.dates or item.excepts)


def _said_of_a_date(reading: Reading, year: str) -> bool:
    """As in "Data 2026: 14 januari 2026": the dates say it themselves."""
    return any(str(one.year) == year for phrase in reading.phrases for one in phrase.dates)


def _after_nothing(reading: Reading) -> Iterator[tuple[int, int]]:
    """As "daarna" before times, where it could not be told after what."""
    for phrase in reading.phrases:
        if phrase.kind == "after" and not reading.whole.closed and _times_behind(reading, phrase):
            behind = [item for item in reading.items if item.start >= phrase.start]
            if any(item.days.valid_from is None for item in behind):
                yield phrase.start, phrase.end


def _times_behind(reading: Reading, phrase: Phrase) -> bool:
    following = reading.text.find(".", phrase.end)
    last = len(reading.text) if following < 0 else following
    return any(phrase.end <= one.start <= last for one in reading.phrases if one.kind in TIMED)
