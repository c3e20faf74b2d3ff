"""A second and a third lot of texts, each written when the reader knew those before it, to measure it once more.

Longer and looser than the first (further.py): as people write them in a mail or on a page.
"""

from __future__ import annotations

from datetime import date

from sociale_kaart.hours.schedule import (
    EVEN_WEEKS,
    ODD_WEEKS,
    TAX_SEASON,
    WEEKEND,
    WORKDAYS,
    Basis,
    Days,
    Holiday,
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
    yearly,
)
from tests.hours.reader.further import MOVED_LATER, UNKNOWN, Further, every, month_season

UNSEEN = (
    Further(
        "Iedere dinsdagmiddag is er van 13.30 tot 15.30 uur een vrijwilliger aanwezig.",
        hours(rule((DI,), "13.30", "15.30")),
    ),
    Further(
        "U bent welkom op maandag en donderdag tussen 9.30 en 12.00 uur, zonder afspraak.",
        hours(rule((MA, DO), "9.30", "12", appointment=NONE)),
    ),
    Further(
        "Wanneer: elke woensdag, 10:00 - 12:00 uur. Waar: bibliotheek Centrum.",
        hours(rule((WO,), "10", "12")),
    ),
    Further("Dag en tijd: vrijdag 9.00-11.00", hours(rule((VR,), "9", "11"))),
    Further(
        "Spreekuur Belastingdienst: di. 9:00u – 12:00u en do. 13:00u – 16:00u",
        hours(rule((DI,), "9", "12"), rule((DO,), "13", "16")),
    ),
    Further(
        "Ma/di/do/vr 9.00 - 17.00, wo 9.00 - 12.30",
        hours(rule((MA, DI, DO, VR), "9", "17"), rule((WO,), "9", "12.30")),
    ),
    Further("ma-wo-vr 10-12", hours(rule((MA, WO, VR), "10", "12"))),
    Further("ma, di, wo, do, vr: 08.30 - 17.00", hours(rule(WORKDAYS, "8.30", "17"))),
    Further(
        "MAANDAG 13:00 TOT 15:00 & DONDERDAG 9:30 TOT 11:30",
        hours(rule((MA,), "13", "15"), rule((DO,), "9.30", "11.30")),
    ),
    Further(
        "maandagochtend 9-12, dinsdagmiddag 13-16 en woensdagavond 19-21 uur",
        hours(rule((MA,), "9", "12"), rule((DI,), "13", "16"), rule((WO,), "19", "21")),
    ),
    Further("op de maandagen 10-12u", hours(rule((MA,), "10", "12"))),
    Further(
        "dinsdag: tussen 10:00 en 11:30 en tussen 14:00 en 15:30 uur",
        hours(rule((DI,), "10", "11.30"), rule((DI,), "14", "15.30")),
    ),
    Further(
        "donderdag 9.00 - 12.00 en 's middags 13.30 - 16.00 uur",
        hours(rule((DO,), "9", "12"), rule((DO,), "13.30", "16")),
    ),
    Further("elke werkdag van negen tot vijf", hours(rule(WORKDAYS, "9", "17"))),
    Further("maandag van kwart voor twee tot kwart over drie", hours(rule((MA,), "13.45", "15.15"))),
    Further(
        "wo. van 9.00-10.30u, vr. van 14.00-15.30u.",
        hours(rule((WO,), "9", "10.30"), rule((VR,), "14", "15.30")),
    ),
    Further(
        "Maandag t/m donderdag 8.30-17.00. Vrijdag 8.30-12.30. Zaterdag en zondag gesloten.",
        hours(rule(MA_DO, "8.30", "17"), rule((VR,), "8.30", "12.30")),
    ),
    Further(
        "Dinsdag, donderdag en vrijdag zijn wij open van 10 tot 16 uur, woensdag van 10 tot 20 uur.",
        hours(rule((DI, DO, VR), "10", "16"), rule((WO,), "10", "20")),
    ),
    Further("(di) 10.00-12.00, (do) 14.00-16.00", hours(rule((DI,), "10", "12"), rule((DO,), "14", "16"))),
    Further(
        "10.00-12.00 (ma, wo), 13.00-15.00 (di, do)",
        hours(rule((MA, WO), "10", "12"), rule((DI, DO), "13", "15")),
    ),
    Further("9:00 tot 12:00 op werkdagen", hours(rule(WORKDAYS, "9", "12"))),
    Further("Elke week op dinsdag, 13.00 uur tot 14.00 uur", hours(rule((DI,), "13", "14"))),
    Further("1x per week op donderdag van 10.00 tot 11.00 uur", hours(rule((DO,), "10", "11"))),
    Further("maandag (gehele jaar) 10-12 uur", hours(rule((MA,), "10", "12"))),
    Further(
        "Ma 9.00-12.00\nDi -\nWo 9.00-12.00, 13.00-16.00\nDo -\nVr 9.00-11.00",
        hours(rule((MA, WO), "9", "12"), rule((WO,), "13", "16"), rule((VR,), "9", "11")),
    ),
    Further(
        "Maandag|gesloten\nDinsdag|10:00 - 12:00\nWoensdag|gesloten\nDonderdag|10:00 - 12:00",
        hours(rule((DI, DO), "10", "12")),
    ),
    Further(
        "|Ma|Di|Wo|Do|Vr|\n|9-12|9-12||13-16||", hours(rule((MA, DI), "9", "12"), rule((DO,), "13", "16"))
    ),
    Further(
        "Dag;Tijd\nmaandag;10.00-12.00\nwoensdag;14.00-16.00",
        hours(rule((MA,), "10", "12"), rule((WO,), "14", "16")),
    ),
    # weeks
    Further(
        "elke 1e dinsdag van de maand van 14.00 - 16.00 uur, elke 3e donderdag van de maand van 10.00 - 12.00 uur",
        hours(rule(week(DI, nth=(1,)), "14", "16"), rule(week(DO, nth=(3,)), "10", "12")),
    ),
    Further(
        "op de laatste maandagmiddag van de maand, 13.30 tot 15.00 uur",
        hours(rule(week(MA, nth=(-1,)), "13.30", "15")),
    ),
    Further(
        "eerste, derde en vijfde vrijdag van de maand, 9 tot 11 uur",
        hours(rule(week(VR, nth=(1, 3, 5)), "9", "11")),
    ),
    Further("1e + 3e woensdag vd maand 13:00-14:30", hours(rule(week(WO, nth=(1, 3)), "13", "14.30"))),
    Further(
        "om de week op donderdag, te beginnen op donderdag 8 januari 2026, van 10 tot 12 uur",
        hours(rule(every(2, "2026-01-08", DO), "10", "12")),
    ),
    Further(
        "maandag 14-16 uur, om de twee weken, start op 12 januari 2026",
        hours(rule(every(2, "2026-01-12", MA), "14", "16")),
    ),
    Further(
        "dinsdag 10-12 uur (even weken) en donderdag 10-12 uur (oneven weken)",
        hours(rule(week(DI, weeks=EVEN_WEEKS), "10", "12"), rule(week(DO, weeks=ODD_WEEKS), "10", "12")),
    ),
    Further(
        "In even weken op maandag en in oneven weken op dinsdag, steeds van 10 tot 12 uur",
        hours(rule(week(MA, weeks=EVEN_WEEKS), "10", "12"), rule(week(DI, weeks=ODD_WEEKS), "10", "12")),
    ),
    Further(
        "even weken op woensdag",
        hours(),
        leftover="even weken op woensdag",
        doubt="time_missing",
    ),
    Further(
        "dinsdag in de eerste week van de maand 10-12 uur",
        hours(rule((DI,), "10", "12")),
        leftover="eerste week",
    ),
    Further(
        "twee keer per week, dinsdag en vrijdag 10-12 uur", hours(rule((DI, VR), "10", "12")), leftover="week"
    ),
    # seasons, dates
    Further(
        "Belastinghulp: 2 maart t/m 30 april 2026, dinsdag en donderdag 13.00-16.00 uur",
        hours(rule(week(DI, DO, valid_from=date(2026, 3, 2), valid_to=date(2026, 4, 30)), "13", "16")),
    ),
    Further(
        "Van maart tot en met april iedere maandag en woensdag van 9.00 tot 12.00 uur, alleen op afspraak",
        hours(rule(week(MA, WO, seasons=month_season(3, 4)), "9", "12", appointment=NEEDED)),
    ),
    Further(
        "In de periode maart-april: di 9-12; overige maanden: op afspraak",
        hours(
            rule(week(DI, months=(3, 4)), "9", "12"),
            Rule(basis=Basis.APPOINTMENT, except_days=(Days(months=(3, 4)),)),
        ),
    ),
    Further(
        "tijdens de belastingaangifte-periode wekelijks op vrijdag 10-12 uur",
        hours(rule(week(VR, seasons=(TAX_SEASON,)), "10", "12")),
    ),
    Further(
        "Dinsdag 10-12 uur (niet in juli en augustus en niet tussen Kerst en Nieuwjaar)",
        hours(rule((DI,), "10", "12", except_days=(JULI_AUGUSTUS,))),
        leftover="niet tussen Kerst en Nieuwjaar",
    ),
    Further(
        "van 1 september tot 1 juni elke donderdag 14-16 uur",
        hours(rule(week(DO, seasons=(Season((9, 1), (5, 31)),)), "14", "16")),
    ),
    Further(
        "vanaf maandag 5 januari 2026 elke maandag van 10.00 tot 12.00 uur",
        hours(rule(week(MA, valid_from=date(2026, 1, 5)), "10", "12")),
    ),
    Further(
        "tot en met vrijdag 26 juni 2026 elke vrijdag 9-11 uur",
        hours(rule(week(VR, valid_to=date(2026, 6, 26)), "9", "11")),
    ),
    Further(
        "Data 2026: 14 januari, 11 februari en 11 maart 2026 van 10.00 tot 12.00 uur",
        hours(rule(on("2026-01-14", "2026-02-11", "2026-03-11"), "10", "12")),
    ),
    Further(
        "zat. 14 maart 2026 10:00 - 13:00 uur; zat. 11 april 2026 10:00 - 13:00 uur",
        hours(rule(on("2026-03-14", "2026-04-11"), "10", "13")),
    ),
    Further("14/3/2026 van 10.00 tot 13.00 uur", hours(rule(on("2026-03-14"), "10", "13"))),
    Further(
        "dinsdag 3 maart, 10 maart en 17 maart 2026 van 19.00 tot 21.00 uur",
        hours(rule(on("2026-03-03", "2026-03-10", "2026-03-17"), "19", "21")),
    ),
    Further(
        "elke maandag 10-12 uur, maar niet op 6 en 27 april 2026",
        hours(rule((MA,), "10", "12", except_days=(on("2026-04-06", "2026-04-27"),))),
    ),
    Further(
        "wo 13-15 uur. Let op: op 22 april 2026 geen spreekuur!",
        hours(rule((WO,), "13", "15", except_days=(on("2026-04-22"),))),
    ),
    Further(
        "Van 13 juli t/m 23 augustus 2026 gesloten, verder elke dinsdag 9-11 uur",
        hours(rule((DI,), "9", "11", except_days=(period("2026-07-13", "2026-08-23"),))),
    ),
    Further(
        "gesloten van 24 december 2026 tot en met 3 januari 2027; anders ma t/m vr 9-17 uur",
        hours(rule(WORKDAYS, "9", "17", except_days=(period("2026-12-24", "2027-01-03"),))),
    ),
    Further(
        "ma-vr 9-17 uur (24 en 31 december tot 15.00 uur)",
        hours(
            rule(WORKDAYS, "9", "17", except_days=(yearly((12, 24), (12, 31)),)),
            rule(
                week(*WORKDAYS, seasons=(Season((12, 24), (12, 24)), Season((12, 31), (12, 31)))), "9", "15"
            ),
        ),
    ),
    # holidays
    Further(
        "elke dinsdag van 10-12 uur (behalve op feestdagen en in schoolvakanties)",
        hours(rule((DI,), "10", "12", holidays=CLOSED, **closed_school())),
    ),
    Further(
        "Gesloten op feestdagen! Ma t/m za van 9 tot 17 uur.", hours(rule(MA_ZA, "9", "17", holidays=CLOSED))
    ),
    Further(
        "ma 9-11 uur, indien dit een feestdag is vervalt het spreekuur",
        hours(rule((MA,), "9", "11", holidays=CLOSED)),
    ),
    Further("maandag 9-11 uur, tenzij het een feestdag is", hours(rule((MA,), "9", "11", holidays=CLOSED))),
    Further(
        "Elke maandag 10-12 uur. Als dit op een feestdag valt dan is het spreekuur op dinsdag.",
        hours(rule((MA,), "10", "12", **MOVED_LATER)),
    ),
    Further(
        "wo t/m zo 12-17 uur, gesloten met oud en nieuw",
        hours(rule((WO, DO, VR, ZA, ZO), "12", "17")),
        leftover="gesloten met oud en nieuw",
    ),
    Further(
        "dagelijks 11-17 uur, 1e kerstdag gesloten, 2e kerstdag 12-17 uur",
        hours(
            rule(MA_ZO, "11", "17", closed_on=KERST),
            rule(Days(holidays=(Holiday.TWEEDE_KERSTDAG,)), "12", "17"),
        ),
    ),
    Further(
        "dinsdag 10-12 uur, in de zomervakantie gesloten, in de andere vakanties wel open",
        hours(rule((DI,), "10", "12", **closed_school(SchoolHoliday.ZOMER))),
    ),
    Further(
        "alleen tijdens schoolvakanties: di en do 13-16 uur",
        hours(rule((DI, DO), "13", "16", **only_school())),
    ),
    Further(
        "woensdagmiddag 14.00-15.30 uur, tijdens de schoolvakanties is er geen taalcafé",
        hours(rule((WO,), "14", "15.30", **closed_school())),
    ),
    Further(
        "zon- en feestdagen van 12.00 tot 17.00 uur, ma-za 10.00-18.00 uur",
        hours(
            rule(MA_ZA, "10", "18", holidays=CLOSED),
            rule((ZO,), "12", "17", holidays=CLOSED),
            rule(EVERY_HOLIDAY, "12", "17"),
        ),
    ),
    # appointments and elsewhere
    Further(
        "Afspraak maken? Bel 030-0000000. Spreekuur: di 9-12 uur.",
        hours(rule((DI,), "9", "12", appointment=NEEDED)),
    ),
    Further(
        "Inloopspreekuur dinsdag 10-12 uur, op andere momenten op afspraak",
        hours(
            rule((DI,), "10", "12", appointment=NONE), Rule(basis=Basis.APPOINTMENT, except_days=(week(DI),))
        ),
    ),
    Further("ma t/m vr op afspraak", hours(Rule(days=week(*WORKDAYS), basis=Basis.APPOINTMENT))),
    Further("elke dag op afspraak", hours(Rule(days=week(*MA_ZO), basis=Basis.APPOINTMENT))),
    Further(
        "Maandag 13.00-15.00 uur. Vooraf aanmelden is noodzakelijk.",
        hours(rule((MA,), "13", "15", appointment=NEEDED)),
    ),
    Further(
        "di 10-12 uur: inloop; do 10-12 uur: op afspraak",
        hours(rule((DI,), "10", "12", appointment=NONE), rule((DO,), "10", "12", appointment=NEEDED)),
    ),
    Further(
        "vrijdag 13-15 uur; aanmelden kan, maar hoeft niet",
        hours(rule((VR,), "13", "15", appointment=POSSIBLE)),
    ),
    Further(
        "Je kunt gewoon binnenlopen op woensdag van 9.30 tot 11.30 uur",
        hours(rule((WO,), "9.30", "11.30", appointment=NONE)),
    ),
    Further("Wij zijn telefonisch bereikbaar van ma t/m vr van 9.00 tot 17.00 uur", hours()),
    Further("op aanvraag, bel 06-00000000", NOTHING_BUT_APPOINTMENTS),
    Further("dezelfde openingstijden als de bibliotheek", hours(LIBRARY)),
    Further("Open als de bibliotheek open is", hours(LIBRARY)),
    Further("gedurende de openingstijden", hours(LIBRARY)),
    Further("openingstijden van de bibliotheek", hours(LIBRARY)),
    Further(
        "tijdens openingsuren bibliotheek, uitsluitend op afspraak", with_all(LIBRARY, appointment=NEEDED)
    ),
    Further("zie website voor de tijden", UNKNOWN),
    Further("Wisselend, zie www.example.org", UNKNOWN),
    Further("dagen en tijden wisselen", UNKNOWN),
    Further("nog in te vullen", UNKNOWN),
    Further("di 10-12, vraag naar de mogelijkheden op andere dagen", hours(rule((DI,), "10", "12"))),
    Further("ma 10-12 uur, bij drukte langer", hours(rule((MA,), "10", "12")), leftover="bij drukte langer"),
    Further("do 10-12 uur (zolang er plek is)", hours(rule((DO,), "10", "12")), leftover="zolang er plek is"),
    Further(
        "donderdag 14-16 uur, vier weken lang", hours(rule((DO,), "14", "16")), leftover="vier weken lang"
    ),
    # doubts
    Further(
        "ma/do/vr en wo/za 10-12 uur", hours(rule((MA, DO, VR, WO, ZA), "10", "12")), doubt="pair_or_range"
    ),
    Further("wo van 1 tot 4", hours(rule((WO,), "13", "16")), doubt="am_pm"),
    Further("zaterdag 31 juni 2026 10-12 uur", hours(), leftover="31 juni 2026", doubt="impossible"),
    Further(
        "ma 14.00-",
        hours(Rule(days=week(MA), opens_at=rule((MA,), "14", "15").opens_at)),
        leftover="ma 14.00-",
        doubt="end_missing",
    ),
    Further(
        "maandag tot 12 uur",
        hours(Rule(days=week(MA), closes_at=rule((MA,), "10", "12").closes_at)),
        leftover="maandag tot 12 uur",
        doubt="start_missing",
    ),
    Further("dinsdag 17 maart 10-12 uur", hours(), doubt="year_missing"),
    Further(
        "om de drie weken op vrijdag 9-11 uur",
        hours(rule(week(VR, interval=Interval(3, None)), "9", "11")),
        doubt="phase_missing",
    ),
    # english
    Further(
        "Open Tuesday and Thursday afternoons, 1:30 - 4:00 pm",
        hours(rule((DI, DO), "13.30", "16")),
        lang="en",
    ),
    Further(
        "Drop-in sessions every Friday 10am - 12 noon",
        hours(rule((VR,), "10", "12", appointment=NONE)),
        lang="en",
    ),
    Further(
        "Mon to Fri: 8.30am to 5.30pm; Sat: 9am to 1pm; Sun: closed",
        hours(rule(WORKDAYS, "8.30", "17.30"), rule((ZA,), "9", "13")),
        lang="en",
    ),
    Further(
        "1st and 3rd Monday each month, 18:00 to 20:00",
        hours(rule(week(MA, nth=(1, 3)), "18", "20")),
        lang="en",
    ),
    Further(
        "Daily from 10:00 until 17:00, closed on Mondays",
        hours(rule((DI, WO, DO, VR, ZA, ZO), "10", "17")),
        lang="en",
    ),
    Further(
        "Wednesdays 13:00-15:00 (term time only)",
        hours(rule((WO,), "13", "15", **closed_school())),
        lang="en",
    ),
    Further(
        "Thursdays 5pm to 7pm, please book an appointment",
        hours(rule((DO,), "17", "19", appointment=NEEDED)),
        lang="en",
    ),
    Further(
        "Every Tuesday morning from 9:30 to 11:30, no booking required",
        hours(rule((DI,), "9.30", "11.30", appointment=NONE)),
        lang="en",
    ),
    Further("Weekends only, 12:00-16:00", hours(rule(WEEKEND, "12", "16")), lang="en"),
    Further(
        "Closed on Christmas Day and New Year's Day; otherwise daily 9:00-17:00",
        hours(rule(MA_ZO, "9", "17", closed_on=(Holiday.EERSTE_KERSTDAG, Holiday.NIEUWJAARSDAG))),
        lang="en",
    ),
    Further(
        "Mondays 10:00-12:00 from September to June",
        hours(rule(week(MA, seasons=month_season(9, 6)), "10", "12")),
        lang="en",
    ),
    Further(
        "March and April: Tue & Thu 10:00-13:00, by appointment",
        hours(rule(week(DI, DO, months=(3, 4)), "10", "13", appointment=NEEDED)),
        lang="en",
    ),
)
# A third lot, written when the reader knew the first two.
THIRD = (
    Further(
        "Iedere maandag van 9.00 uur tot 11.00 uur, uitgezonderd schoolvakanties en feestdagen",
        hours(rule((MA,), "9", "11", holidays=CLOSED, **closed_school())),
    ),
    Further(
        "Inloop elke dinsdag en donderdag 10.00 – 12.00 uur (in de schoolvakanties gesloten)",
        hours(rule((DI, DO), "10", "12", appointment=NONE, **closed_school())),
    ),
    Further(
        "Ma. 13:30-16:30 uur, Wo. 9:30-12:00 uur, Do. 18:30-20:00 uur",
        hours(rule((MA,), "13.30", "16.30"), rule((WO,), "9.30", "12"), rule((DO,), "18.30", "20")),
    ),
    Further("woensdagmiddag (13.00-16.00)", hours(rule((WO,), "13", "16"))),
    Further(
        "maandagmiddag: 13.00u - 15.00u; donderdagochtend: 9.30u - 11.30u",
        hours(rule((MA,), "13", "15"), rule((DO,), "9.30", "11.30")),
    ),
    Further(
        "dinsdag 9.00 – 12.00 uur & 13.30 – 16.00 uur; vrijdag 9.00 – 12.00 uur",
        hours(rule((DI, VR), "9", "12"), rule((DI,), "13.30", "16")),
    ),
    Further(
        "Elke eerste en derde dinsdag van de maand, van 19.00 tot 20.30 uur (niet in juli/augustus)",
        hours(rule(week(DI, nth=(1, 3)), "19", "20.30", except_days=(JULI_AUGUSTUS,))),
    ),
    Further(
        "1ste en 3de woensdag van de maand om 10.00 tot 12.00 uur",
        hours(rule(week(WO, nth=(1, 3)), "10", "12")),
    ),
    Further(
        "iedere 2e maandag van de maand van 10.00 u tot 12.00 u", hours(rule(week(MA, nth=(2,)), "10", "12"))
    ),
    Further(
        "de laatste woensdag van elke maand tussen 14.00 en 16.00 uur",
        hours(rule(week(WO, nth=(-1,)), "14", "16")),
    ),
    Further(
        "Eerste zaterdag v/d maand 10-13 uur, overige zaterdagen gesloten",
        hours(rule(week(ZA, nth=(1,)), "10", "13")),
    ),
    Further(
        "op dinsdag in de even weken en op donderdag in de oneven weken van 10 tot 12 uur",
        hours(rule(week(DI, weeks=EVEN_WEEKS), "10", "12"), rule(week(DO, weeks=ODD_WEEKS), "10", "12")),
    ),
    Further(
        "ma 9-12 (oneven wk), ma 13-16 (even wk)",
        hours(rule(week(MA, weeks=ODD_WEEKS), "9", "12"), rule(week(MA, weeks=EVEN_WEEKS), "13", "16")),
    ),
    Further(
        "om de veertien dagen op maandag vanaf 5 januari 2026 van 19.00 tot 21.00 uur",
        hours(rule(every(2, "2026-01-05", MA), "19", "21")),
    ),
    Further("Dinsdagmiddag van 1 tot 3", hours(rule((DI,), "13", "15"))),
    Further("vrijdagochtend van 9 tot half 12", hours(rule((VR,), "9", "11.30"))),
    Further("donderdag van 9 uur tot half 1", hours(rule((DO,), "9", "12.30"))),
    Further("di. en do. vanaf 13.00 tot 16.00 uur", hours(rule((DI, DO), "13", "16"))),
    Further("woe 13.30u t/m 15.30u", hours(rule((WO,), "13.30", "15.30"))),
    Further(
        "Open op werkdagen: 08:30-17:00. Vrijdag tot 16:00.",
        hours(rule(MA_DO, "8.30", "17"), rule((VR,), "8.30", "16")),
    ),
    Further(
        "Maandag t/m vrijdag: 9.00-17.00 uur\nZaterdag: 10.00-13.00 uur\nZondag: gesloten\nFeestdagen: gesloten",
        hours(rule(WORKDAYS, "9", "17", holidays=CLOSED), rule((ZA,), "10", "13", holidays=CLOSED)),
    ),
    Further(
        "Ma: 9:00-12:00 13:00-17:00\nDi: 9:00-12:00\nWo: gesloten",
        hours(rule((MA, DI), "9", "12"), rule((MA,), "13", "17")),
    ),
    Further(
        "maandag, 10.00 uur tot 12.00 uur, inloop; woensdag, 14.00 uur tot 16.00 uur, op afspraak",
        hours(rule((MA,), "10", "12", appointment=NONE), rule((WO,), "14", "16", appointment=NEEDED)),
    ),
    Further("U kunt bij ons terecht op di, wo en do (9.00-12.00 uur)", hours(rule((DI, WO, DO), "9", "12"))),
    Further(
        "Maandag 15 december 2025 en maandag 12 januari 2026, 14.00-16.00 uur",
        hours(rule(on("2025-12-15", "2026-01-12"), "14", "16")),
    ),
    Further(
        "Start: 6 januari 2026, elke dinsdag 10-12 uur",
        hours(rule(week(DI, valid_from=date(2026, 1, 6)), "10", "12")),
    ),
    Further(
        "elke dinsdag 10-12 uur (vanaf 6 januari 2026)",
        hours(rule(week(DI, valid_from=date(2026, 1, 6)), "10", "12")),
    ),
    Further(
        "van oktober t/m april elke woensdagavond van 19.00-21.00 uur",
        hours(rule(week(WO, seasons=month_season(10, 4)), "19", "21")),
    ),
    Further(
        "in maart en april op dinsdag en donderdag van 9.00 tot 16.00 uur, "
        "rest van het jaar op dinsdag van 10.00 tot 12.00 uur",
        hours(
            rule(week(DI, DO, months=(3, 4)), "9", "16"),
            rule((DI,), "10", "12", except_days=(Days(months=(3, 4)),)),
        ),
    ),
    Further(
        "Buiten de aangifteperiode: ma 10-12 uur. In de aangifteperiode: ma t/m vr 10-16 uur.",
        hours(
            rule((MA,), "10", "12", except_days=(Days(seasons=(TAX_SEASON,)),)),
            rule(week(*WORKDAYS, seasons=(TAX_SEASON,)), "10", "16"),
        ),
    ),
    Further(
        "elke donderdag 13-15 uur, behalve de laatste donderdag van de maand",
        hours(rule((DO,), "13", "15", except_days=(week(DO, nth=(-1,)),))),
    ),
    Further(
        "ma t/m vr 9-17 uur, behalve woensdagmiddag",
        hours(rule(WORKDAYS, "9", "17")),
        leftover="woensdagmiddag",
    ),
    Further(
        "woensdag 9-12 uur, gesloten in week 53 en week 1",
        hours(rule((WO,), "9", "12")),
        leftover="week 53 en week 1",
    ),
    Further("di 10-12 uur, ook in de schoolvakanties", hours(rule((DI,), "10", "12"))),
    Further("do 14-16 uur (ook op feestdagen)", hours(rule((DO,), "14", "16", holidays=OPEN))),
    Further(
        "ma 10-12 uur, niet op 2e paas- en pinksterdag",
        hours(rule((MA,), "10", "12", closed_on=(Holiday.TWEEDE_PAASDAG, Holiday.TWEEDE_PINKSTERDAG))),
    ),
    Further(
        "maandag 9-11 uur, maandag op feestdag? Dan dinsdag 9-11 uur",
        hours(rule((MA,), "9", "11")),
        leftover="Dan dinsdag 9-11 uur",
    ),
    Further(
        "Spreekuur: donderdag 10-12 uur. Bellen kan op ma t/m vr van 9 tot 12 uur.",
        hours(rule((DO,), "10", "12")),
    ),
    Further("Alleen telefonisch, ma t/m vr 9-12 uur", hours()),
    Further("Op afspraak op dinsdag of donderdag", hours(Rule(days=week(DI, DO), basis=Basis.APPOINTMENT))),
    Further("op afspraak via de balie van de bibliotheek", NOTHING_BUT_APPOINTMENTS),
    Further(
        "Tijdens de openingstijden van de bibliotheek kunt u binnenlopen", with_all(LIBRARY, appointment=NONE)
    ),
    Further(
        "ma t/m vr tijdens openingstijden bibliotheek",
        hours(Rule(days=week(*WORKDAYS), basis=Basis.LOCATION)),
    ),
    Further("Nog niet bekend, zie website", UNKNOWN),
    Further("Tijden in overleg", NOTHING_BUT_APPOINTMENTS),
    Further(
        "maandag 10-12 uur, onder voorbehoud van voldoende vrijwilligers",
        hours(rule((MA,), "10", "12")),
        leftover="onder voorbehoud van voldoende vrijwilligers",
    ),
    Further(
        "dinsdag 10-12 uur (m.u.v. 5 mei en 26 mei 2026)",
        hours(rule((DI,), "10", "12", except_days=(on("2026-05-05", "2026-05-26"),))),
    ),
    Further(
        "Elke vrijdag 14-16 uur; vrijdag 15 mei 2026 vervalt",
        hours(rule((VR,), "14", "16", except_days=(on("2026-05-15"),))),
    ),
    Further(
        "di 14:00-16:00 | wo 10:00-12:00 | do gesloten",
        hours(rule((DI,), "14", "16"), rule((WO,), "10", "12")),
    ),
    Further("Monday and Wednesday, 1-3pm", hours(rule((MA, WO), "13", "15")), lang="en"),
    Further(
        "Tuesdays, 10:00 – 11:30 (excluding public holidays)",
        hours(rule((DI,), "10", "11.30", holidays=CLOSED)),
        lang="en",
    ),
    Further(
        "Every 1st Saturday of the month, 10 a.m. to 1 p.m.",
        hours(rule(week(ZA, nth=(1,)), "10", "13")),
        lang="en",
    ),
    Further(
        "Mon-Wed 9am-12pm, 1pm-5pm; Thu 9am-12pm",
        hours(rule(MA_DO, "9", "12"), rule((MA, DI, WO), "13", "17")),
        lang="en",
    ),
    Further(
        "Fridays 2-4pm. No appointment necessary.",
        hours(rule((VR,), "14", "16", appointment=NONE)),
        lang="en",
    ),
    Further("Open every day except Sunday, 9:00-18:00", hours(rule(MA_ZA, "9", "18")), lang="en"),
    Further(
        "za 10-13 uur (1x per maand)", hours(rule(week(ZA, per_month=1), "10", "13")), doubt="phase_missing"
    ),
    Further(
        "ma 10.00-12.00 uur en 's avonds op afspraak",
        hours(rule((MA,), "10", "12"), Rule(basis=Basis.APPOINTMENT, except_days=(week(MA),))),
    ),
    Further(
        "wo 14-16 uur, in juli en augustus 10-12 uur",
        hours(
            rule((WO,), "14", "16", except_days=(JULI_AUGUSTUS,)), rule(week(WO, months=(7, 8)), "10", "12")
        ),
    ),
    Further("maandag 9-17 uur (pauze 12-13 uur)", hours(rule((MA,), "9", "17")), leftover="pauze 12-13 uur"),
    Further(
        "za 10-16 uur, koopzondag 12-17 uur", hours(rule((ZA,), "10", "16")), leftover="koopzondag 12-17 uur"
    ),
)
