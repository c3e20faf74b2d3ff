"""From phrases to items: what stands before times says when they hold, what stands after them limits them.

Days gather in `_pending` until times come; those make it an item. What is left pending at the end of a clause
("niet in juli", "oneven weken") says something of the items before it.
"""

# ruff: noqa: ARG002  (every handler of a phrase is given the phrase)

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from sociale_kaart.hours.reader.draft import Draft, weekdays
from sociale_kaart.hours.reader.holidaywords import named_holidays, school_holidays
from sociale_kaart.hours.reader.moments import Clock, WrittenDate
from sociale_kaart.hours.reader.phrases import Phrase, Span
from sociale_kaart.hours.reader.result import Doubt, DoubtKind, Leftover
from sociale_kaart.hours.reader.saying import said_date, said_days, said_time
from sociale_kaart.hours.reader.words import DAY_PARTS, NUMBER_WORDS, WEEKDAYS
from sociale_kaart.hours.schedule import (
    EVEN_WEEKS,
    ODD_WEEKS,
    TAX_SEASON,
    Basis,
    Days,
    Holiday,
    HolidayPolicy,
    Interval,
    SchoolHoliday,
    SchoolPolicy,
    Season,
)
from sociale_kaart.model import Appointment

_HARD = {"semi", "newline", "stop", "pipe", "end"}
_BOUNDARY = _HARD | {"close", "open"}
_DAYLIGHT_FROM, _HALF = 8 * 60, 12
_MOST_ITEMS = 100  # each exception doubles what it covers
_EVENING, _NIGHT_END = 17 * 60, 8 * 60
_YEARLY_CLOSURES = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)}
_TIMED = {"times", "allday"}
_DAYISH = {"days", "dates", "ordinal"}


class Reader:
    """Reads the phrases of one text, in order."""

    def __init__(self, phrases: list[Phrase], text: str, as_of: date | None, lang: str) -> None:
        self._phrases, self._text, self._as_of, self._lang = phrases, text, as_of, lang
        self._at = 0
        self.items: list[Draft] = []
        self._pending: Draft | None = None
        self._scope: Draft | None = None
        self._scope_used = False
        self._excepting = False
        self._phone = False
        self._only_rest = False
        self._starting = False
        self._after: date | None = None
        self._clause_start = 0
        self._clause_items = 0
        self.closed: list[Days] = []
        self.closed_all = False
        self.holidays: HolidayPolicy | None = None
        self.moved_by = 0
        self.open_on: set[Holiday] = set()
        self.closed_on: set[Holiday] = set()
        self.school = SchoolPolicy.IGNORE
        self.school_holidays: set[SchoolHoliday] = set()
        self.appointment: Appointment | None = None
        self.extra_bases: list[Draft] = []
        self.leftovers: list[Leftover] = []
        self.doubts: list[Doubt] = []
        self.anchored: date | None = None
        self._late_evidence = any(
            clock is not None and (clock.hour >= 13 or clock.meridiem)
            for phrase in phrases
            for span in phrase.spans
            for clock in (span.opens, span.closes)
        )

    def read(self) -> None:
        while self._at < len(self._phrases):
            phrase = self._phrases[self._at]
            self._at += 1
            getattr(self, f"_on_{phrase.kind}", self._on_other)(phrase)
        self._boundary("end", len(self._text))

    @property
    def items_said(self) -> bool:
        """Whether it speaks of times at all, if only for calling."""
        return any(not item.phone for item in self.items)

    @property
    def school_items(self) -> list[Draft]:
        """Items that hold in school holidays alone, where others hold outside them."""
        only = [item for item in self.items if item.school is SchoolPolicy.ONLY]
        return only if len(only) < len(self.items) else []

    # Looking around

    def _draft(self, phrase: Phrase) -> Draft:
        if self._pending is None:
            self._pending = Draft(phrase.start, phrase.end)
        self._pending.end = phrase.end
        return self._pending

    def _ahead(self, wanted: set[str], stops: set[str]) -> bool:
        for phrase in self._phrases[self._at : self._at + 12]:
            if phrase.kind in wanted:
                return True
            if phrase.kind in stops:
                return False
        return False

    def _next_kind(self) -> str:
        return self._phrases[self._at].kind if self._at < len(self._phrases) else "end"

    def _doubt(self, kind: DoubtKind, *readings: str) -> None:
        doubt = Doubt(kind, readings)
        again = kind is DoubtKind.YEAR_MISSING and any(one.kind is kind for one in self.doubts)
        if doubt not in self.doubts and not again:
            self.doubts.append(doubt)

    def _leave(self, start: int, end: int) -> None:
        text = self._text[start:end].strip()
        if text:
            self.leftovers.append(Leftover(self._text.index(text, start), text))

    # Days and dates

    def _on_days(self, phrase: Phrase) -> None:
        if self._starting:
            return
        if self._excepting:
            self._close_days(phrase)
            return
        pending = self._pending
        if (
            pending is not None
            and pending.days.weekdays
            and (pending.colon or pending.part != "" != phrase.part)
        ):
            self._set_aside()
        draft = self._draft(phrase)
        days = weekdays(*draft.days.weekdays, *phrase.weekdays)
        draft.where(weekdays=days, nth=(*draft.days.nth, *phrase.nth))
        draft.part = phrase.part or draft.part
        draft.every_day = len(phrase.weekdays) == 7
        if phrase.may_be:
            self._ambiguous_day(draft, phrase)
        if phrase.far_pair:
            first, last = phrase.weekdays
            both, through = said_days((first, last)), f"{said_days((first,))} tot en met {said_days((last,))}"
            self._doubt(DoubtKind.PAIR_OR_RANGE, f"op {both}", f"van {through}")

    def _ambiguous_day(self, draft: Draft, phrase: Phrase) -> None:
        self._doubt(DoubtKind.AMBIGUOUS_DAY, *(f"op {said_days((day,))}" for day in phrase.may_be))
        self._leave(phrase.start, phrase.end)
        draft.undecided = True

    def _close_days(self, phrase: Phrase) -> None:
        days = Days(weekdays=weekdays(*phrase.weekdays), nth=phrase.nth)
        self._except(days, local=True)

    def _on_typo(self, phrase: Phrase) -> None:
        self._on_days(phrase)

    def _on_ordinal(self, phrase: Phrase) -> None:
        if self._next_kind() == "ofmonth":
            numbers = tuple(number for number in phrase.nth if -1 <= number <= 31)
            self._draft(phrase).where(month_days=numbers)

    def _on_zonen(self, phrase: Phrase) -> None:
        draft = self._draft(phrase)
        draft.where(weekdays=weekdays(*draft.days.weekdays, 6))
        draft.named = (*draft.named, Holiday.ANY)

    def _on_dates(self, phrase: Phrase) -> None:
        if self._impossible_date(phrase):
            return
        if phrase.dates[0].swappable and self._lang == "en":
            self._swappable(phrase.dates[0])
        if self._starting:
            self._anchor(phrase)
        elif self._excepting:
            self._except(self._days_of_dates(phrase, closing=True), local=False)
        else:
            self._dates_pending(phrase)

    def _swappable(self, one: WrittenDate) -> None:
        other = replace(one, day=one.month, month=one.day)
        self._doubt(DoubtKind.AMBIGUOUS_DATE, said_date(one), said_date(other))

    def _impossible_date(self, phrase: Phrase) -> bool:
        if all(one.exists for one in phrase.dates):
            return False
        self._doubt(DoubtKind.IMPOSSIBLE, f"Deze dag bestaat niet: {phrase.text}.")
        self._leave(phrase.start, phrase.end)
        self._draft(phrase).undecided = True
        return True

    def _dates_pending(self, phrase: Phrase) -> None:
        draft = self._draft(phrase)
        if draft.days.interval is not None and not draft.spans:
            self._anchor(phrase)
            return
        closing = self._ahead({"closed", "except"}, _BOUNDARY | {"times", "comma"})
        days = self._days_of_dates(phrase, closing=closing)
        said = draft.days.weekdays
        if said and len(phrase.dates) == 1 and self._contradicts(days, said, draft, phrase):
            return
        draft.where(
            weekdays=(),
            dates=(*draft.days.dates, *days.dates),
            seasons=(*draft.days.seasons, *days.seasons),
            year_unknown=days.year_unknown,
        )

    def _contradicts(self, days: Days, said: tuple[int, ...], draft: Draft, phrase: Phrase) -> bool:
        if not days.dates or days.dates[0].weekday() in said:
            return False
        day = days.dates[0]
        near = min((day + timedelta(n) for n in range(-6, 7) if (day + timedelta(n)).weekday() in said),
                   key=lambda other: abs((other - day).days))  # fmt: skip
        self._doubt(
            DoubtKind.CONTRADICTION,
            *(f"{said_days((one.weekday(),))} {said_date(one)}" for one in (day, near)),
        )
        self._leave(draft.start, phrase.end)
        draft.undecided = True
        return True

    def _days_of_dates(self, phrase: Phrase, closing: bool) -> Days:
        found = [one.resolved(self._as_of) for one in phrase.dates]
        known = tuple(one for one in found if one is not None)
        if len(known) == len(found) and not (closing and self._yearly(phrase)):
            return Days(dates=known)
        seasons = tuple(Season((one.month, one.day), (one.month, one.day)) for one in phrase.dates)
        if not (closing and self._yearly(phrase)):
            self._doubt(DoubtKind.YEAR_MISSING, f"{phrase.text}: het jaar staat er niet bij.")
        return Days(seasons=seasons, year_unknown=not closing)

    def _yearly(self, phrase: Phrase) -> bool:
        return all(one.year is None and (one.month, one.day) in _YEARLY_CLOSURES for one in phrase.dates) or (
            self._on_end_of_year(phrase)
        )

    @staticmethod
    def _on_end_of_year(phrase: Phrase) -> bool:
        return all(one.year is None for one in phrase.dates) and bool(phrase.parts.get("md_d"))

    def _anchor(self, phrase: Phrase) -> None:
        self._starting = False
        first = phrase.dates[0].resolved(self._as_of)
        if first is None:
            self._doubt(DoubtKind.YEAR_MISSING, f"{phrase.text}: het jaar staat er niet bij.")
            return
        draft = self._pending or (self.items[-1] if self.items else self._draft(phrase))
        if draft.days.interval is None and self.items and not draft.says_weeks:
            draft = self.items[-1]
        if draft.days.interval is not None:
            draft.where(interval=Interval(draft.days.interval.weeks, first))
        draft.where(valid_from=first)

    # Periods

    def _on_period(self, phrase: Phrase) -> None:
        if self._impossible_date(phrase):
            return
        if phrase.dates[0].swappable and self._lang == "en":
            self._swappable(phrase.dates[0])
        if self._excepting:
            self._except(self._period(phrase, closing=True), local=False)
            return
        if self.closed_all and phrase.open_start:
            last = phrase.dates[0].resolved(self._as_of)
            self._after = last
            return
        draft = self._draft(phrase)
        closing = self._ahead({"closed"}, _BOUNDARY | {"times"})
        days = self._period(phrase, closing)
        if days.valid_from and draft.days.interval and draft.days.interval.anchor is None:
            draft.where(interval=Interval(draft.days.interval.weeks, days.valid_from))
        if not phrase.open_start and not phrase.open_end and not closing:
            draft.school, draft.school_holidays = SchoolPolicy.IGNORE, ()
        draft.where(
            valid_from=days.valid_from or draft.days.valid_from,
            valid_to=days.valid_to or draft.days.valid_to,
            seasons=(*draft.days.seasons, *days.seasons),
            year_unknown=days.year_unknown or draft.days.year_unknown,
        )

    def _period(self, phrase: Phrase, closing: bool) -> Days:
        found = [
            one.resolved(self._as_of if self._settles(phrase, closing) else None) for one in phrase.dates
        ]
        if None not in found:
            first, last = found[0], found[-1]
            if last is not None and phrase.exclusive:
                last -= timedelta(days=1)
            if first is not None and last is not None and last < first and phrase.dates[-1].year is None:
                last = last.replace(year=last.year + 1)
            if phrase.open_start:
                self._after = None if last is None else last + timedelta(days=1)
            return Days(
                valid_from=None if phrase.open_start else first, valid_to=None if phrase.open_end else last
            )
        return self._season(phrase, closing)

    @staticmethod
    def _settles(phrase: Phrase, closing: bool) -> bool:
        return closing or phrase.open_start or phrase.open_end or any(one.year for one in phrase.dates)

    def _season(self, phrase: Phrase, closing: bool) -> Days:
        first, last = phrase.dates[0], phrase.dates[-1]
        if phrase.open_start or phrase.open_end or closing:
            self._doubt(DoubtKind.YEAR_MISSING, f"{phrase.text}: het jaar staat er niet bij.")
        if phrase.open_start or phrase.open_end:
            day = Season((first.month, first.day), (first.month, first.day))
            return Days(seasons=(day,), year_unknown=not closing)
        end = (last.month, last.day)
        if phrase.exclusive:
            before = date(2024, last.month, last.day) - timedelta(days=1)
            end = (before.month, before.day)
        return Days(seasons=(Season((first.month, first.day), end),))

    def _on_months(self, phrase: Phrase) -> None:
        days = Days(months=phrase.months)
        if self._excepting:
            self._except(days, local=False)
        else:
            draft = self._draft(phrase)
            draft.where(months=(*draft.days.months, *phrase.months))

    def _on_tax(self, phrase: Phrase) -> None:
        if self._excepting:
            self._except(Days(seasons=(TAX_SEASON,)), local=True)
        elif not self._dates_follow():
            draft = self._draft(phrase)
            if not draft.says_period:
                draft.where(seasons=(TAX_SEASON,))

    def _dates_follow(self) -> bool:
        following = [phrase.kind for phrase in self._phrases[self._at : self._at + 2]]
        return following[:1] == ["period"] or (
            following[1:] == ["period"] and following[0] in ("open", "comma")
        )

    def _on_restyear(self, phrase: Phrase) -> None:
        said = [season for item in self.items for season in item.days.seasons]
        self._draft(phrase).excepts.append(Days(seasons=tuple(said or [TAX_SEASON])))

    def _on_after(self, phrase: Phrase) -> None:
        if self._after is not None:
            self._scope = None
            self._draft(phrase).where(valid_from=self._after)
        self._only_rest = True

    # Weeks and months

    def _on_parity(self, phrase: Phrase) -> None:
        weeks = EVEN_WEEKS if phrase.parts["pa"] == "even" else ODD_WEEKS
        self._draft(phrase).where(weeks=weeks)

    def _on_every(self, phrase: Phrase) -> None:
        said = phrase.parts.get("ev_n", "2")
        weeks = int(said) if said.isdigit() else NUMBER_WORDS[said]
        weeks = 3 if "ev_three" in phrase.parts else weeks
        draft = self._draft(phrase)
        draft.where(interval=Interval(weeks, draft.days.valid_from))

    def _on_xmonth(self, phrase: Phrase) -> None:
        said = phrase.parts.get("xm_n", "1")
        if phrase.text.startswith("om de maand"):
            return
        times = int(said) if said.isdigit() else NUMBER_WORDS.get(said, 1)
        self._draft(phrase).where(per_month=times)

    def _on_ofquarter(self, phrase: Phrase) -> None:
        self._draft(phrase).where(months=(1, 4, 7, 10))

    def _on_evenmonths(self, phrase: Phrase) -> None:
        first = 1 if phrase.parts["em"] == "oneven" else 2
        self._draft(phrase).where(months=tuple(range(first, 13, 2)))

    def _on_partword(self, phrase: Phrase) -> None:
        draft = self._draft(phrase)
        draft.part = DAY_PARTS[phrase.parts["pw"]]

    # Times

    def _on_times(self, phrase: Phrase) -> None:
        spans = [span for span in phrase.spans if self._exists(span, phrase)]
        draft = self._take_pending(phrase)
        part = draft.part
        read = [self._settled(span, part, draft, phrase) for span in spans]
        if self._replaces(phrase, draft):
            return
        draft.spans = [one for one in read if one is not None]
        self._missing(phrase, draft)
        if not spans:
            draft.undecided = True
        self._finish(draft, phrase)

    def _finish(self, draft: Draft, phrase: Phrase) -> None:
        draft.end = phrase.end
        draft.phone = draft.phone or self._phone
        self.items.append(draft)
        self._clause_items += 1
        self._excepting = self._only_rest = False

    def _take_pending(self, phrase: Phrase) -> Draft:
        draft = self._pending or Draft(phrase.start, phrase.end)
        self._pending = None
        before = self.items[-1] if self.items else None
        if not draft.names_days and not (draft.says_period and not self._clause_items) and before is not None:
            self._inherit_days(draft, before)
        if self._scope is not None:
            draft.inherit_period(self._scope)
            self._scope_used = True
        self._remember_scope(draft)
        return draft

    @staticmethod
    def _inherit_days(draft: Draft, before: Draft) -> None:
        if before.phone or before.undecided:
            draft.undecided = draft.undecided or before.undecided
        days, own = before.days, draft.days
        draft.days = replace(
            days,
            weeks=own.weeks or (() if own.interval else days.weeks),
            interval=own.interval or days.interval,
            months=own.months or days.months,
            seasons=own.seasons or days.seasons,
        )
        draft.every_day = before.every_day
        draft.named = before.named
        draft.appointment = draft.appointment or before.appointment

    def _remember_scope(self, draft: Draft) -> None:
        if draft.says_period and not draft.days.dates and not draft.days.year_unknown:
            scope = Draft(draft.start, draft.end)
            if self._scope is not None:
                scope = replace(self._scope)
            days = draft.days
            scope.where(
                seasons=days.seasons, months=days.months, valid_from=days.valid_from, valid_to=days.valid_to
            )
            if days.interval is None:
                self._scope, self._scope_used = scope, True

    def _exists(self, span: Span, phrase: Phrase) -> bool:
        clocks = [clock for clock in (span.opens, span.closes) if clock is not None]
        if all(clock.exists for clock in clocks):
            return True
        self._doubt(DoubtKind.IMPOSSIBLE, f"Deze tijd bestaat niet: {phrase.text}.")
        self._leave(phrase.start, phrase.end)
        return False

    def _settled(
        self, span: Span, part: str, draft: Draft, phrase: Phrase
    ) -> tuple[time | None, time | None] | None:
        opens, closes = span.opens, span.closes
        if opens is not None:
            opens = self._in_daypart(opens, part)
        if closes is not None:
            closes = self._end(opens, closes, part)
        if opens is None or closes is None:
            return (opens.as_time() if opens else None, closes.as_time() if closes else None)
        if self._either_half(span, part):
            opens, closes = self._afternoon(span, opens, closes, draft)
        elif opens.minutes >= closes.minutes and not self._overnight(opens, closes):
            self._doubt(
                DoubtKind.END_BEFORE_START,
                f"van {said_time(closes)} tot {said_time(opens)} uur",
                f"van {said_time(opens)} tot de volgende dag {said_time(closes)} uur",
            )
            self._leave(phrase.start, phrase.end)
            return None
        return opens.as_time(), closes.as_time()

    @staticmethod
    def _in_daypart(clock: Clock, part: str) -> Clock:
        if clock.spoken:
            late = clock.hour < 7 or (part == "eve" and clock.hour < _HALF)
            return clock.later() if late and part != "am" else clock
        if (
            part in ("pm", "eve")
            and clock.hour < _HALF
            and not clock.firm
            and clock.hour < 12
            and _plausible(clock, part)
        ):
            return clock.later()
        return clock

    def _end(self, opens: Clock | None, closes: Clock, part: str) -> Clock:
        closes = self._in_daypart(closes, "" if part == "am" and closes.spoken else part)
        if opens is not None and closes.spoken and closes.minutes <= opens.minutes and closes.hour < _HALF:
            return closes.later()
        return closes

    def _either_half(self, span: Span, part: str) -> bool:
        opens, closes = span.opens, span.closes
        if opens is None or closes is None or opens.spoken or closes.spoken or opens.firm or part:
            return False
        if closes.minutes <= opens.minutes:
            return closes.hour <= _HALF and opens.hour <= _HALF and not closes.firm and closes.minutes > 59
        return 60 <= opens.minutes < _DAYLIGHT_FROM and closes.hour <= _HALF and not self._late_evidence

    def _afternoon(self, span: Span, opens: Clock, closes: Clock, draft: Draft) -> tuple[Clock, Clock]:
        late_opens = opens.later() if opens.minutes < closes.minutes else opens
        late = (late_opens, closes.later() if closes.hour < _HALF else closes)
        other = (opens, closes) if opens.minutes < closes.minutes else (opens.later(), closes)
        self._doubt(
            DoubtKind.AM_PM,
            *(f"van {said_time(one)} tot {said_time(two)} uur" for one, two in (late, other)),
        )
        return late

    @staticmethod
    def _overnight(opens: Clock, closes: Clock) -> bool:
        return (opens.minutes >= _EVENING and closes.minutes <= _NIGHT_END) or (
            closes.minutes == 0 and opens.minutes >= 0
        )

    def _missing(self, phrase: Phrase, draft: Draft) -> None:
        if draft.phone or self._phone:
            return
        clause = (min(draft.start, phrase.start), phrase.end)
        complete = [one for one in draft.spans if None not in one]
        half = [one for one in draft.spans if None in one]
        if not draft.names_days and not draft.undecided:
            self._doubt(DoubtKind.DAY_MISSING, "De tijd is bekend, maar er staat niet op welke dag.")
            self._leave(*clause)
            draft.undecided = True
        elif half:
            opens, _ = half[0]
            if opens is None:
                self._doubt(DoubtKind.START_MISSING, "Hoe laat het begint, staat er niet.")
            else:
                self._doubt(
                    DoubtKind.END_MISSING,
                    f"Het begint om {opens:%-H.%M} uur; hoe laat het eindigt, staat er niet.",
                )
            self._leave(phrase.end - 3 if complete else clause[0], clause[1])
        if draft.days.is_vague and not draft.days.year_unknown:
            self._vague(draft)

    def _vague(self, draft: Draft) -> None:
        """Asked back at the end: a first date may still follow."""

    def _replaces(self, phrase: Phrase, draft: Draft) -> bool:
        """As "do tot 21.00" after "ma t/m vr 9.00-17.00": the same hours with another end on that day."""
        span = phrase.spans[0]
        if len(phrase.spans) > 1 or (span.opens is not None) == (span.closes is not None):
            return False
        chosen = set(draft.days.weekdays) if not draft.days.seasons else set(range(7))
        covering = [
            item for item in self.items if item.spans and not item.phone and set(_weekdays_of(item)) & chosen
        ]
        dated = bool(draft.days.dates or draft.days.seasons)
        if not covering or len(self.items) > _MOST_ITEMS or not (draft.names_days or dated):
            return False
        for item in covering:
            self._replaced(item, draft, span)
        return True

    def _replaced(self, item: Draft, draft: Draft, span: Span) -> None:
        opens = None if span.opens is None else span.opens.as_time()
        closes = None if span.closes is None else span.closes.as_time()
        days = replace(draft.days, weekdays=draft.days.weekdays or item.days.weekdays, year_unknown=False)
        if not days.dates and not days.seasons and not days.months:
            days = replace(days, seasons=item.days.seasons, months=item.days.months)
        spans = [(opens or one, closes or two) for one, two in item.spans]
        changed = replace(item, days=days, spans=spans, excepts=list(item.excepts), end=draft.end)
        item.excepts.append(days)
        self.items.append(changed)

    def _on_allday(self, phrase: Phrase) -> None:
        if self._phone:
            return
        draft = self._take_pending(phrase)
        draft.every_day = True
        draft.spans = [(time(0), time(0))]
        if phrase.text in ("24/7", "altijd open") or self._ahead({"sevendays"}, {"semi"}):
            self.holidays = HolidayPolicy.OPEN
        self._finish(draft, phrase)

    def _on_sevendays(self, phrase: Phrase) -> None:
        if phrase.text.startswith("365"):
            self.holidays = HolidayPolicy.OPEN
        if not self.items:
            draft = self._draft(phrase)
            draft.every_day = True

    def _on_wholeday(self, phrase: Phrase) -> None:
        self._draft(phrase)

    # Closures

    def _except(self, days: Days, local: bool) -> None:
        if self._pending is not None and not self._pending.spans and self._pending.names_days:
            self._pending.excepts.append(days)
        elif (local and self.items and days.nth != ()) or (local and self._narrow()):
            self.items[-1].excepts.append(days)
        else:
            self._close(days)

    def _narrow(self) -> bool:
        return bool(self.items) and self._clause_items == 1 and len(self.items) > 1

    def _close(self, days: Days) -> None:
        if days.weekdays and not days.nth and not days.dates:
            for item in self.items:
                if days not in item.excepts:
                    item.excepts.append(days)
        else:
            self.closed.append(days)

    def _on_except(self, phrase: Phrase) -> None:
        if self._close_pending(strict=True):
            return
        self._excepting = True
        if not self._exception_follows():
            self._leave_clause(phrase)
            self._excepting = False

    def _exception_follows(self) -> bool:
        return self._next_kind() in _EXCEPTIONS or (
            self._next_kind() in ("only", "not", "and", "from", "start") and self._at + 1 < len(self._phrases)
        )

    def _on_not(self, phrase: Phrase) -> None:
        if self._close_pending(strict=True):
            return
        if self._next_kind() in _EXCEPTIONS:
            self._excepting = True

    def _on_closed(self, phrase: Phrase) -> None:
        if self._pending is not None and self._closed_afterwards():
            return
        if self._phone:
            return
        if self._next_kind() in _EXCEPTIONS | {"period", "until"}:
            self.closed_all = self._next_kind() == "period" and self._phrases[self._at].open_start
            self._excepting = not self.closed_all
        elif not self.items and self._pending is None and not self._ahead({"times"}, set()):
            self.closed_all = True

    def _closed_afterwards(self) -> bool:
        draft = self._pending
        if draft is None:
            return False
        if draft.part and draft.days.weekdays:
            self._close_part(draft)
        elif draft.part and not draft.names_days:
            self._pending = None
            return True
        return self._close_pending(strict=False)

    def _close_part(self, draft: Draft) -> None:
        noon = time(12)
        for item in list(self.items):
            kept = [one for one in item.spans if (one[0] is None or (one[0] < noon) != (draft.part == "am"))]
            gone = [one for one in item.spans if one not in kept]
            if gone and set(item.days.weekdays) & set(draft.days.weekdays):
                rest = replace(item, spans=gone, excepts=[*item.excepts, Days(weekdays=draft.days.weekdays)])
                item.spans = kept
                self.items.append(rest)
        draft.days, draft.part = Days(), ""

    def _close_pending(self, strict: bool) -> bool:
        draft = self._pending
        if draft is None or draft.spans:
            return False
        if strict and (self._next_kind() in _EXCEPTIONS or not self._at_clause_end()):
            return False
        self._pending = None
        if draft.named:
            self._policy(draft.named, HolidayPolicy.CLOSED)
        if draft.school is not SchoolPolicy.IGNORE and not draft.says_period:
            self._close_school(draft.school_holidays)
        if draft.days != Days():
            days = replace(draft.days, year_unknown=False, interval=None, per_month=0)
            self._close(days)
        return True

    def _at_clause_end(self) -> bool:
        return self._next_kind() in _BOUNDARY | {"comma", "and"}

    def _on_public(self, phrase: Phrase) -> None:
        self._holidays(phrase, (Holiday.ANY,))

    def _on_named(self, phrase: Phrase) -> None:
        days = named_holidays(phrase.text)
        if isinstance(days, Season):
            if self._excepting or self._ahead({"not", "closed"}, _BOUNDARY):
                self.closed.append(Days(seasons=(days,)))
            return
        self._holidays(phrase, days)

    def _holidays(self, phrase: Phrase, holidays: tuple[Holiday, ...]) -> None:
        if self._excepting and not (self._pending and self._pending.named):
            if self.holidays is HolidayPolicy.CLOSED and Holiday.ANY not in holidays:
                draft = self._draft(phrase)
                draft.named = holidays
                self._excepting = False
                return
            self._policy(holidays, HolidayPolicy.CLOSED)
            return
        draft = self._draft(phrase)
        draft.named = (*draft.named, *holidays)

    def _policy(self, holidays: tuple[Holiday, ...], policy: HolidayPolicy) -> None:
        if Holiday.ANY in holidays:
            self.holidays = policy
            return
        (self.closed_on if policy is HolidayPolicy.CLOSED else self.open_on).update(holidays)
        if policy is HolidayPolicy.CLOSED and self._only_before:
            self.holidays = HolidayPolicy.OPEN

    @property
    def _only_before(self) -> bool:
        return any(phrase.kind == "only" for phrase in self._phrases[max(0, self._at - 3) : self._at])

    def _on_shifted(self, phrase: Phrase) -> None:
        self._pending = None
        self.holidays = HolidayPolicy.MOVED
        if way := phrase.parts.get("sh_way"):
            self.moved_by = 1 if way == "later" else -1
            return
        day = WEEKDAYS.get(phrase.parts.get("sh_day") or phrase.parts.get("sh_day2", ""))
        own = self.items[-1].days.weekdays if self.items else ()
        ahead = (day - own[0]) % 7 if day is not None and len(own) == 1 else 0
        self.moved_by = ahead if ahead <= 3 else ahead - 7
        if not self.moved_by:
            self.holidays = None
            self._leave(phrase.start, phrase.end)

    def _on_changedholidays(self, phrase: Phrase) -> None:
        self._pending = None
        self._leave(phrase.start, phrase.end)

    # School holidays

    def _on_school(self, phrase: Phrase) -> None:
        self._school(phrase, ())

    def _on_schoolnames(self, phrase: Phrase) -> None:
        self._school(phrase, school_holidays(phrase.text))

    def _on_schoolweeks(self, phrase: Phrase) -> None:
        self._close_school(())

    def _school(self, phrase: Phrase, named: tuple[SchoolHoliday, ...]) -> None:
        if self._excepting:
            self._close_school(named)
            return
        draft = self._draft(phrase)
        if draft.says_period:
            return
        draft.school = SchoolPolicy.ONLY
        draft.school_holidays = (*draft.school_holidays, *named)

    def _close_school(self, named: tuple[SchoolHoliday, ...]) -> None:
        self.school = SchoolPolicy.CLOSED
        self.school_holidays.update(named)

    # Appointments

    def _on_needed(self, phrase: Phrase) -> None:
        self._appoint(phrase, Appointment.NEEDED)

    def _on_possible(self, phrase: Phrase) -> None:
        self._appoint(phrase, Appointment.POSSIBLE)

    def _on_none(self, phrase: Phrase) -> None:
        self._appoint(phrase, Appointment.NONE)

    def _appoint(self, phrase: Phrase, said: Appointment) -> None:
        if self._only_rest and said is Appointment.NEEDED:
            self._extra(Basis.APPOINTMENT)
            return
        pending = self._pending
        if pending is not None and not pending.is_empty:
            pending.appointment = said
            if pending.days.weekdays and not self._ahead(_TIMED, _BOUNDARY | {"comma"}):
                pending.basis = Basis.APPOINTMENT
                self.items.append(pending)
                self._pending = None
        elif self._holds_ahead():
            scope = replace(self._scope) if self._scope is not None else Draft(phrase.start, phrase.end)
            scope.appointment = said
            self._scope = scope
        else:
            self._appoint_before(said)

    def _holds_ahead(self) -> bool:
        if self._next_kind() == "colon":
            return True
        return not self._clause_items and self._ahead(_TIMED, {"stop", "semi", "newline", "open"})

    def _appoint_before(self, said: Appointment) -> None:
        last = self.items[-1] if self.items else None
        if last is not None and last.appointment is None and self._own_appointments():
            last.appointment = said
        elif self.appointment is None:
            self.appointment = said

    def _own_appointments(self) -> bool:
        more = [phrase.kind for phrase in self._phrases if phrase.kind in ("needed", "possible", "none")]
        return len(set(more)) > 1 and self._clause_items > 0

    def _extra(self, basis: Basis) -> None:
        draft = Draft(self._clause_start, self._clause_start)
        draft.basis = basis
        self.extra_bases.append(draft)
        self._only_rest = False
        self._pending = None

    def _on_rest(self, phrase: Phrase) -> None:
        self._only_rest = True

    def _on_libraryhours(self, phrase: Phrase) -> None:
        pending, self._pending = self._pending, None
        draft = Draft(phrase.start, phrase.end)
        if pending is not None:
            draft.days = pending.days
        draft.basis = Basis.LOCATION
        self.extra_bases.append(draft)

    def _on_elsewhere(self, phrase: Phrase) -> None:
        self._extra(Basis.UNKNOWN)

    def _on_varying(self, phrase: Phrase) -> None:
        self._extra(Basis.UNKNOWN)

    # Telephone

    def _on_phoning(self, phrase: Phrase) -> None:
        spoken_of = self._clause_items and not self._ahead(_TIMED, {"stop", "semi", "newline", "close"})
        if spoken_of:
            called = phrase.text.startswith(("telefonisch", "bellen")) and self._pending is None
            self.items[-1].phone = self.items[-1].phone or called
            self._phone = True
            return
        self._phone = True

    # What limits and cannot become dates

    def _on_limit(self, phrase: Phrase) -> None:
        self._leave_clause(phrase)

    def _on_weekslong(self, phrase: Phrase) -> None:
        self._leave_clause(phrase)

    def _leave_clause(self, phrase: Phrase) -> None:
        start = max(self._clause_start, phrase.start if self._pending is None else self._pending.start)
        if self.items and start < self.items[-1].end:
            start = self.items[-1].end
        start = min(start, phrase.start)
        end = phrase.end
        while self._at < len(self._phrases) and self._next_kind() not in _BOUNDARY | {"comma"}:
            end = self._phrases[self._at].end
            self._at += 1
        self._leave(start, end)
        self._pending = None

    # Signs and other words

    def _on_start(self, phrase: Phrase) -> None:
        self._starting = True

    def _on_comma(self, phrase: Phrase) -> None:
        if self._excepting and self._next_kind() not in _EXCEPTIONS - {"days", "dates", "ordinal"}:
            self._excepting = False
        if self._pending is not None and self._trailing():
            self._settle_pending()
        self._only_rest = self._only_rest and self._next_kind() == "needed"

    def _trailing(self) -> bool:
        draft = self._pending
        return draft is not None and bool(self._clause_items) and draft.says_weeks and not draft.names_days

    def _on_colon(self, phrase: Phrase) -> None:
        draft = self._pending
        if draft is None:
            return
        if draft.names_days:
            draft.colon = True
        elif not draft.is_empty:
            self._scope, self._scope_used, self._pending = draft, False, None

    def _on_open(self, phrase: Phrase) -> None:
        if self._pending is None:
            self._clause_start = phrase.end

    def _on_close(self, phrase: Phrase) -> None:
        self._excepting = self._phone = self._starting = False
        if self._pending is not None and self.items and self._pending.start > self.items[-1].end:
            self._settle_parenthesis(self._pending)

    def _settle_parenthesis(self, pending: Draft) -> None:
        limits = self._next_kind() != "colon" and not pending.days.weekdays and self._clause_items
        if limits or self._opened_after(self.items[-1].end):
            self._settle_pending()

    def _opened_after(self, place: int) -> bool:
        return self._pending is not None and "(" in self._text[place : self._pending.start]

    def _on_semi(self, phrase: Phrase) -> None:
        self._boundary("semi", phrase.end)

    def _on_stop(self, phrase: Phrase) -> None:
        self._boundary("stop", phrase.end)

    def _on_pipe(self, phrase: Phrase) -> None:
        if (
            self._pending is not None
            and self._pending.names_days
            and self._ahead(_TIMED | {"closed"}, {"pipe", "newline"})
        ):
            self._pending.colon = True
            return
        if self._pending is not None and self._pending.colon:
            self._pending = None

    def _on_newline(self, phrase: Phrase) -> None:
        pending = self._pending
        if (
            pending is not None
            and pending.names_days
            and self._next_kind() in _TIMED | {"from", "between", "closed"}
        ):
            return
        self._boundary("newline", phrase.end)

    def _boundary(self, kind: str, place: int) -> None:
        if self._pending is not None:
            self._settle_pending()
        self._excepting = self._phone = self._starting = self._only_rest = False
        self._clause_start, self._clause_items = place, 0
        if kind != "newline" or self._scope_used:
            self._scope = None

    def _settle_pending(self) -> None:
        """What was said without times, at the end of a clause."""
        draft, self._pending = self._pending, None
        if draft is None or draft.is_empty or self._phone:
            return
        if draft.named and not draft.days.weekdays:
            self._policy(draft.named, HolidayPolicy.OPEN)
        elif draft.names_days or not self.items:
            self._set_aside(draft)
        elif draft.says_weeks:
            self._limit_last(draft)
        else:
            self._limit_all(draft)

    def _limit_last(self, draft: Draft) -> None:
        days = draft.days
        for item in self.items[-max(1, self._clause_items if self._clause_items == 1 else 1) :]:
            item.where(weeks=days.weeks or item.days.weeks, interval=days.interval or item.days.interval)

    def _limit_all(self, draft: Draft) -> None:
        for item in self.items:
            if not item.days.dates:
                item.inherit_period(draft)
            if draft.days.year_unknown:
                item.where(year_unknown=True)

    def _set_aside(self, draft: Draft | None = None) -> None:
        """Days for which no time is given: an empty cell of a table, or a time that is missing."""
        draft = draft or self._pending
        self._pending = None
        if draft is None or draft.colon or draft.phone or draft.undecided:
            return
        if draft.days.dates and not draft.days.weekdays and self.items:
            return
        if any(item.days.weekdays == draft.days.weekdays for item in self.items):
            return
        self._doubt(DoubtKind.TIME_MISSING, "De dag is bekend, de tijd niet.")
        self._leave(draft.start, draft.end)
        draft.undecided = True

    def _on_other(self, phrase: Phrase) -> None:
        """Words that say nothing about when."""


_EXCEPTIONS = {
    "days", "dates", "period", "months", "tax", "public", "named", "school", "schoolnames", "ordinal", "typo", "zonen",
}  # fmt: skip


def _plausible(clock: Clock, part: str) -> bool:
    return clock.hour <= 7 if part == "pm" else clock.hour >= 4


def _weekdays_of(item: Draft) -> tuple[int, ...]:
    return item.days.weekdays or (tuple(range(7)) if item.every_day else ())
