"""Terms that belong together made one phrase: "ma, wo en vr", "van 9 tot 12.30", "1 maart t/m 30 april"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sociale_kaart.hours.reader.moments import Clock, WrittenDate, clock_of, dates_of, with_half
from sociale_kaart.hours.reader.tokens import Term
from sociale_kaart.hours.reader.words import DAY_PARTS, DAY_STEMS, MONTHS, NTH_WORDS, WEEKDAYS

_TO = {"dash", "upto", "until"}
_AND = {"and", "join", "comma", "slash"}
_SPAN_AND = {"and", "join"}
_DATE_KINDS = {"iso", "numeric", "slashdate", "daysofmonth", "rangeofmonth", "daymonth", "monthday"}
_FAR = 3


@dataclass(frozen=True, slots=True)
class Span:
    """From a time to a time; either may be missing."""

    opens: Clock | None
    closes: Clock | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What stands together, by kind: "days", "times", "dates", "period", "months", or that of its one term."""

    kind: str
    text: str
    start: int
    end: int
    parts: dict[str, str]
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    part: str = ""
    far_pair: tuple[int, ...] = ()
    may_be: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    dates: tuple[WrittenDate, ...] = ()
    open_start: bool = False
    open_end: bool = False
    exclusive: bool = False
    months: tuple[int, ...] = ()
    month_range: bool = False


class Folder:
    """Reads terms from left to right; every term is looked at a bounded number of times."""

    def __init__(self, terms: Sequence[Term], text: str) -> None:
        self._terms = [term for term in terms if term.kind != "noise"]
        self._text = text
        self._at = 0

    def phrases(self) -> list[Phrase]:
        found: list[Phrase] = []
        while self._at < len(self._terms):
            found.append(self._next())
        return found

    def _next(self) -> Phrase:
        first = self._at
        for read in (
            self._read_nth,
            self._read_day_by_day,
            self._read_days,
            self._read_times,
            self._read_dates,
            self._read_months,
        ):
            phrase = read()
            if phrase is not None:
                return phrase
            self._at = first
        term = self._terms[self._at]
        self._at += 1
        return self._phrase(first, term.kind)

    def _phrase(self, first: int, kind: str) -> Phrase:
        begin, last = self._terms[first], self._terms[self._at - 1]
        text = self._text[begin.start : last.end]
        return Phrase(kind=kind, text=text, start=begin.start, end=last.end, parts=begin.parts)

    def _kind(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._terms[at].kind if at < len(self._terms) else "end"

    def _take(self) -> Term:
        self._at += 1
        return self._terms[self._at - 1]

    # Days

    def _read_nth(self) -> Phrase | None:
        first = self._at
        numbers = self._numbers()
        if not numbers:
            return None
        days = self._read_days() if self._kind() in ("day", "typo") else None
        if days is not None and days.nth:
            return None
        if days is not None:
            return replace(self._phrase(first, "days"), weekdays=days.weekdays, nth=numbers, part=days.part)
        return replace(self._phrase(first, "ordinal"), nth=numbers)

    def _numbers(self) -> tuple[int, ...]:
        numbers: list[int] = []
        while self._kind() in ("nth", "nthword"):
            term = self._take()
            numbers.append(int(term.parts["nth_n"]) if term.kind == "nthword" else NTH_WORDS[term.text])
            if self._kind() in _AND and self._kind(1) in ("nth", "nthword"):
                self._take()
        return tuple(numbers)

    def _read_days(self) -> Phrase | None:
        first = self._at
        if self._kind() not in ("day", "typo", "days"):
            return None
        if self._kind() == "days":
            term = self._take()
            return replace(self._phrase(first, "days"), weekdays=_GROUPS[_group(term.text)])
        return self._listed_days(first)

    def _listed_days(self, first: int) -> Phrase:
        weekdays: list[int] = []
        part = ""
        may_be: tuple[int, ...] = ()
        signs: list[str] = []
        while True:
            day, part_here, doubted = _weekday(self._take())
            part, may_be = part_here or part, may_be or doubted
            weekdays.append(day)
            if not (self._kind() in _TO | _AND and self._kind(1) in ("day", "typo")):
                break
            signs.append(self._take().kind)
        return replace(
            self._phrase(first, "days"),
            weekdays=_through(weekdays, signs),
            part=part,
            far_pair=_far_pair(weekdays, signs),
            may_be=may_be,
        )

    # Times

    def _read_times(self) -> Phrase | None:
        first = self._at
        spans: list[Span] = []
        while (span := self._span(bool(spans))) is not None:
            spans.append(span)
            if self._kind() in _AND | {"newline"} and self._starts_span(1):
                self._take()
        if not spans:
            return None
        part = self._part_after()
        return replace(self._phrase(first, "times"), spans=tuple(spans), part=part)

    def _part_after(self) -> str:
        """As in "van 1 tot 3 uur 's middags"."""
        said = self._kind() == "partword" and self._kind(1) not in _CLOCKS | {"closed", "between", "from"}
        return DAY_PARTS[self._take().parts["pw"]] if said else ""

    def _starts_span(self, ahead: int) -> bool:
        if self._kind(ahead) == "compact":
            return True
        if self._kind(ahead) == "between":
            ahead += 1
        return self._kind(ahead) in _CLOCKS and self._kind(ahead + 1) in _TO | _SPAN_AND

    def _span(self, again: bool) -> Span | None:
        start = self._at
        if self._kind() == "compact":
            return _compact(self._take())
        for read in (self._closed_span, self._half_span):
            span = read()
            if span is not None and not (again and read == self._half_span and not _said(span)):
                return span
            self._at = start
        return None

    def _closed_span(self) -> Span | None:
        between = self._kind() == "between"
        if between or (self._kind() == "from" and self._kind(1) in _CLOCKS):
            self._take()
        if self._kind() not in _CLOCKS:
            return None
        opens = clock_of(self._take())
        if self._kind() in _TO or (between and self._kind() == "and") or self._two_cells(opens):
            self._take()
        elif not (self._kind() == "clock" and opens and not opens.bare and self._kind(1) not in _TO):
            return None
        if self._kind() not in _CLOCKS or opens is None:
            return None
        closes = clock_of(self._take())
        return _in_halves(opens, closes) if closes is not None else None

    def _two_cells(self, opens: Clock | None) -> bool:
        """As in "9.00 | 12.00" and "9.00 / 12.00": a time that begins, and one that ends."""
        between = self._kind() in ("pipe", "slash") and self._kind(1) == "clock"
        return between and opens is not None and not opens.bare and self._kind(2) not in _TO

    def _half_span(self) -> Span | None:
        kind = self._take().kind if self._kind() in ("from", "until", "upto") else ""
        if self._kind() not in _CLOCKS:
            return None
        clock = clock_of(self._take())
        if clock is None or (clock.bare and not kind and not self._dangling()):
            return None
        if clock.spoken and not kind:
            return None
        return Span(None, clock) if kind in ("until", "upto") else Span(clock, None)

    def _dangling(self) -> bool:
        if self._kind() == "dash" and self._kind(1) == "end":
            self._take()
            return True
        return False

    # Dates

    def _read_dates(self) -> Phrase | None:
        first = self._at
        edge = self._take().kind if self._kind() in ("from", "until", "upto", "between") else ""
        if self._kind() in ("days", "day") and self._kind(1) in _DATE_KINDS and edge:
            self._take()
        if self._kind() not in _DATE_KINDS:
            return None
        dates, is_range, exclusive = self._listed_dates(edge == "between")
        if edge == "between" and not is_range:
            return None
        if edge and not is_range and len(dates) == 1:
            open_end = edge == "from"
            phrase = self._phrase(first, "period")
            return replace(
                phrase,
                dates=tuple(dates),
                open_end=open_end,
                open_start=not open_end,
                exclusive=edge == "until" and self._terms[first].text == "tot",
            )
        kind = "period" if is_range else "dates"
        return replace(self._phrase(first, kind), dates=tuple(dates), exclusive=exclusive)

    def _read_day_by_day(self) -> Phrase | None:
        """As "dinsdag 3 en donderdag 5 maart 2026": days of one month, each with its weekday."""
        first = self._at
        days: list[int] = []
        weekdays: list[int] = []
        while self._kind() == "day" and self._kind(1) == "clock" and self._kind(2) in _AND:
            weekdays.append(_weekday(self._take())[0])
            clock = clock_of(self._take())
            if clock is None or not clock.bare:
                return None
            days.append(clock.hour)
            self._take()
        if not days or self._kind() != "day" or self._kind(1) not in ("daymonth", "daysofmonth"):
            return None
        weekdays.append(_weekday(self._take())[0])
        dates = dates_of(self._take())
        before = [replace(dates[0], day=day) for day in days]
        return replace(self._phrase(first, "dates"), dates=(*before, *dates), weekdays=tuple(weekdays))

    def _listed_dates(self, between: bool) -> tuple[list[WrittenDate], bool, bool]:
        term = self._take()
        dates = dates_of(term)
        is_range = term.kind == "rangeofmonth"
        exclusive = is_range and term.parts["dr_to"] == "tot"
        if self._kind() in (_TO | {"and"} if between else _TO) and self._kind(1) in _DATE_KINDS:
            exclusive = self._take().text == "tot"
            dates, is_range = [dates[0], dates_of(self._take())[-1]], True
        while not is_range and self._kind() in _AND and self._kind(1) in _DATE_KINDS:
            if self._kind(1) == "rangeofmonth":
                break
            self._take()
            dates += dates_of(self._take())
        return _with_years(dates, is_range), is_range, exclusive

    def _read_months(self) -> Phrase | None:
        first = self._at
        edge = self._take().kind if self._kind() in ("from", "until", "upto") else ""
        if self._kind() != "months":
            return None
        years = [self._terms[self._at].parts.get("mo_y")]
        months, ranged = [MONTHS[self._take().parts["mo"]]], False
        while self._kind() in _TO | _AND and self._kind(1) == "months":
            ranged = self._take().kind in _TO
            years.append(self._terms[self._at].parts.get("mo_y"))
            last = MONTHS[self._take().parts["mo"]]
            if ranged:
                before = months[-1]
                months.extend((before + n - 1) % 12 + 1 for n in range(1, (last - before) % 12))
            months.append(last)
        whole = replace(self._phrase(first, "months"), months=tuple(months), month_range=ranged)
        if edge and len(years) == 1:
            return _from_month(whole, edge, months[0], years[0])
        return _months_of_years(whole, years) if any(years) else whole


def _from_month(phrase: Phrase, edge: str, month: int, year: str | None) -> Phrase:
    """As "vanaf september 2026" and "t/m december": its first day, or its last."""
    said = None if year is None else int(year)
    first, last = WrittenDate(1, month, said), _last_day(month, said)
    if edge == "from":
        return replace(phrase, kind="period", months=(), dates=(first,), open_end=True)
    exclusive = edge == "until" and phrase.text.startswith("tot ")
    dates = (first,) if exclusive else (last,)
    return replace(phrase, kind="period", months=(), dates=dates, open_start=True, exclusive=exclusive)


def _months_of_years(phrase: Phrase, years: Sequence[str | None]) -> Phrase:
    """As "september 2026 t/m mei 2027", and "maart en april 2026"."""
    first, last = phrase.months[0], phrase.months[-1]
    closing = next(int(year) for year in reversed(years) if year)
    opening = int(years[0]) if years[0] else closing - (first > last)
    dates = (WrittenDate(1, first, opening), _last_day(last, closing))
    return replace(phrase, kind="period", months=(), dates=dates)


def _last_day(month: int, year: int | None) -> WrittenDate:
    return WrittenDate(monthrange(2023 if year is None else year, month)[1], month, year)


_CLOCKS = {"clock", "noon", "saidtime"}
_GROUPS = {"work": (0, 1, 2, 3, 4), "weekend": (5, 6), "all": (0, 1, 2, 3, 4, 5, 6)}


def _group(word: str) -> str:
    if word.startswith("weekend"):
        return "weekend"
    return "work" if word.startswith(("werk", "week", "door")) else "all"


def _through(weekdays: Sequence[int], signs: Sequence[str]) -> tuple[int, ...]:
    """The weekdays with those between a first and a last; three or more joined by dashes are a list."""
    if signs and len(signs) > 1 and set(signs) == {"dash"}:
        return tuple(weekdays)
    every = [weekdays[0]]
    for sign, day in zip(signs, weekdays[1:], strict=True):
        if sign in _TO:
            before = every[-1]
            every.extend((before + n) % 7 for n in range(1, (day - before) % 7))
        every.append(day)
    return tuple(every)


def _far_pair(weekdays: Sequence[int], signs: Sequence[str]) -> tuple[int, ...]:
    """The two days of a pair such as "ma/do"; three days with slashes between them are a list."""
    for at, sign in enumerate(signs):
        alone = "slash" not in (*signs[max(0, at - 1) : at], *signs[at + 1 : at + 2])
        if sign == "slash" and alone and (weekdays[at + 1] - weekdays[at]) % 7 >= _FAR:
            return weekdays[at], weekdays[at + 1]
    return ()


def _weekday(term: Term) -> tuple[int, str, tuple[int, ...]]:
    if term.kind == "typo":
        meant = tuple(int(one) for one in term.parts["days"].split())
        return meant[0], "", meant if len(meant) > 1 else ()
    if "dy_stem" in term.parts:
        return DAY_STEMS[term.parts["dy_stem"]], "", ()
    return WEEKDAYS[term.parts["dy"]], DAY_PARTS.get(term.parts.get("dy_part", ""), ""), ()


def _said(span: Span) -> bool:
    return any(clock is not None and not clock.bare for clock in (span.opens, span.closes))


def _compact(term: Term) -> Span:
    first, second, third, fourth = (int(term.parts[name]) for name in ("c1", "c2", "c3", "c4"))
    return Span(Clock(first, second, firm=True), Clock(third, fourth, firm=True))


def _in_halves(opens: Clock, closes: Clock) -> Span:
    """In "12-8 pm" what is said of the end holds for the beginning, unless it would then end before it begins."""
    if closes.meridiem and not opens.meridiem and opens.hour <= 12:
        same = with_half(opens, closes.meridiem)
        other = with_half(opens, "a")
        opens = same if same.minutes < closes.minutes else other
    return Span(opens, closes)


def _with_years(dates: list[WrittenDate], is_range: bool) -> list[WrittenDate]:
    """A date without a year in a list takes the year of the next that has one."""
    year: int | None = None
    month = 0
    found: list[WrittenDate] = []
    for one in reversed(dates):
        if one.year is None and year is not None:
            one = replace(one, year=year - 1 if is_range and one.month > month else year)
        year, month = one.year, one.month
        found.append(one)
    return found[::-1]
