"""Further texts, in the same constructs as tests/cases/uren.csv, with what a person takes from each.

Written before they were put to the reader, to see whether it covers the grammar and not the table. All are made up, in
the manner of pages and sheets of libraries and social services; uren.md has the rules by which they are read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

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
    Season,
)
from tests.hours.hand_built import (
    CLOSED,
    DI,
    DO,
    EVERY_HOLIDAY,
    JULI_AUGUSTUS,
    KERST,
    LIBRARY,
    MA,
    MA_DO,
    MA_ZA,
    MA_ZO,
    NEEDED,
    NONE,
    NOTHING_BUT_APPOINTMENTS,
    OPEN,
    PASEN,
    POSSIBLE,
    VR,
    WO,
    ZA,
    ZO,
    closed_school,
    hours,
    on,
    only_school,
    period,
    rule,
    week,
    with_all,
)


class Further(NamedTuple):
    """A text and what it says; `leftover` and `doubt` as in uren.csv."""

    text: str
    hours: Hours
    leftover: str = ""
    doubt: str = ""
    lang: str = "nl"
    as_of: date | None = None


def every(weeks: int, first: str, *days: object) -> Days:
    """Every so many weeks, from a first date on."""
    anchor = date.fromisoformat(first)
    return week(*days, interval=Interval(weeks, anchor), valid_from=anchor)  # type: ignore[arg-type]


def month_season(first: int, last: int) -> tuple[Season, ...]:
    return (Season.of_months(first, last),)


MOVED_LATER = {"holidays": HolidayPolicy.MOVED, "moved_by": 1}
MOVED_EARLIER = {"holidays": HolidayPolicy.MOVED, "moved_by": -1}
UNKNOWN = hours(Rule(basis=Basis.UNKNOWN))

TIMES = (
    Further("Elke dinsdagochtend van 9.30u tot 11.30u", hours(rule((DI,), "9.30", "11.30"))),
    Further("donderdag tussen half tien en half twaalf", hours(rule((DO,), "9.30", "11.30"))),
    Further("woensdag 13 uur tot 15 uur", hours(rule((WO,), "13", "15"))),
    Further("ma 9:30 t/m 12:00", hours(rule((MA,), "9.30", "12"))),
    Further(
        "vrijdag van 09.30 uur tot 12.00 uur en van 13.00 uur tot 15.30 uur",
        hours(rule((VR,), "9.30", "12"), rule((VR,), "13", "15.30")),
    ),
    Further("di 10.00h - 12.00h", hours(rule((DI,), "10", "12"))),
    Further("dinsdag 9-12u en 13-16u30", hours(rule((DI,), "9", "12"), rule((DI,), "13", "16.30"))),
    Further(
        "vr 8.30 - 12.30 uur & 13.00 - 17.00 uur",
        hours(rule((VR,), "8.30", "12.30"), rule((VR,), "13", "17")),
    ),
    Further("maandag van kwart over negen tot elf uur", hours(rule((MA,), "9.15", "11"))),
    Further("elke donderdag van 1 tot 3 uur 's middags", hours(rule((DO,), "13", "15"))),
    Further("woensdag van twee uur tot half vijf", hours(rule((WO,), "14", "16.30"))),
    Further("dinsdagavond 7.30 - 9.00 uur", hours(rule((DI,), "19.30", "21"))),
    Further("Open: do 10 u. - 12 u.", hours(rule((DO,), "10", "12"))),
    Further("ma 9.00 / 12.00 uur", hours(rule((MA,), "9", "12"))),
    Further("10.00-12.00 uur op dinsdag", hours(rule((DI,), "10", "12"))),
    Further("van 10 tot 12 uur op maandag en woensdag", hours(rule((MA, WO), "10", "12"))),
    Further("Tijd: 14.00 - 16.00 uur, dag: donderdag", hours(rule((DO,), "14", "16"))),
    Further("wo 19:30–21:00 u.", hours(rule((WO,), "19.30", "21"))),
)
DAYS = (
    Further("ma. t/m do. van 9.00 - 12.00 uur", hours(rule(MA_DO, "9", "12"))),
    Further("Maandag, dinsdag & vrijdag 10:00 - 12:00", hours(rule((MA, DI, VR), "10", "12"))),
    Further("op maandag- en dinsdagmiddag van 13.00 tot 16.00 uur", hours(rule((MA, DI), "13", "16"))),
    Further("iedere werkdag behalve woensdag van 9 tot 12 uur", hours(rule((MA, DI, DO, VR), "9", "12"))),
    Further("ma t/m vr (behalve wo) 9-12 uur", hours(rule((MA, DI, DO, VR), "9", "12"))),
    Further("dinsdagen en donderdagen van 14.00 tot 16.00 uur", hours(rule((DI, DO), "14", "16"))),
    Further(
        "Dagelijks, behalve op maandag, van 13 tot 17 uur", hours(rule((DI, WO, DO, VR, ZA, ZO), "13", "17"))
    ),
    Further("vrijdag tot en met zondag van 12 tot 17 uur", hours(rule((VR, ZA, ZO), "12", "17"))),
    Further(
        "maandag en woensdag: 9-12, vrijdag: 13-16", hours(rule((MA, WO), "9", "12"), rule((VR,), "13", "16"))
    ),
    Further("di 10-12 | do 14-16", hours(rule((DI,), "10", "12"), rule((DO,), "14", "16"))),
    Further(
        "ma t/m vr 9.00-17.00 uur, donderdag 9.00-21.00 uur",
        hours(rule((MA, DI, WO, VR), "9", "17"), rule((DO,), "9", "21")),
    ),
    Further(
        "Maandag t/m vrijdag van 9.00 tot 17.00 uur, vrijdag tot 16.00 uur.",
        hours(rule(MA_DO, "9", "17"), rule((VR,), "9", "16")),
    ),
    Further("op dins- en donderdag van 10 tot 12 uur", hours(rule((DI, DO), "10", "12"))),
    Further("zaterdag en zondag gesloten, ma-vr 8-17 uur", hours(rule(WORKDAYS, "8", "17"))),
    Further("Elke maandag- en donderdagavond 19.00-21.00 uur", hours(rule((MA, DO), "19", "21"))),
    Further(
        "Ma t/m Do: 9.00 tot 17.00 uur | Vr: 9.00 tot 12.00 uur",
        hours(rule(MA_DO, "9", "17"), rule((VR,), "9", "12")),
    ),
    Further(
        "weekdagen 9.00-12.00, zaterdag 10.00-12.00",
        hours(rule(WORKDAYS, "9", "12"), rule((ZA,), "10", "12")),
    ),
    Further("van ma t/m wo 9-12 en do 13-16", hours(rule((MA, DI, WO), "9", "12"), rule((DO,), "13", "16"))),
    Further(
        "Wij zijn er op dinsdag en vrijdag, van 9.30 tot 11.30 uur.", hours(rule((DI, VR), "9.30", "11.30"))
    ),
    Further(
        "Spreekuur op maandag van 9 tot 11 uur in de bibliotheek en op woensdag van 13 tot 15 uur in het gemeentehuis",
        hours(rule((MA,), "9", "11"), rule((WO,), "13", "15")),
    ),
    Further("dinsdag en donderdag; 10.00-12.00 uur", hours(rule((DI, DO), "10", "12"))),
    Further("MA/WO/VR: 09.00u - 12.00u", hours(rule((MA, WO, VR), "9", "12"))),
)
TYPOS = (
    Further("diinsdag 10-12", hours(rule((DI,), "10", "12"))),
    Further("woensdg 9-11 uur", hours(rule((WO,), "9", "11"))),
    Further("donderdg 14-16", hours(rule((DO,), "14", "16"))),
    Further("Zatedag 11-13 uur", hours(rule((ZA,), "11", "13"))),
    Further("woesdag 13-15 uur", hours(rule((WO,), "13", "15"))),
    Further("vrijdagg 9.00-12.00", hours(rule((VR,), "9", "12"))),
    Further("donderag en vrijadg 10-12 uur", hours(rule((DO, VR), "10", "12"))),
    Further("maandga t/m vrijdag 9-17 uur", hours(rule(WORKDAYS, "9", "17"))),
    Further("Wendesday 10:00-12:00", hours(rule((WO,), "10", "12")), lang="en"),
    Further("Tusday 14:00-16:00", hours(rule((DI,), "14", "16")), lang="en"),
    Further("Thurdsay 9:00-11:00", hours(rule((DO,), "9", "11")), lang="en"),
)
TABLES = (
    Further(
        "Maandag: 09:00 - 12:00 / 13:00 - 17:00\nDinsdag: gesloten\nWoensdag: 09:00 - 12:00",
        hours(rule((MA, WO), "9", "12"), rule((MA,), "13", "17")),
    ),
    Further(
        "ma | di | wo | do | vr\n9-12 | - | 13-16 | - | 9-12",
        hours(rule((MA, VR), "9", "12"), rule((WO,), "13", "16")),
    ),
    Further(
        "Maandag\tDinsdag\tWoensdag\tDonderdag\tVrijdag\n10.00-12.00\tgesloten\t10.00-12.00\tgesloten\t14.00-16.00",
        hours(rule((MA, WO), "10", "12"), rule((VR,), "14", "16")),
    ),
    Further(
        "ma: 10-12 / di: - / wo: 10-12 / do: - / vr: 13-15",
        hours(rule((MA, WO), "10", "12"), rule((VR,), "13", "15")),
    ),
    Further(
        "Maandag 9.00 - 12.00\nDinsdag 9.00 - 12.00\nWoensdag -\nDonderdag 13.00 - 16.00\nVrijdag -",
        hours(rule((MA, DI), "9", "12"), rule((DO,), "13", "16")),
    ),
    Further(
        "Maandag | 9.00-12.00 | 13.00-17.00\nDinsdag | 9.00-12.00 | gesloten\nWoensdag | gesloten | 13.00-17.00",
        hours(rule((MA, DI), "9", "12"), rule((MA, WO), "13", "17")),
    ),
    Further("Ma: geen, Di: 9:00-11:00, Wo: geen, Do: 9:00-11:00, Vr: geen", hours(rule((DI, DO), "9", "11"))),
    Further("maandag n.v.t., dinsdag 10-12, woensdag n.v.t.", hours(rule((DI,), "10", "12"))),
    Further(
        "Dag | Van | Tot\nMaandag | 9.00 | 12.00\nDonderdag | 13.30 | 16.00",
        hours(rule((MA,), "9", "12"), rule((DO,), "13.30", "16")),
    ),
)
WEEKS = (
    Further("in de oneven weken op dinsdag 10-12", hours(rule(week(DI, weeks=ODD_WEEKS), "10", "12"))),
    Further("di (oneven week) 13-15", hours(rule(week(DI, weeks=ODD_WEEKS), "13", "15"))),
    Further("woensdag 10-12 uur in de even weken", hours(rule(week(WO, weeks=EVEN_WEEKS), "10", "12"))),
    Further(
        "om de 2 weken op maandag 14-16 uur vanaf 5 januari 2026",
        hours(rule(every(2, "2026-01-05", MA), "14", "16")),
    ),
    Further(
        "eens per twee weken op donderdag 10-12 (start 8 januari 2026)",
        hours(rule(every(2, "2026-01-08", DO), "10", "12")),
    ),
    Further(
        "maandag om de week, 13-15 uur",
        hours(rule(week(MA, interval=Interval(2, None)), "13", "15")),
        doubt="phase_missing",
    ),
    Further(
        "elke twee weken op vrijdag 9-11 uur",
        hours(rule(week(VR, interval=Interval(2, None)), "9", "11")),
        doubt="phase_missing",
    ),
    Further(
        "om de veertien dagen dinsdag 10-12",
        hours(rule(week(DI, interval=Interval(2, None)), "10", "12")),
        doubt="phase_missing",
    ),
    Further(
        "wo 10-12 uur, om de week",
        hours(rule(week(WO, interval=Interval(2, None)), "10", "12")),
        doubt="phase_missing",
    ),
    Further(
        "wo 10-12 uur, om de week vanaf 7 januari 2026", hours(rule(every(2, "2026-01-07", WO), "10", "12"))
    ),
    Further(
        "Even weken: dinsdag 14.00-16.00 uur. Oneven weken: donderdag 10.00-12.00 uur.",
        hours(rule(week(DI, weeks=EVEN_WEEKS), "14", "16"), rule(week(DO, weeks=ODD_WEEKS), "10", "12")),
    ),
    Further(
        "elke oneven week op maandag en woensdag van 9.00 tot 11.00 uur",
        hours(rule(week(MA, WO, weeks=ODD_WEEKS), "9", "11")),
    ),
    Further(
        "donderdagmiddag 13.30-15.30 uur (in even weken)",
        hours(rule(week(DO, weeks=EVEN_WEEKS), "13.30", "15.30")),
    ),
    Further(
        "elke eerste en derde donderdagmiddag van de maand van 14.00 tot 16.00 uur",
        hours(rule(week(DO, nth=(1, 3)), "14", "16")),
    ),
    Further("2e donderdag v/d maand van 19.30-21.00", hours(rule(week(DO, nth=(2,)), "19.30", "21"))),
    Further(
        "iedere laatste dinsdag van de maand tussen 10 en 12 uur",
        hours(rule(week(DI, nth=(-1,)), "10", "12")),
    ),
    Further(
        "op de eerste maandag en de derde woensdag van de maand van 10 tot 12 uur",
        hours(rule(week(MA, nth=(1,)), "10", "12"), rule(week(WO, nth=(3,)), "10", "12")),
    ),
    Further("de tweede en vierde vrijdag van de maand 14-16u", hours(rule(week(VR, nth=(2, 4)), "14", "16"))),
    Further("Elke 1e maandag v.d. mnd: 13.00 - 14.30 uur", hours(rule(week(MA, nth=(1,)), "13", "14.30"))),
    Further("maandag 10-12 (1e en 3e van de maand)", hours(rule(week(MA, nth=(1, 3)), "10", "12"))),
    Further(
        "eerste woensdag v/d maand: 14.00 - 16.00 uur (m.u.v. juli en augustus)",
        hours(rule(week(WO, nth=(1,)), "14", "16", except_days=(JULI_AUGUSTUS,))),
    ),
    Further("elke maand op de tweede dinsdag van 10-12", hours(rule(week(DI, nth=(2,)), "10", "12"))),
    Further(
        "laatste donderdag van de maand, behalve in december, 13.30 - 15.00 uur",
        hours(rule(week(DO, nth=(-1,)), "13.30", "15", except_days=(Days(months=(12,)),))),
    ),
    Further(
        "1e dinsdag van de maand 10-12, 3e dinsdag van de maand 19-21",
        hours(rule(week(DI, nth=(1,)), "10", "12"), rule(week(DI, nth=(3,)), "19", "21")),
    ),
    Further(
        "elke eerste en tweede woensdag van de maand van 10.00 tot 11.30 uur",
        hours(rule(week(WO, nth=(1, 2)), "10", "11.30")),
    ),
    Further(
        "dinsdag 14-16 uur (elke 2e en 4e dinsdag van de maand)",
        hours(rule(week(DI, nth=(2, 4)), "14", "16")),
    ),
    Further(
        "iedere tweede en vierde maandag in de maand, 9.00-10.30",
        hours(rule(week(MA, nth=(2, 4)), "9", "10.30")),
    ),
    Further("maandelijks, elke derde vrijdag van 15 tot 17 uur", hours(rule(week(VR, nth=(3,)), "15", "17"))),
)
SEASONS = (
    Further("maart, april en mei: woensdag 13-15", hours(rule(week(WO, months=(3, 4, 5)), "13", "15"))),
    Further(
        "van september tot en met juni op maandag 10-12 uur",
        hours(rule(week(MA, seasons=month_season(9, 6)), "10", "12")),
    ),
    Further(
        "1 februari - 30 april: ma en wo 9.30-11.30 uur",
        hours(rule(week(MA, WO, seasons=(Season((2, 1), (4, 30)),)), "9.30", "11.30")),
    ),
    Further(
        "tussen 1 maart en 30 april elke donderdag van 14 tot 16 uur",
        hours(rule(week(DO, seasons=(TAX_SEASON,)), "14", "16")),
    ),
    Further(
        "vanaf september 2026 elke woensdag 13-15 uur",
        hours(rule(week(WO, valid_from=date(2026, 9, 1)), "13", "15")),
    ),
    Further(
        "t/m december 2026 op maandag 9-11", hours(rule(week(MA, valid_to=date(2026, 12, 31)), "9", "11"))
    ),
    Further("Alleen in maart en april, donderdag 10-12", hours(rule(week(DO, months=(3, 4)), "10", "12"))),
    Further(
        "gedurende de aangifteperiode dinsdag en donderdag van 10.00 tot 12.00 uur",
        hours(rule(week(DI, DO, seasons=(TAX_SEASON,)), "10", "12")),
    ),
    Further(
        "Tijdens de belastingaangifteperiode (maart en april) op vrijdag 9-12 uur",
        hours(rule(week(VR, seasons=(TAX_SEASON,)), "9", "12")),
    ),
    Further("di 10-12 uur (maart/april)", hours(rule(week(DI, months=(3, 4)), "10", "12"))),
    Further("ma 14-16 uur, alleen in maart en april", hours(rule(week(MA, months=(3, 4)), "14", "16"))),
    Further(
        "woensdag 10-12 uur (van oktober t/m maart)",
        hours(rule(week(WO, seasons=month_season(10, 3)), "10", "12")),
    ),
    Further(
        "di 13-15 uur, m.u.v. de maanden juli en augustus",
        hours(rule((DI,), "13", "15", except_days=(JULI_AUGUSTUS,))),
    ),
    Further(
        "in de aangifteperiode (van 1 maart tot 1 mei) ma t/m vr 9.00-17.00 uur",
        hours(rule(week(*WORKDAYS, seasons=(TAX_SEASON,)), "9", "17")),
    ),
    Further(
        "in juli en augustus gesloten, verder elke maandag 10-12 uur",
        hours(rule((MA,), "10", "12", except_days=(JULI_AUGUSTUS,))),
    ),
    Further(
        "elke dinsdag 10-12 uur. In de aangifteperiode ook op donderdag van 19.00 tot 21.00 uur.",
        hours(rule((DI,), "10", "12"), rule(week(DO, seasons=(TAX_SEASON,)), "19", "21")),
    ),
    Further(
        "januari t/m april: di en do 10-12 uur; mei t/m december: di 10-12 uur",
        hours(
            rule(week(DI, DO, seasons=month_season(1, 4)), "10", "12"),
            rule(week(DI, seasons=month_season(5, 12)), "10", "12"),
        ),
    ),
    Further(
        "vanaf 1 maart 2026 op ma 10-12, vanaf 1 mei 2026 op di 10-12",
        hours(
            rule(week(MA, valid_from=date(2026, 3, 1)), "10", "12"),
            rule(week(DI, valid_from=date(2026, 5, 1)), "10", "12"),
        ),
    ),
    Further(
        "maandag 10-12 uur, van 1 oktober 2026 t/m 31 maart 2027",
        hours(rule(week(MA, valid_from=date(2026, 10, 1), valid_to=date(2027, 3, 31)), "10", "12")),
    ),
    Further(
        "vrijdag 14-16 uur vanaf 1-9-2026", hours(rule(week(VR, valid_from=date(2026, 9, 1)), "14", "16"))
    ),
    Further(
        "woensdag 9-11 uur, tot 1 juli 2026", hours(rule(week(WO, valid_to=date(2026, 6, 30)), "9", "11"))
    ),
    Further(
        "vanaf 1 april: dinsdag 10-12 uur",
        hours(rule(week(DI, valid_from=date(2026, 4, 1)), "10", "12")),
        as_of=date(2026, 3, 1),
    ),
)
DATES = (
    Further("zaterdag 10 januari 2026 van 11.00 tot 14.00 uur", hours(rule(on("2026-01-10"), "11", "14"))),
    Further(
        "Op 5, 12 en 19 maart 2026 van 10.00-12.00 uur",
        hours(rule(on("2026-03-05", "2026-03-12", "2026-03-19"), "10", "12")),
    ),
    Further(
        "5 maart, 2 april en 7 mei 2026: 14-16 uur",
        hours(rule(on("2026-03-05", "2026-04-02", "2026-05-07"), "14", "16")),
    ),
    Further(
        "ma 2 mrt 2026 10:00-12:00, ma 16 mrt 2026 10:00-12:00",
        hours(rule(on("2026-03-02", "2026-03-16"), "10", "12")),
    ),
    Further(
        "24-03-2026 13.30-15.30; 21-04-2026 13.30-15.30",
        hours(rule(on("2026-03-24", "2026-04-21"), "13.30", "15.30")),
    ),
    Further("vr 10/04/2026 9-12 uur", hours(rule(on("2026-04-10"), "9", "12"))),
    Further(
        "dinsdag 3 en donderdag 5 maart 2026, 19.00-21.00 uur",
        hours(rule(on("2026-03-03", "2026-03-05"), "19", "21")),
    ),
    Further(
        "di 10-12; niet op 14 april en 5 mei 2026",
        hours(rule((DI,), "10", "12", except_days=(on("2026-04-14", "2026-05-05"),))),
    ),
    Further(
        "woensdag 4 maart 2026 van 10.00 tot 12.00 uur en donderdag 5 maart 2026 van 14.00 tot 16.00 uur",
        hours(rule(on("2026-03-04"), "10", "12"), rule(on("2026-03-05"), "14", "16")),
    ),
    Further("12.03.2026, 10.00-12.00 uur", hours(rule(on("2026-03-12"), "10", "12"))),
    Further(
        "2 t/m 6 maart 2026 dagelijks van 10 tot 16 uur",
        hours(rule(period("2026-03-02", "2026-03-06"), "10", "16")),
    ),
    Further("di 7 april: 10-12 uur", hours(rule(on("2026-04-07"), "10", "12")), as_of=date(2026, 3, 15)),
    Further(
        "maandag 14-16 uur; op 13 april van 10 tot 12 uur",
        replace(
            hours(
                rule((MA,), "14", "16", except_days=(on("2026-04-13"),)), rule(on("2026-04-13"), "10", "12")
            )
        ),
        as_of=date(2026, 3, 15),
    ),
)
HOLIDAYS = (
    Further("ma t/m vr 9-12 uur, feestdagen uitgezonderd", hours(rule(WORKDAYS, "9", "12", holidays=CLOSED))),
    Further(
        "dinsdag 14-16 uur, m.u.v. officiële feestdagen", hours(rule((DI,), "14", "16", holidays=CLOSED))
    ),
    Further("Ma-za 9-18 uur, gesloten op zon- en feestdagen", hours(rule(MA_ZA, "9", "18", holidays=CLOSED))),
    Further(
        "elke maandag 10-12 uur, op nationale feestdagen is er geen spreekuur",
        hours(rule((MA,), "10", "12", holidays=CLOSED)),
    ),
    Further(
        "dagelijks 10-17 uur, eerste en tweede paasdag gesloten",
        hours(rule(MA_ZO, "10", "17", closed_on=PASEN)),
    ),
    Further(
        "ma-vr 9-17 uur; gesloten op Koningsdag en met Kerst",
        hours(rule(WORKDAYS, "9", "17", closed_on=(Holiday.KONINGSDAG, *KERST))),
    ),
    Further(
        "maandag 13-15 uur, geen spreekuur op tweede pinksterdag en tweede paasdag",
        hours(rule((MA,), "13", "15", closed_on=(Holiday.TWEEDE_PINKSTERDAG, Holiday.TWEEDE_PAASDAG))),
    ),
    Further(
        "dagelijks 9-17 uur, ook tijdens feestdagen geopend", hours(rule(MA_ZO, "9", "17", holidays=OPEN))
    ),
    Further(
        "ma t/m za 9-18, zondag en feestdagen 12-17",
        hours(
            rule(MA_ZA, "9", "18", holidays=CLOSED),
            rule((ZO,), "12", "17", holidays=CLOSED),
            rule(EVERY_HOLIDAY, "12", "17"),
        ),
    ),
    Further(
        "Tijdens feestdagen gesloten. Ma t/m vr 8.30-12.00 uur.",
        hours(rule(WORKDAYS, "8.30", "12", holidays=CLOSED)),
    ),
    Further("maandag 10-12 uur; op feestdagen een dag later", hours(rule((MA,), "10", "12", **MOVED_LATER))),
    Further(
        "Elke maandag 14-16 uur. Valt het spreekuur op een feestdag, dan is het een dag later.",
        hours(rule((MA,), "14", "16", **MOVED_LATER)),
    ),
    Further("maandag 9-11 uur (op een feestdag op dinsdag)", hours(rule((MA,), "9", "11", **MOVED_LATER))),
    Further(
        "vrijdag 10-12 uur, bij feestdagen een dag eerder", hours(rule((VR,), "10", "12", **MOVED_EARLIER))
    ),
    Further(
        "eerste maandag van de maand 14-16 uur, op feestdagen een week later",
        replace(hours(rule(week(MA, nth=(1,)), "14", "16"))),
        leftover="op feestdagen een week later",
    ),
    Further(
        "dinsdag 10-12 (niet in de zomervakantie en kerstvakantie)",
        hours(rule((DI,), "10", "12", **closed_school(SchoolHoliday.ZOMER, SchoolHoliday.KERST))),
    ),
    Further(
        "wo 13.30-15.30 uur, in de schoolvakanties geen inloop",
        hours(rule((WO,), "13.30", "15.30", **closed_school())),
    ),
    Further(
        "buiten schoolvakanties elke donderdag 10-12 uur", hours(rule((DO,), "10", "12", **closed_school()))
    ),
    Further(
        "maandag 19-21 uur. Tijdens vakanties is er geen spreekuur.",
        hours(rule((MA,), "19", "21", **closed_school())),
    ),
    Further(
        "di en do 9-12 uur, tijdens alle schoolvakanties gesloten",
        hours(rule((DI, DO), "9", "12", **closed_school())),
    ),
    Further(
        "vr 10-12 uur (m.u.v. schoolvakanties en feestdagen)",
        hours(rule((VR,), "10", "12", holidays=CLOSED, **closed_school())),
    ),
    Further(
        "vr 10-12 uur, niet op feestdagen en in schoolvakanties",
        hours(rule((VR,), "10", "12", holidays=CLOSED, **closed_school())),
    ),
    Further(
        "In de herfstvakantie: di t/m do 13-16 uur",
        hours(rule((DI, WO, DO), "13", "16", **only_school(SchoolHoliday.HERFST))),
    ),
    Further(
        "woensdag 14-16 uur; gesloten van 20 juli t/m 30 augustus 2026",
        hours(rule((WO,), "14", "16", except_days=(period("2026-07-20", "2026-08-30"),))),
    ),
    Further(
        "wegens vakantie gesloten van 3 t/m 14 augustus 2026. Ma 10-12 uur.",
        hours(rule((MA,), "10", "12", except_days=(period("2026-08-03", "2026-08-14"),))),
    ),
)
APPOINTMENTS = (
    Further(
        "ma 9-12 inloop, do 9-12 op afspraak",
        hours(rule((MA,), "9", "12", appointment=NONE), rule((DO,), "9", "12", appointment=NEEDED)),
    ),
    Further("dinsdag 10-12 uur (op afspraak)", hours(rule((DI,), "10", "12", appointment=NEEDED))),
    Further(
        "Op dinsdagmiddag van 13 tot 16 uur kunt u zonder afspraak binnenlopen",
        hours(rule((DI,), "13", "16", appointment=NONE)),
    ),
    Further(
        "wo 13-15 vrije inloop, overige tijden op afspraak",
        hours(
            rule((WO,), "13", "15", appointment=NONE), Rule(basis=Basis.APPOINTMENT, except_days=(week(WO),))
        ),
    ),
    Further(
        "spreekuur op dinsdag van 10 tot 12. Aanmelden vooraf is niet nodig.",
        hours(rule((DI,), "10", "12", appointment=NONE)),
    ),
    Further("na telefonische afspraak", NOTHING_BUT_APPOINTMENTS),
    Further(
        "Alleen op telefonische afspraak: ma t/m vr 9-12 uur",
        hours(rule(WORKDAYS, "9", "12", appointment=NEEDED)),
    ),
    Further(
        "u kunt zonder afspraak langskomen op ma en do van 10 tot 12 uur",
        hours(rule((MA, DO), "10", "12", appointment=NONE)),
    ),
    Further("alleen volgens afspraak", NOTHING_BUT_APPOINTMENTS),
    Further(
        "donderdag 9-11 uur, een afspraak is niet nodig", hours(rule((DO,), "9", "11", appointment=NONE))
    ),
    Further(
        "donderdag 9-11 uur. Een afspraak is verplicht.", hours(rule((DO,), "9", "11", appointment=NEEDED))
    ),
    Further(
        "inloopspreekuur: ma 10-12 uur; spreekuur op afspraak: wo 13-16 uur",
        hours(rule((MA,), "10", "12", appointment=NONE), rule((WO,), "13", "16", appointment=NEEDED)),
    ),
    Further("vr 9-11 uur, met of zonder afspraak", hours(rule((VR,), "9", "11", appointment=POSSIBLE))),
    Further(
        "di 13-15 uur, u hoeft zich niet aan te melden", hours(rule((DI,), "13", "15", appointment=NONE))
    ),
    Further(
        "Spreekuur ma 14-16 uur (uitsluitend na afspraak via 088-0000000)",
        hours(rule((MA,), "14", "16", appointment=NEEDED)),
    ),
    Further(
        "telefonisch bereikbaar op ma en wo van 9 tot 12 uur, spreekuur op do van 13 tot 15 uur",
        hours(rule((DO,), "13", "15")),
    ),
    Further("Bel op maandag tussen 9 en 11 uur voor een afspraak", NOTHING_BUT_APPOINTMENTS),
    Further("do 13-15 uur. Telefonisch: ma t/m vr 9-17 uur", hours(rule((DO,), "13", "15"))),
)
ELSEWHERE = (
    Further("gelijk aan de openingstijden van de bibliotheek", hours(LIBRARY)),
    Further("zie openingstijden bibliotheek", hours(LIBRARY)),
    Further("open tijdens de openingstijden van het buurthuis", hours(LIBRARY)),
    Further("tijdens de openingstijden van het gemeentehuis", hours(LIBRARY)),
    Further(
        "binnen de openingstijden van de bibliotheek, zonder afspraak", with_all(LIBRARY, appointment=NONE)
    ),
    Further(
        "Di 10-12 uur, verder tijdens de openingstijden van de bibliotheek",
        hours(rule((DI,), "10", "12"), Rule(basis=Basis.LOCATION, except_days=(week(DI),))),
    ),
    Further(
        "tijdens openingstijden van de bibliotheek, alleen op afspraak", with_all(LIBRARY, appointment=NEEDED)
    ),
    Further("Kijk voor de actuele tijden op www.example.org", UNKNOWN),
    Further("zie agenda", UNKNOWN),
    Further("wisselende dagen en tijden", UNKNOWN),
    Further("op wisselende tijden", UNKNOWN),
    Further("nog niet bekend", UNKNOWN),
    Further("nader te bepalen", UNKNOWN),
    Further("variabel", UNKNOWN),
    Further("volgt nog", UNKNOWN),
    Further("di 14-16 uur, onder voorbehoud", hours(rule((DI,), "14", "16")), leftover="onder voorbehoud"),
    Further(
        "wo 10-12 uur (bij voldoende aanmeldingen)",
        hours(rule((WO,), "10", "12")),
        leftover="bij voldoende aanmeldingen",
    ),
    Further(
        "vr 9-11 uur, in de zomer om de week",
        hours(rule((VR,), "9", "11")),
        leftover="in de zomer om de week",
    ),
    Further(
        "ma 10-12 uur zolang de school open is",
        hours(rule((MA,), "10", "12")),
        leftover="zolang de school open is",
    ),
    Further(
        "dinsdag 10-12 uur, meestal ook donderdag",
        hours(rule((DI,), "10", "12")),
        leftover="meestal ook donderdag",
    ),
)
DOUBTS = (
    Further("di 3-5", hours(rule((DI,), "15", "17")), doubt="am_pm"),
    Further("ma van 8 tot 4", hours(rule((MA,), "8", "16")), doubt="am_pm"),
    Further("wo/zo 12-17 uur", hours(rule((WO, ZO), "12", "17")), doubt="pair_or_range"),
    Further(
        "op dinsdag om 14.00 uur",
        hours(Rule(days=week(DI), opens_at=rule((DI,), "14", "16").opens_at)),
        leftover="op dinsdag om 14.00 uur",
        doubt="end_missing",
    ),
    Further("woensdag 15.00-13.00 uur", hours(), leftover="15.00-13.00 uur", doubt="end_before_start"),
    Further("30 februari 2026 10-12 uur", hours(), leftover="30 februari 2026", doubt="impossible"),
    Further(
        "dinsdag 4 maart 2026 10-12 uur", hours(), leftover="dinsdag 4 maart 2026", doubt="contradiction"
    ),
    Further("zdag 10-12", hours(), leftover="zdag", doubt="ambiguous_day"),
    Further("14.00-16.00 uur", hours(), leftover="14.00-16.00 uur", doubt="day_missing"),
    Further(
        "twee keer per maand op woensdag van 10 tot 12 uur",
        hours(rule(week(WO, per_month=2), "10", "12")),
        doubt="phase_missing",
    ),
    Further("Saturdays 10 till 2", hours(rule((ZA,), "10", "14")), doubt="am_pm", lang="en"),
    Further(
        "05/06/2026 10:00-12:00", hours(rule(on("2026-06-05"), "10", "12")), doubt="ambiguous_date", lang="en"
    ),
)
ENGLISH = (
    Further("Mondays and Thursdays from 10am to noon", hours(rule((MA, DO), "10", "12")), lang="en"),
    Further("Tue 1.30pm-3.30pm", hours(rule((DI,), "13.30", "15.30")), lang="en"),
    Further(
        "Open weekdays 9am - 5pm, closed on bank holidays",
        hours(rule(WORKDAYS, "9", "17", holidays=CLOSED)),
        lang="en",
    ),
    Further(
        "Every first Monday of the month from 2pm to 4pm",
        hours(rule(week(MA, nth=(1,)), "14", "16")),
        lang="en",
    ),
    Further(
        "Wednesday 6-8pm by appointment only", hours(rule((WO,), "18", "20", appointment=NEEDED)), lang="en"
    ),
    Further(
        "Walk-in Tuesday 10am-12pm, no appointment required",
        hours(rule((DI,), "10", "12", appointment=NONE)),
        lang="en",
    ),
    Further(
        "Monday to Thursday 9:00 - 17:00, Friday 9:00 - 13:00",
        hours(rule(MA_DO, "9", "17"), rule((VR,), "9", "13")),
        lang="en",
    ),
    Further(
        "The last Thursday of each month, 10:00–12:00",
        hours(rule(week(DO, nth=(-1,)), "10", "12")),
        lang="en",
    ),
    Further(
        "Every second Tuesday of the month 14:00-16:00",
        hours(rule(week(DI, nth=(2,)), "14", "16")),
        lang="en",
    ),
    Further(
        "Every two weeks on Tuesday 10:00-12:00, starting 6 January 2026",
        hours(rule(every(2, "2026-01-06", DI), "10", "12")),
        lang="en",
    ),
    Further("2nd & 4th Wed of the month 3pm-5pm", hours(rule(week(WO, nth=(2, 4)), "15", "17")), lang="en"),
    Further("Mon, Wed, Fri 9-12", hours(rule((MA, WO, VR), "9", "12")), lang="en"),
    Further("Thursday evenings 7pm to 9pm", hours(rule((DO,), "19", "21")), lang="en"),
    Further("Sat & Sun 12 noon - 4 pm", hours(rule(WEEKEND, "12", "16")), lang="en"),
    Further(
        "from 1 March until 30 April on Fridays, 10:00-12:00",
        hours(rule(week(VR, seasons=(TAX_SEASON,)), "10", "12")),
        lang="en",
    ),
    Further(
        "Tuesdays 2pm-4pm except in July and August",
        hours(rule((DI,), "14", "16", except_days=(JULI_AUGUSTUS,))),
        lang="en",
    ),
    Further("Weekdays except Wednesday, 9 am to 1 pm", hours(rule((MA, DI, DO, VR), "9", "13")), lang="en"),
    Further(
        "Mon-Fri 9am-5pm, Thu 9am-8pm, closed weekends",
        hours(rule((MA, DI, WO, VR), "9", "17"), rule((DO,), "9", "20")),
        lang="en",
    ),
    Further(
        "By appointment, Tuesdays 10:00-16:00", hours(rule((DI,), "10", "16", appointment=NEEDED)), lang="en"
    ),
    Further(
        "Thursday 14:00-16:00 during term time", hours(rule((DO,), "14", "16", **closed_school())), lang="en"
    ),
)
FURTHER = (
    *TIMES, *DAYS, *TYPOS, *TABLES, *WEEKS, *SEASONS, *DATES, *HOLIDAYS, *APPOINTMENTS, *ELSEWHERE, *DOUBTS, *ENGLISH,
)  # fmt: skip
