"""Rows of tests/cases/uren.csv as a person reads them into the model: the text is read by eye, the table by the test.

They show that the model can say what coordinators write, and serve whoever makes sentences or exports of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from sociale_kaart.hours.schedule import (
    EVEN_WEEKS,
    ODD_WEEKS,
    TAX_SEASON,
    WEEKEND,
    WORKDAYS,
    Basis,
    Days,
    Holiday,
    HolidayPolicy,
    Hours,
    Interval,
    Rule,
    SchoolHoliday,
    SchoolPolicy,
    Season,
    Weekday,
)
from sociale_kaart.model import Appointment

MA, DI, WO, DO, VR, ZA, ZO = Weekday
MA_DO = (MA, DI, WO, DO)
MA_ZA = (*WORKDAYS, ZA)
MA_ZO = tuple(Weekday)
OPEN, CLOSED = HolidayPolicy.OPEN, HolidayPolicy.CLOSED
NEEDED, POSSIBLE, NONE = Appointment.NEEDED, Appointment.POSSIBLE, Appointment.NONE
KERST = (Holiday.EERSTE_KERSTDAG, Holiday.TWEEDE_KERSTDAG)
PASEN = (Holiday.EERSTE_PAASDAG, Holiday.TWEEDE_PAASDAG)
JULI_AUGUSTUS = Days(months=(7, 8))
EVERY_HOLIDAY = Days(holidays=(Holiday.ANY,))


def at(text: str) -> time:
    """14.30 as a time; 24 is midnight."""
    hour, _, minute = text.partition(".")
    return time(int(hour) % 24, int(minute or 0))


def rule(days: Days | tuple[Weekday, ...], opens: str, closes: str, **more: object) -> Rule:
    """Somebody is there on these days between these times."""
    chosen = days if isinstance(days, Days) else Days(weekdays=days)
    return Rule(days=chosen, opens_at=at(opens), closes_at=at(closes), **more)  # type: ignore[arg-type]


def week(*weekdays: Weekday, **more: object) -> Days:
    """Days of the week, on a condition."""
    return Days(weekdays=weekdays, **more)  # type: ignore[arg-type]


def on(*dates: str, **more: object) -> Days:
    """Single dates."""
    return Days(dates=tuple(date.fromisoformat(one) for one in dates), **more)  # type: ignore[arg-type]


def period(first: str, last: str) -> Days:
    """All days from one to another, both included."""
    return Days(valid_from=date.fromisoformat(first), valid_to=date.fromisoformat(last))


def yearly(*month_days: tuple[int, int]) -> Days:
    """Days of every year."""
    return Days(seasons=tuple(Season(one, one) for one in month_days))


def closed_school(*named: SchoolHoliday) -> dict[str, object]:
    return {"school": SchoolPolicy.CLOSED, "school_holidays": named}


def only_school(*named: SchoolHoliday) -> dict[str, object]:
    return {"school": SchoolPolicy.ONLY, "school_holidays": named}


def with_all(*rules: Rule, **more: object) -> Hours:
    """Rules for which the same remark holds."""
    return Hours(rules=tuple(replace(one, **more) for one in rules))  # type: ignore[arg-type]


def hours(*rules: Rule) -> Hours:
    return Hours(rules=rules)


NOTHING_BUT_APPOINTMENTS = hours(Rule(basis=Basis.APPOINTMENT))
LIBRARY = Rule(basis=Basis.LOCATION)

HOURS: dict[str, Hours] = {
    # the week
    "u001": hours(rule((MA, WO), "13.30", "17"), rule((DI, DO), "9.30", "12")),
    "u014": hours(
        rule((DI,), "10", "12"), rule(week(DO, seasons=(Season.of_months(2, 4),)), "18.30", "20.30")
    ),
    "u038": hours(rule((MA,), "13", "15")),
    "u131": hours(rule(WORKDAYS, "9", "12"), rule(WORKDAYS, "13", "17")),
    "u168": hours(rule((DI,), "9.30", "11.30"), rule((DI,), "13.30", "15.30"), rule((DI,), "18.30", "20.30")),
    "u181": hours(rule((VR, ZA, ZO, MA), "11", "16")),
    "u219": hours(rule(MA_ZO, "11", "17", except_days=(week(MA),))),
    "u226": hours(rule(WORKDAYS, "9", "17"), rule(WEEKEND, "12", "16")),
    "u234": hours(rule((MA, DI, WO, VR), "9", "17"), rule((DO,), "9", "21")),
    "u238": hours(rule(WORKDAYS, "9", "17"), rule((ZA,), "9", "13")),
    # weeks and months
    "u004": hours(rule(week(DI, weeks=ODD_WEEKS), "10", "12")),
    "u006": hours(rule(week(WO, weeks=EVEN_WEEKS), "14", "16")),
    "u005": hours(rule(week(MA, nth=(1,)), "13.30", "15.30")),
    "u009": hours(rule(week(MA, nth=(1, 3)), "14", "16")),
    "u012": hours(rule(week(VR, nth=(-1,)), "10", "12")),
    "u043": hours(rule(week(MA, weeks=EVEN_WEEKS), "14", "16"), rule(week(WO, weeks=ODD_WEEKS), "10", "12")),
    "u089": hours(
        rule(WORKDAYS, "8.30", "12.30"), rule(MA_DO, "13.30", "16.30"), rule(week(ZA, nth=(1,)), "9", "12")
    ),
    "u322": hours(
        rule(week(DI, interval=Interval(2, date(2026, 1, 6)), valid_from=date(2026, 1, 6)), "10", "12")
    ),
    "u324": hours(
        rule(week(DO, interval=Interval(2, date(2026, 4, 9)), valid_from=date(2026, 4, 9)), "13.30", "15.30")
    ),
    "u327": hours(
        rule(week(MA, interval=Interval(3, date(2026, 3, 30)), valid_from=date(2026, 3, 30)), "19", "21")
    ),
    "u329": hours(
        rule(week(DO, interval=Interval(4, date(2026, 12, 10)), valid_from=date(2026, 12, 10)), "14", "16")
    ),
    "u330": hours(rule(week(DI, interval=Interval(2, None)), "10", "12")),
    "u336": hours(rule(week(DI, per_month=2), "13.30", "15")),
    "u348": hours(rule(week(MA, nth=(1, -1)), "13", "15")),
    "u351": hours(rule((DI,), "14", "16", except_days=(week(DI, nth=(1,)),))),
    "u352": hours(rule((WO,), "10", "12", except_days=(week(WO, nth=(-1,)),))),
    "u354": hours(rule(week(DO, nth=(5,)), "14", "16")),
    "u357": hours(rule(Days(month_days=(15,)), "14", "16")),
    "u359": hours(rule(Days(month_days=(10, 20)), "13", "14")),
    "u360": hours(rule(week(DI, nth=(1,), months=(1, 4, 7, 10)), "10", "12")),
    "u363": hours(rule(week(DI, nth=(2,), months=(2, 4, 6, 8, 10, 12)), "10", "12")),
    # seasons and dates
    "u063": with_all(
        rule(week(DI, WO, seasons=(Season((3, 1), (10, 31)),)), "13", "18"),
        rule(week(VR, seasons=(Season((3, 1), (10, 31)),)), "13", "17"),
        rule(week(ZA, seasons=(Season((3, 1), (10, 31)),)), "9", "16"),
        rule(week(DI, seasons=(Season((11, 1), (2, 29)),)), "15", "17"),
        rule(week(WO, VR, seasons=(Season((11, 1), (2, 29)),)), "13", "17"),
        rule(week(ZA, seasons=(Season((11, 1), (2, 29)),)), "9", "13.30"),
        except_days=(yearly((12, 24), (12, 25), (12, 26), (12, 31), (1, 1)),),
    ),
    "u065": hours(
        rule(week(DO, seasons=(Season.of_months(5, 6), Season((9, 1), (9, 15)))), "17.30", "19.30")
    ),
    "u083": hours(
        rule(Days(seasons=(Season.of_months(3, 10),)), "10", "17"),
        rule(Days(months=(2, 11)), "10", "16"),
        rule(week(ZA, ZO, months=(12, 1)), "10", "16"),
    ),
    "u084": hours(
        rule(
            period("2025-12-22", "2026-01-04"),
            "10",
            "16",
            except_days=(on("2025-12-25", "2026-01-01"),),
        )
    ),
    "u366": hours(rule(week(DI, seasons=(Season((3, 1), (5, 1)),)), "10", "12")),
    "u368": hours(rule(week(VR, seasons=(TAX_SEASON,)), "9", "12")),
    "u372": hours(rule((MA,), "10", "11", except_days=(Days(seasons=(TAX_SEASON,)),))),
    "u377": hours(rule(Days(seasons=(Season((12, 15), (2, 15)),)), "16", "20")),
    "u384": hours(rule((DI,), "10", "12", except_days=(JULI_AUGUSTUS,))),
    "u388": hours(rule(week(DI, valid_from=date(2026, 4, 14)), "10", "12")),
    "u398": hours(rule(week(*WORKDAYS, valid_from=date(2026, 4, 7), valid_to=date(2026, 4, 24)), "9", "17")),
    "u402": hours(
        rule(week(MA, valid_to=date(2026, 12, 31)), "10", "12"),
        rule(week(DI, valid_from=date(2027, 1, 1)), "10", "12"),
    ),
    "u409": hours(rule(on("2026-04-02", "2026-04-16", "2026-12-17"), "10", "12")),
    "u420": hours(rule(Days(seasons=(Season((4, 12), (4, 12)),), year_unknown=True), "14", "16")),
    "u422": hours(rule(on("2026-04-27"), "10", "13")),
    "u427": hours(rule(on("2026-04-11"), "10", "14"), rule((DI,), "10", "12")),
    "u492": hours(rule((DI,), "10", "12"), Rule(days=period("2026-04-14", "2026-04-28"), basis=Basis.CLOSED)),
    "u493": hours(
        rule(WORKDAYS, "9", "17"), Rule(days=period("2026-12-21", "2027-01-01"), basis=Basis.CLOSED)
    ),
    "u495": hours(rule((DO,), "14", "16", except_days=(on("2026-12-24", "2026-12-31"),))),
    "u500": replace(hours(rule((WO,), "10", "12", except_days=(yearly((4, 15)),))), doubtful=True),
    "u501": hours(Rule(basis=Basis.CLOSED)),
    "u503": hours(rule(week(MA, valid_from=date(2027, 2, 1)), "10", "12")),
    # public holidays
    "u435": hours(rule(MA_ZA, "9", "18", holidays=CLOSED)),
    "u439": hours(rule(WORKDAYS, "10", "16", holidays=OPEN)),
    "u441": hours(rule((MA,), "19", "21", open_on=(Holiday.TWEEDE_PAASDAG, Holiday.KONINGSDAG))),
    "u442": hours(
        rule((DI, WO, DO, VR, ZA), "10", "17", holidays=CLOSED),
        rule((ZO,), "12", "17", holidays=CLOSED),
        rule(EVERY_HOLIDAY, "12", "17"),
    ),
    "u444": hours(rule(WORKDAYS, "9", "17", holidays=CLOSED), rule(EVERY_HOLIDAY, "10", "12")),
    "u450": hours(rule(WORKDAYS, "9", "17", closed_on=(*PASEN, *KERST))),
    "u452": hours(
        rule(WORKDAYS, "8.30", "17", except_days=(yearly((12, 24), (12, 31)),)),
        rule(week(*WORKDAYS, seasons=(Season((12, 24), (12, 24)), Season((12, 31), (12, 31)))), "8.30", "12"),
    ),
    "u454": hours(
        rule(MA_ZA, "10", "18", holidays=CLOSED), rule(Days(holidays=(Holiday.TWEEDE_PAASDAG,)), "12", "17")
    ),
    "u455": hours(rule(MA_ZO, "9", "17", holidays=OPEN, closed_on=(Holiday.NIEUWJAARSDAG,))),
    "u456": hours(rule((MA,), "9", "12", holidays=HolidayPolicy.MOVED, moved_by=1)),
    "u457": hours(rule((VR,), "10", "11", holidays=HolidayPolicy.MOVED, moved_by=-1)),
    "u459": replace(hours(rule((MA,), "10", "12")), leftover=("rond de feestdagen andere tijden",)),
    # school holidays
    "u007": hours(rule((DO,), "9.30", "11.30", **closed_school())),
    "u472": hours(rule((VR,), "13", "15", holidays=CLOSED, **closed_school())),
    "u477": hours(rule((WO,), "10", "12", **only_school())),
    "u480": hours(rule(MA_DO, "9", "17", **closed_school()), rule((MA, WO), "10", "14", **only_school())),
    "u482": hours(rule((DI,), "13.30", "15.30", **closed_school(SchoolHoliday.MEI, SchoolHoliday.ZOMER))),
    "u486": hours(rule(MA_ZO, "11", "16", **only_school(SchoolHoliday.KERST))),
    # appointments, other hours, no hours
    "u504": NOTHING_BUT_APPOINTMENTS,
    "u510": hours(rule((DI,), "10", "12", appointment=NEEDED)),
    "u519": hours(rule((MA,), "10", "12", appointment=POSSIBLE)),
    "u523": hours(rule(MA_DO, "9", "12"), Rule(basis=Basis.APPOINTMENT)),
    "u525": hours(rule((DI,), "10", "12", appointment=NONE), rule((DO,), "10", "12", appointment=NEEDED)),
    "u528": hours(
        rule((MA,), "9", "11", appointment=NONE),
        Rule(basis=Basis.APPOINTMENT, except_days=(week(MA),)),
    ),
    "u533": hours(rule((VR,), "10", "11.30", appointment=NONE)),
    "u560": hours(LIBRARY),
    "u048": hours(Rule(days=Days(valid_from=date(2024, 6, 1)), basis=Basis.LOCATION)),
    "u564": hours(rule((DI,), "10", "12"), Rule(basis=Basis.LOCATION, except_days=(week(DI),))),
    "u571": hours(Rule(basis=Basis.UNKNOWN)),
    "u574": hours(rule((MA,), "9", "12"), Rule(basis=Basis.UNKNOWN, except_days=(week(MA),))),
    "u577": hours(),
    "u590": hours(Rule(days=week(DO), opens_at=at("14"))),
    "u591": hours(Rule(days=week(*WORKDAYS), closes_at=at("17"))),
    "u293": hours(Rule(days=week(DI))),
    # day and night
    "u595": hours(rule(MA_ZO, "0", "24")),
    "u598": hours(rule(MA_ZO, "0", "24", holidays=OPEN)),
    "u604": hours(rule((VR, ZA), "20", "1")),
    "u606": hours(rule(MA_DO, "17", "24")),
    "u608": hours(rule(MA_ZO, "21", "8")),
    # OpenStreetMap: `;` replaces, `,` adds
    "u635": with_all(
        rule(WORKDAYS, "8", "12"),
        rule(WORKDAYS, "13", "17.30"),
        rule((ZA,), "8", "12"),
        holidays=CLOSED,
        school=SchoolPolicy.CLOSED,
    ),
    "u639": hours(rule(week(MA, weeks=(16,)), "8.30", "20")),
    "u641": hours(rule(MA_ZO, "10", "18", holidays=OPEN)),
    "u643": hours(rule(WORKDAYS, "9", "12.30", holidays=CLOSED), rule(EVERY_HOLIDAY, "10", "11")),
    "u649": hours(rule((DI,), "14", "16", except_days=(week(DI, nth=(1,)),))),
    "u650": hours(rule(week(DI, weeks=tuple(range(2, 53, 2))), "10", "12")),
    "u656": hours(
        rule(week(*WORKDAYS, valid_from=date(2026, 3, 30), valid_to=date(2026, 4, 24)), "10", "12")
    ),
    "u659": with_all(
        rule(WORKDAYS, "9", "17", except_days=(yearly((12, 24), (12, 25), (12, 26)),)),
        rule(yearly((12, 24)), "9", "13"),
        holidays=CLOSED,
    ),
    "u660": hours(
        rule((DI, WO, DO, VR, ZA), "10", "17"),
        Rule(days=Days(seasons=(Season((12, 21), (1, 3)),)), basis=Basis.CLOSED),
    ),
    "u677": hours(rule(WORKDAYS, "9", "12"), Rule(days=week(ZA), basis=Basis.UNKNOWN)),
    "u684": hours(rule(Days(holidays=(Holiday.EERSTE_PAASDAG,)), "12", "17")),
    "u685": hours(rule(MA_ZO, "10", "17", closed_on=(Holiday.GOEDE_VRIJDAG,))),
    "u693": hours(Rule(basis=Basis.CLOSED)),
    # several at once
    "u695": with_all(
        rule(WORKDAYS, "9", "12.30"),
        rule((MA, DI, DO, VR), "13.30", "17"),
        rule(week(ZA, nth=(1,)), "10", "13"),
        holidays=CLOSED,
    ),
    "u696": with_all(
        rule(week(DI, weeks=EVEN_WEEKS), "9.30", "11.30"),
        rule(week(DO, weeks=ODD_WEEKS), "13.30", "15.30"),
        school=SchoolPolicy.CLOSED,
        appointment=NONE,
    ),
    "u697": with_all(
        rule(week(DI, seasons=(TAX_SEASON,)), "10", "12"),
        rule(week(DO, nth=(1, 3), seasons=(TAX_SEASON,)), "19", "20.30"),
        appointment=NEEDED,
    ),
    "u698": hours(rule(week(MA, nth=(1,)), "13.30", "15", holidays=CLOSED, except_days=(JULI_AUGUSTUS,))),
    "u699": hours(
        rule(week(WO, interval=Interval(2, date(2026, 4, 1)), valid_from=date(2026, 4, 1)), "10", "12"),
        rule(week(VR, valid_from=date(2026, 4, 1)), "14", "16"),
    ),
    "u702": with_all(
        rule(week(*MA_DO, seasons=(TAX_SEASON,)), "10", "16"),
        rule((MA,), "10", "12", except_days=(Days(seasons=(TAX_SEASON,)),)),
        appointment=NONE,
    ),
    "u703": with_all(
        rule((MA, DI, WO, VR), "9", "17"),
        rule((DO,), "9", "20"),
        holidays=CLOSED,
        except_days=(period("2026-12-24", "2027-01-01"),),
    ),
}
