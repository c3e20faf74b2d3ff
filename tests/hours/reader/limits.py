"""What closes, limits or ends, with what a person takes from it: it is read as it is meant, or left over, never lost.

From a review of the reader by somebody who set out to have it misread texts; each of his with others of its kind.
All are made up; the meaning of each was written down before the reader was mended.
"""

from __future__ import annotations

from datetime import date

from sociale_kaart.hours.schedule import EVEN_WEEKS, WORKDAYS, Basis, Days, Holiday, Rule, SchoolHoliday
from tests.hours.hand_built import (
    CLOSED,
    DI,
    DO,
    EVERY_HOLIDAY,
    KERST,
    MA,
    MA_DO,
    MA_ZO,
    OPEN,
    VR,
    WO,
    closed_school,
    hours,
    only_school,
    period,
    rule,
    week,
    yearly,
)
from tests.hours.reader.further import Further, every

NOVEMBER = date(2026, 11, 1)
TUESDAY = hours(rule((DI,), "10", "12"))
MONDAY = hours(rule((MA,), "9", "12"))
ALL_WEEK = hours(rule(WORKDAYS, "9", "17"))
NOON_CLOSED = hours(rule(WORKDAYS, "9", "12"), rule(WORKDAYS, "13", "17"))


def no_noon(*days: object) -> tuple[Rule, Rule]:
    """From nine to five, but not from twelve to one."""
    return rule(days, "9", "12"), rule(days, "13", "17")  # type: ignore[arg-type]


ENDS = (
    Further(
        "tot 1 maart: di 10-12",
        hours(rule(week(DI, valid_to=date(2027, 2, 28)), "10", "12")),
        as_of=NOVEMBER,
    ),
    Further(
        "tot 1 januari: di 10-12; daarna: wo 10-12",
        hours(
            rule(week(DI, valid_to=date(2026, 12, 31)), "10", "12"),
            rule(week(WO, valid_from=date(2027, 1, 1)), "10", "12"),
        ),
        as_of=NOVEMBER,
    ),
    Further(
        "tot en met 28 februari: di 10-12",
        hours(rule(week(DI, valid_to=date(2027, 2, 28)), "10", "12")),
        as_of=NOVEMBER,
    ),
    Further(
        "tot 2 november: di 10-12",
        hours(rule(week(DI, valid_to=date(2026, 11, 1)), "10", "12")),
        as_of=NOVEMBER,
    ),
    Further(
        "tot februari: di 10-12",
        hours(rule(week(DI, valid_to=date(2027, 1, 31)), "10", "12")),
        as_of=NOVEMBER,
    ),
    Further("di 10-12 tot de zomervakantie", TUESDAY, leftover="tot de zomervakantie"),
)
CLOSED_TIMES = (
    Further("ma-vr 9-17, vr vanaf 12 uur gesloten", hours(rule(MA_DO, "9", "17"), rule((VR,), "9", "12"))),
    Further("ma-vr 9-17 uur, tussen 12 en 13 uur gesloten", NOON_CLOSED),
    Further("ma-vr 9-17 uur (12.00-13.00 gesloten)", NOON_CLOSED),
    Further(
        "ma-vr 9-17 uur (tussen 12.30 en 13.00 gesloten)",
        hours(rule(WORKDAYS, "9", "12.30"), rule(WORKDAYS, "13", "17")),
    ),
    Further("ma-vr 9-17, gesloten van 12 tot 13 uur", NOON_CLOSED),
    Further("Mon-Fri 9am-5pm, closed 12-1pm", NOON_CLOSED, lang="en"),
    Further("Maandag 9-17 (12-13 gesloten)", hours(*no_noon(MA))),
    Further(
        "ma-vr 9-17, do gesloten van 12 tot 13 uur",
        hours(rule((MA, DI, WO, VR), "9", "17"), *no_noon(DO)),
    ),
    Further("di 10-12, wo 10-12 gesloten", TUESDAY, leftover="wo 10-12 gesloten"),
    Further("ma 9-12, di gesloten 13-17", MONDAY, leftover="di gesloten 13-17"),
    Further("ma-vr 9-17, van 1 tot 2 gesloten", ALL_WEEK, leftover="van 1 tot 2 gesloten"),
    Further("ma 9-12, 13-17 gesloten", MONDAY, leftover="13-17 gesloten"),
    Further("ma 9-17, di 9-17 (12-13 gesloten)", hours(rule((MA, DI), "9", "17")), leftover="12-13 gesloten"),
    Further("gesloten: ma 9-12", hours(), leftover="gesloten: ma 9-12"),
    Further("elke dinsdag 10-12 gesloten", hours(), leftover="dinsdag 10-12 gesloten"),
    Further("ma-vr 9-17, 's middags gesloten", ALL_WEEK, leftover="'s middags"),
    Further("ma 9-12 en 13-17, 's avonds gesloten", hours(rule((MA,), "9", "12"), rule((MA,), "13", "17"))),
    Further(
        "ma 9-12 en 13-17, maandagavond gesloten", hours(rule((MA,), "9", "12"), rule((MA,), "13", "17"))
    ),
)
CLOSED_DAYS = (
    Further(
        "di 10-12, gesloten: 22-12-2026 t/m 2-1-2027",
        hours(rule((DI,), "10", "12"), Rule(days=period("2026-12-22", "2027-01-02"), basis=Basis.CLOSED)),
    ),
    Further("ma-vr 9-17, gesloten: feestdagen", hours(rule(WORKDAYS, "9", "17", holidays=CLOSED))),
    Further(
        "wo 13-15 (schoolvakanties: gesloten, feestdagen: gesloten)",
        hours(rule((WO,), "13", "15", **closed_school(), holidays=CLOSED)),
    ),
    Further("di 10-12, tijdelijk gesloten", TUESDAY, leftover="tijdelijk gesloten"),
    Further("di 10-12. I.v.m. ziekte geen spreekuur", TUESDAY, leftover="ziekte geen spreekuur"),
    Further("Tuesday 10am-12pm, currently closed", TUESDAY, leftover="currently closed", lang="en"),
    Further("di 10-12. De komende weken gesloten.", TUESDAY, leftover="komende weken gesloten"),
    Further("Geen spreekuur meer. Dinsdag 10-12", TUESDAY, leftover="Geen spreekuur meer"),
    Further("di 10-12, bij drukte dicht", TUESDAY, leftover="bij drukte dicht"),
    Further("di 10-12, gesloten in de week van kerst", TUESDAY, leftover="gesloten in de week van kerst"),
    Further(
        "di 10-12, gesloten tot 15 januari 2027",
        hours(rule((DI,), "10", "12"), Rule(days=Days(valid_to=date(2027, 1, 14)), basis=Basis.CLOSED)),
    ),
    Further(
        "Gesloten tot 15 januari 2027. Dinsdag 10-12 uur",
        hours(rule((DI,), "10", "12"), Rule(days=Days(valid_to=date(2027, 1, 14)), basis=Basis.CLOSED)),
    ),
    Further(
        "gesloten t/m 15 januari 2027, daarna di 10-12",
        hours(rule(week(DI, valid_from=date(2027, 1, 16)), "10", "12")),
    ),
    Further(
        "ma-vr 9-17, oudejaarsdag gesloten",
        hours(rule(WORKDAYS, "9", "17"), Rule(days=yearly((12, 31)), basis=Basis.CLOSED)),
    ),
    Further("ma-vr 9-17, kerstavond 10-14 uur", ALL_WEEK, leftover="kerstavond 10-14 uur"),
    Further("ma gesloten di t/m vr 9-17", hours(rule((DI, WO, DO, VR), "9", "17"))),
)
EDGES = (
    Further("elke dinsdag 10-12 t/m de kerstvakantie", TUESDAY, leftover="t/m de kerstvakantie"),
    Further("elke dinsdag 10-12 tot eind december", TUESDAY, leftover="tot eind december"),
    Further("elke dinsdag 10-12 vanaf half december", TUESDAY, leftover="vanaf half december"),
    Further("di 10-12 na de kerstvakantie", TUESDAY, leftover="na de kerstvakantie"),
    Further("di 10-12, voor de zomervakantie", TUESDAY, leftover="voor de zomervakantie"),
    Further("di 10-12 sinds september 2026", TUESDAY, leftover="sinds september 2026"),
    Further("Tuesdays 10am-12pm from mid January", TUESDAY, leftover="from mid January", lang="en"),
    Further(
        "Tuesdays 10am-12pm until the summer holidays",
        TUESDAY,
        leftover="until the summer holidays",
        lang="en",
    ),
)
OTHERWISE_THEN = (
    Further("di 10-12, schoolvakanties op afspraak", TUESDAY, leftover="schoolvakanties"),
    Further("di 10-12, schoolvakanties aangepaste tijden", TUESDAY, leftover="schoolvakanties"),
    Further("di 10-12, in schoolvakanties beperkt open", TUESDAY, leftover="schoolvakanties"),
    Further("di 10-12, schoolvakanties", TUESDAY, leftover="schoolvakanties"),
    Further("di 10-12, schoolvakanties open", TUESDAY),
    Further("di 10-12, in schoolvakanties gewoon open", TUESDAY),
    Further("di 10-12, ook in schoolvakanties", TUESDAY),
    Further("di 10-12, in schoolvakanties", hours(rule((DI,), "10", "12", **only_school()))),
    Further(
        "di 10-12 (alleen kerstvakantie)",
        hours(rule((DI,), "10", "12", **only_school(SchoolHoliday.KERST))),
    ),
    Further("di 10-12, in december aangepaste tijden", TUESDAY, leftover="december"),
    Further("di 10-12, in december open", TUESDAY, leftover="december"),
    Further("di 10-12, kortere tijden in juli en augustus", TUESDAY, leftover="juli en augustus"),
    Further("di 10-12, in juli en augustus", hours(rule(week(DI, months=(7, 8)), "10", "12"))),
    Further("Tuesdays 10am-12pm, reduced hours in August", TUESDAY, leftover="August", lang="en"),
)
HOLIDAYS = (
    Further("di 10-12; let op gewijzigde tijden rond feestdagen", TUESDAY, leftover="feestdagen"),
    Further("di 10-12 (let op: feestdagen)", TUESDAY, leftover="feestdagen"),
    Further("di 10-12. Open op feestdagen: nee", TUESDAY, leftover="feestdagen"),
    Further("di 10-12, koningsdag aangepaste tijden", TUESDAY, leftover="koningsdag"),
    Further("ma-vr 9-17, op feestdagen op afspraak", ALL_WEEK, leftover="feestdagen"),
    Further("Tuesdays 10am-12pm, bank holidays: call us", TUESDAY, leftover="bank holidays", lang="en"),
    Further("ma-vr 9-17, feestdagen open", hours(rule(WORKDAYS, "9", "17", holidays=OPEN))),
    Further("ma-vr 9-17, feestdagen: open", hours(rule(WORKDAYS, "9", "17", holidays=OPEN))),
    Further("ma-vr 9-17, ook op koningsdag", hours(rule(WORKDAYS, "9", "17", open_on=(Holiday.KONINGSDAG,)))),
)
DAY_AND_MONTH = (
    Further(
        "di 10-12, gesloten van 24-12 t/m 1-1",
        hours(rule((DI,), "10", "12"), Rule(days=period("2026-12-24", "2027-01-01"), basis=Basis.CLOSED)),
        as_of=NOVEMBER,
    ),
    Further(
        "di 10-12 (start 1-12)",
        hours(rule(week(DI, valid_from=date(2026, 12, 1)), "10", "12")),
        as_of=NOVEMBER,
    ),
    Further(
        "di 10-12 tot 15 december",
        hours(rule(week(DI, valid_to=date(2026, 12, 14)), "10", "12")),
        as_of=NOVEMBER,
    ),
    Further("di 10-12 t/m 15 december 2026", hours(rule(week(DI, valid_to=date(2026, 12, 15)), "10", "12"))),
    Further(
        "di 10-12 om de week, eerstvolgende keer 1 december",
        hours(rule(every(2, "2026-12-01", DI), "10", "12")),
        as_of=NOVEMBER,
    ),
    Further(
        "om de week ma en wo 10-12 (even weken)", hours(rule(week(MA, WO, weeks=EVEN_WEEKS), "10", "12"))
    ),
)
ONE_TIME = (
    Further("di 10-12 max. 2 uur", TUESDAY, leftover="2 uur"),
    Further("di 10-12, koffie vanaf 9.30", TUESDAY, leftover="vanaf 9.30"),
    Further("di 10-12, deur open 9.45", TUESDAY, leftover="9.45"),
    Further("di 10-12, laatste aanmelding 11.30 uur", TUESDAY, leftover="11.30 uur"),
    Further("di 10-12, film begint om 10.15 uur", TUESDAY, leftover="10.15 uur"),
    Further(
        "ma-vr 9-17, do koopavond tot 21.00 uur",
        hours(rule((MA, DI, WO, VR), "9", "17"), rule((DO,), "9", "21")),
    ),
    Further(
        "ma-vr 9-17, oudejaarsdag tot 12 uur",
        hours(
            rule(WORKDAYS, "9", "17").not_on(yearly((12, 31))),
            rule(week(*WORKDAYS, seasons=yearly((12, 31)).seasons), "9", "12"),
        ),
    ),
)
SAID_FIRST = (
    Further("Niet op feestdagen: di 10-12", hours(rule((DI,), "10", "12", holidays=CLOSED))),
    Further("Niet in schoolvakanties: di 10-12", hours(rule((DI,), "10", "12", **closed_school()))),
    Further(
        "alle dinsdagen behalve de eerste van de maand 10-12",
        hours(rule((DI,), "10", "12").not_on(week(DI, nth=(1,)))),
    ),
    Further(
        "elke donderdag behalve de laatste van de maand 14-16",
        hours(rule((DO,), "14", "16").not_on(week(DO, nth=(-1,)))),
    ),
    Further(
        "ma t/m zo 8-22, feestdagen 10-18, kerst dicht",
        hours(
            rule(MA_ZO, "8", "22", holidays=CLOSED),
            rule(EVERY_HOLIDAY, "10", "18").not_on(Days(holidays=KERST)),
        ),
    ),
    Further(
        "di 10-12, kerst, oudejaarsdag gesloten",
        hours(rule((DI,), "10", "12"), Rule(days=yearly((12, 31)), basis=Basis.CLOSED)),
        leftover="kerst",
    ),
    Further("di 10-12, rond de kerstdagen andere tijden", TUESDAY, leftover="rond de kerstdagen"),
    Further("ma t/m vr 9-17, kerst en oud en nieuw gesloten", ALL_WEEK, leftover="nieuw gesloten"),
)
HALVES = (
    Further("Wed from 10.30 am until 1", hours(rule((WO,), "10.30", "13")), doubt="am_pm", lang="en"),
    Further("Friday from 9 am to 1.30", hours(rule((VR,), "9", "13.30")), doubt="am_pm", lang="en"),
)

LIMITS = (
    *ENDS,
    *CLOSED_TIMES,
    *CLOSED_DAYS,
    *EDGES,
    *OTHERWISE_THEN,
    *HOLIDAYS,
    *DAY_AND_MONTH,
    *ONE_TIME,
    *SAID_FIRST,
    *HALVES,
)
