"""The selector of weekdays and holidays: `Mo-Fr`, `Mo[1,3]`, `Su,PH`, `SH We`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sociale_kaart.hours.reader.osm.tokens import WEEKDAYS, Cursor, Unreadable
from sociale_kaart.hours.schedule import Days, Holiday, HolidayPolicy, Weekday

PUBLIC_HOLIDAYS = Days(holidays=(Holiday.ANY,))
_NUMBERS = {name.lower(): Weekday(number) for number, name in enumerate(WEEKDAYS)}
_MOST = 5  # weekdays of one kind in a month


@dataclass(frozen=True, slots=True)
class Where:
    """Days, all or only those in school holidays, and what is said of public holidays among them."""

    days: Days
    in_school_holidays: bool = False
    holidays: HolidayPolicy = HolidayPolicy.UNKNOWN


@dataclass(slots=True)
class _Group:
    """Days joined by commas: any will do."""

    weekdays: set[Weekday] = field(default_factory=set)
    counted: list[Days] = field(default_factory=list)  # those of which only some in a month
    public: bool = False
    school: bool = False

    @property
    def names_weekdays(self) -> bool:
        return bool(self.weekdays or self.counted)

    def days(self) -> list[Days]:
        plain = [Days(weekdays=tuple(self.weekdays))] if self.weekdays else []
        return plain + self.counted


def weekdays(cursor: Cursor) -> list[Where]:
    """Weekdays and holidays, any of which will do; every day where none are named."""
    if not cursor.sees("weekday|ph|sh"):
        return [Where(Days())]
    group = _group(cursor)
    if not cursor.sees("weekday|ph|sh"):
        return _any_of(group)
    other = _group(cursor)
    if group.names_weekdays:
        group, other = other, group
    if group.names_weekdays or other.public or other.school:
        raise Unreadable
    return _both(group, other)


def _group(cursor: Cursor) -> _Group:
    group = _Group()
    _one(cursor, group)
    while cursor.sees(",", "weekday|ph|sh"):
        cursor.take(",")
        _one(cursor, group)
    return group


def _one(cursor: Cursor, group: _Group) -> None:
    if cursor.skip("ph"):
        group.public = True
    elif cursor.skip("sh"):
        group.school = True
    else:
        _weekday(cursor, group)
    if cursor.sees("+|-", "number", "offset"):
        raise Unreadable  # the day after such a day


def _weekday(cursor: Cursor, group: _Group) -> None:
    first = _NUMBERS[cursor.take("weekday").text]
    if cursor.skip("["):
        group.counted.append(Days(weekdays=(first,), nth=_nth(cursor)))
        return
    last = first
    if cursor.sees("-", "weekday"):
        cursor.take("-")
        last = _NUMBERS[cursor.take("weekday").text]
    group.weekdays |= {Weekday((first + offset) % 7) for offset in range((last - first) % 7 + 1)}


def _nth(cursor: Cursor) -> tuple[int, ...]:
    found = _nth_range(cursor)
    while cursor.skip(","):
        found += _nth_range(cursor)
    cursor.take("]")
    return tuple(found)


def _nth_range(cursor: Cursor) -> list[int]:
    if cursor.skip("-"):
        found = [-cursor.take("number").number]
    else:
        first = cursor.take("number").number
        last = cursor.take("number").number if cursor.skip("-") else first
        if last > _MOST:
            raise Unreadable
        found = list(range(first, last + 1))
    if not found or not all(1 <= abs(one) <= _MOST for one in found):
        raise Unreadable
    return found


def _any_of(group: _Group) -> list[Where]:
    """`Su,PH`: on Sundays, and on public holidays whatever day they are."""
    if group.public and len(group.weekdays) == len(Weekday):
        return [Where(Days(), holidays=HolidayPolicy.OPEN)]
    on_holidays = HolidayPolicy.CLOSED if group.public else HolidayPolicy.UNKNOWN
    found = [Where(days, holidays=on_holidays) for days in group.days()]
    if group.public:
        found.append(Where(PUBLIC_HOLIDAYS))
    if group.school:
        found.append(Where(Days(), in_school_holidays=True))
    return found


def _both(holidays: _Group, days: _Group) -> list[Where]:
    """`PH Mo-Fr`: on holidays that are such a day."""
    found = []
    for one in days.days():
        if holidays.public:
            found.append(Where(replace(one, holidays=(Holiday.ANY,))))
        if holidays.school:
            found.append(Where(one, in_school_holidays=True))
    return found
