"""Words that limit or overturn hours are never passed by, and a remark on one service is not made one on all."""

from __future__ import annotations

from datetime import date

import pytest

from sociale_kaart.hours.reader import Certainty, Doubt, DoubtKind, parse
from sociale_kaart.hours.schedule import TAX_SEASON, WORKDAYS, Days, Hours
from sociale_kaart.model import Appointment
from tests.hours.hand_built import DI, DO, MA, NEEDED, NONE, POSSIBLE, WO, hours, rule, week
from tests.hours.reader.test_further import _days

AS_OF = date(2026, 11, 1)
# A text, and the words of it that must be left over.
LEFT_OVER = {
    "di 10-12 (10 keer)": "10 keer",
    "10x op dinsdag 10-12": "10x",
    "8 bijeenkomsten, start 1 december, di 10-12": "8 bijeenkomsten",
    "4 lessen op dinsdag 10-12": "4 lessen",
    "zes avonden op donderdag 19-21": "zes avonden",
    "dinsdag 10-12, 3x per jaar": "3x",
    "di 10-12 zesmaal per jaar": "zesmaal",
    "elk half jaar op dinsdag 10-12": "half jaar",
    "jaarlijkse spreekdag: di 10-12": "jaarlijkse",
    "was di 10-12, nu wo 14-16": "was",
    "voorheen maandag 9-12, nu dinsdag 9-12": "voorheen",
    "di 10-12 i.p.v. wo 10-12": "i.p.v.",
    "di 10-12 in plaats van wo 10-12": "in plaats van",
    "verplaatst van dinsdag 10-12 naar donderdag 14-16": "verplaatst",
    "vanaf 1 januari ma 10-12, nu nog di 10-12": "nu nog",
    "aanstaande dinsdag 10-12": "aanstaande",
    "komende dinsdag 10-12": "komende",
    "di 10-12, vol! alleen wachtlijst": "wachtlijst",
    "cursus di 10-12 (vol)": "vol",
    "di 10-12, tijdelijk afgelast": "afgelast",
    "di 10-12 gedurende het schooljaar": "schooljaar",
    "laatste dinsdag van het jaar 10-12": "van het jaar",
    "de voorlaatste dinsdag van de maand 10-12": "voorlaatste",
    "in 2027 elke donderdag 10-12": "2027",
    "t/m 2026 elke donderdag 10-12": "2026",
    "di 10-12 uur bij volle maan": "volle maan",
    "ma (even) en di (oneven) 10-12": "oneven",
    "ma 10-12 oneven, 14-16 even weken": "oneven",
    "ma 7 dec t/m vr 11 dec 9-12": "ma 7 dec t/m vr",
    "di 24 november t/m di 15 december 10-12": "di 24 november t/m di",
    "feb t/m april wekelijks di 10-12, daarna maandelijks 1e di 10-12": "daarna",
    "afwisselend maandag en dinsdag 10-12": "afwisselend",
    "wisselend ma of di 10-12": "ma of di",
    "di 10-12 of 14-16 uur (afwisselend)": "afwisselend",
    "maandag en dinsdag 10-12, om en om": "om en om",
    "ma of do 9-12": "ma of do",
    "ma 9-12 of 13-16": "of",
    "dagelijks 9-17 muv zondag 12-17": "zondag 12-17",
    "elke dinsdag 10-12 behalve eerste dinsdag van de maand 14-16": "eerste dinsdag van de maand 14-16",
    "elke dinsdag 10-12, eerste dinsdag van de maand 14-16": "eerste dinsdag van de maand 14-16",
    "di 10-12, zie website voor data": "voor data",
    "di 930-1130": "930-1130",
    "ma-vr 830-1700": "830-1700",
    "WhatsApp ma-vr 9-17; balie di 10-12": "WhatsApp",
    "24/7 online, spreekuur di 10-12": "online",
    "ma 10-12 via Teams": "Teams",
    "di 10-12 graag vooraf bellen": "vooraf bellen",
    "Mondays and Thursdays, 10-12 am": "12 am",
    "Every second Wednesday 10am-12pm": "every second",
    "Tuesdays 10-12, times may vary": "may vary",
    "ma-vr 9-17 uur. 's Middags alleen op afspraak.": "'s Middags alleen op afspraak",
    "ma-vr 9-12 behalve wo op afspraak": "behalve wo op afspraak",
    "di 10-12, alleen de belastinghulp op afspraak": "belastinghulp op afspraak",
    "Taalcafé: di 10-12. Taalhuis: do 13.30-15.30. Belasting: op afspraak": "Belasting: op afspraak",
    "ma 10-12 (in even weken in de bibliotheek, in oneven weken in het wijkhuis)": "even weken in de bibliotheek",
    "even weken ma 10-12, wo 14-16; oneven weken di 10-12": "wo 14-16",
    "di 10-12 in juli en augustus zie website": "juli en augustus zie website",
    "di 10-12 tijdens openingstijden bibliotheek": "tijdens openingstijden bibliotheek",
    "tijdens openingstijden van de bibliotheek, behalve op maandag": "behalve op maandag",
    "vier keer per jaar op zaterdag 10-12": "vier keer",
    "di 10-12 (nieuwe tijden, eerst wo 10-12)": "eerst",
    "oude tijd: di 10-12, nieuwe tijd: wo 10-12": "oude tijd",
    "niet meer op di 10-12 maar op wo 10-12": "niet meer",
    "di 10-12 wordt do 10-12": "wordt",
    "ma 10-12 of wo 10-12": "of",
    "maandag- of dinsdagmiddag 13-15": "maandag- of",
    "op dinsdag of op donderdag van 10 tot 12": "dinsdag of op donderdag",
    "om de beurt maandag en dinsdag 10-12": "om de beurt",
    "volgende week dinsdag 10-12": "volgende week",
    "deze dinsdag 10-12": "deze",
    "di 10-12 (alleen online)": "alleen online",
    "online inloop di 10-12": "online",
    "e-mail: ma-vr 9-17": "e-mail",
    "ma-vr bereikbaar van 9-17 uur op 0598-123456": "bereikbaar",
    "di 10-12 sinds 2019": "2019",
    "di 10-12 zo lang de voorraad strekt": "zo lang",
    "di 10-12. Voor de belastinghulp moet u een afspraak maken": "belastinghulp moet u een afspraak maken",
    "di 10-12, rijbewijs alleen op afspraak": "alleen op afspraak",
    "di 10-12, in de even weken op afspraak": "even weken op afspraak",
}
# A text, and what a person reads in it, the appointment of each rule included.
READ: dict[str, Hours] = {
    "di 10-12 (0800-2110)": hours(rule((DI,), "10", "12")),
    "di 10-12, bel 088-1234567": hours(rule((DI,), "10", "12")),
    "ma-vr 0900-1700": hours(rule(WORKDAYS, "9", "17")),
    "ma 09-12 13-17": hours(rule((MA,), "9", "12"), rule((MA,), "13", "17")),
    "tel 0598 - 61 12 34 ma-do 9.00-16.30 inloop do 10-12": hours(rule((DO,), "10", "12", appointment=NONE)),
    "Telefoon\nma-vr 9-12\nInloop\ndi 14-16": hours(rule((DI,), "14", "16", appointment=NONE)),
    "Telefonisch bereikbaar\nma 9-12\ndi 9-12\nSpreekuur\ndo 14-16": hours(rule((DO,), "14", "16")),
    "ma-vr 9-17 telefonisch en op locatie": hours(rule(WORKDAYS, "9", "17")),
    "Wij zijn telefonisch en aan de balie bereikbaar van ma t/m vr 9-17": hours(rule(WORKDAYS, "9", "17")),
    "Openingstijden balie ma-vr 9-17\nTelefonisch bereikbaar ma-vr 9-12\nSpreekuur di 10-12": hours(
        rule(WORKDAYS, "9", "17"), rule((DI,), "10", "12")
    ),
    "vrij inloop di 10-12": hours(rule((DI,), "10", "12", appointment=NONE)),
    "Wijkcentrum De Zon di 10-12": hours(rule((DI,), "10", "12")),
    "gebouw Do-mi, di 10-12": hours(rule((DI,), "10", "12")),
    "di 10-12, toegang vrij": hours(rule((DI,), "10", "12")),
    "di 10-12, zo nodig op afspraak": hours(rule((DI,), "10", "12", appointment=POSSIBLE)),
    "iedere dinsdag in december 10-12": hours(rule(week(DI, months=(12,)), "10", "12")),
    "di 10-12, vanaf 1 december 13-15": hours(
        rule(week(DI, valid_to=date(2026, 11, 30)), "10", "12"),
        rule(week(DI, valid_from=date(2026, 12, 1)), "13", "15"),
    ),
    "aangifteperiode: di 9-12, daarbuiten: 1e dinsdag van de maand 9-12": hours(
        rule(week(DI, seasons=(TAX_SEASON,)), "9", "12"),
        rule(week(DI, nth=(1,)), "9", "12", except_days=(Days(seasons=(TAX_SEASON,)),)),
    ),
    "di 10-12, aanmelden tijdens kantooruren": hours(rule((DI,), "10", "12")),
    "telefonisch spreekuur ma 9-10, inloop di 10-12": hours(rule((DI,), "10", "12", appointment=NONE)),
    "ma-vr 9-12 telefonisch, di 14-16 inloop": hours(rule((DI,), "14", "16", appointment=NONE)),
    "vrij entree, di 10-12": hours(rule((DI,), "10", "12")),
    "ma 10-12\ndi 13-15 op afspraak\nwo 10-12": hours(
        rule((MA, WO), "10", "12"), rule((DI,), "13", "15", appointment=NEEDED)
    ),
    "ma 9-12 op afspraak, di 9-12 inloop, wo 9-12": hours(
        rule((MA,), "9", "12", appointment=NEEDED),
        rule((DI,), "9", "12", appointment=NONE),
        rule((WO,), "9", "12"),
    ),
    "ma t/m vr 9-12 uur inloop, 13-17 uur op afspraak": hours(
        rule(WORKDAYS, "9", "12", appointment=NONE), rule(WORKDAYS, "13", "17", appointment=NEEDED)
    ),
    "maandag 9-12 inloop en 13-16 op afspraak": hours(
        rule((MA,), "9", "12", appointment=NONE), rule((MA,), "13", "16", appointment=NEEDED)
    ),
    "inloop di 10-12 en op afspraak do 10-12": hours(
        rule((DI,), "10", "12", appointment=NONE), rule((DO,), "10", "12", appointment=NEEDED)
    ),
    "di 10-12 (inloop), do 10-12 (afspraak)": hours(
        rule((DI,), "10", "12", appointment=NONE), rule((DO,), "10", "12", appointment=NEEDED)
    ),
    "Inloop:\nDinsdag 10-12\nAlleen op afspraak:\nDonderdag 10-12": hours(
        rule((DI,), "10", "12", appointment=NONE), rule((DO,), "10", "12", appointment=NEEDED)
    ),
    "ma-vr 9-17, woensdag alleen op afspraak": hours(
        rule(tuple(day for day in WORKDAYS if day is not WO), "9", "17"),
        rule((WO,), "9", "17", appointment=NEEDED),
    ),
    "ma-vr 9-12 (wo op afspraak)": hours(
        rule(tuple(day for day in WORKDAYS if day is not WO), "9", "12"),
        rule((WO,), "9", "12", appointment=NEEDED),
    ),
    "di 10-12, do 10-12 (do. alleen op afspraak)": hours(
        rule((DI,), "10", "12"), rule((DO,), "10", "12", appointment=NEEDED)
    ),
    "di 10-12 (op afspraak), do 10-12": hours(
        rule((DI,), "10", "12", appointment=NEEDED), rule((DO,), "10", "12")
    ),
    "ma, di, do 9-12 of op afspraak": hours(rule((MA, DI, DO), "9", "12", appointment=POSSIBLE)),
    "di 10-12 en/of op afspraak": hours(rule((DI,), "10", "12", appointment=POSSIBLE)),
    "di 10-12 op afspraak en inloop": hours(rule((DI,), "10", "12", appointment=POSSIBLE)),
    "di 10-12, op afspraak ook op andere tijden": hours(rule((DI,), "10", "12", appointment=POSSIBLE)),
    # said the other way round
    "di 10-12, niet zonder afspraak": hours(rule((DI,), "10", "12", appointment=NEEDED)),
    "di 10-12. Afspraak maken hoeft niet.": hours(rule((DI,), "10", "12", appointment=NONE)),
    "di 10-12, een afspraak hoeft niet": hours(rule((DI,), "10", "12", appointment=NONE)),
    "di 10-12, een afspraak maken kan, hoeft niet": hours(rule((DI,), "10", "12", appointment=POSSIBLE)),
    "di 10-12, u kunt ook een afspraak maken": hours(rule((DI,), "10", "12", appointment=POSSIBLE)),
    "di 10-12, afspraak maken kan telefonisch": hours(rule((DI,), "10", "12", appointment=NEEDED)),
}


def _lang(text: str) -> str:
    return "en" if text.split(maxsplit=1)[0] in ("Mondays", "Tuesdays", "Every") else "nl"


@pytest.mark.parametrize("text", LEFT_OVER)
def test_what_limits_or_overturns_hours_is_left_over(text: str) -> None:
    read = parse(text, _lang(text), AS_OF)
    assert read.certainty is Certainty.PARTIAL
    assert any(LEFT_OVER[text].lower() in one.text.lower() for one in read.leftover), read.leftover


def _of_each(found: Hours) -> set[tuple[Appointment, str]]:
    """Each occurrence with the appointment it asks for."""
    return {
        (one.appointment, moment)
        for one in found.rules
        for days in _days(Hours(rules=(one,)))
        for moment, _ in days
    }


@pytest.mark.parametrize("text", READ)
def test_hours_are_read_with_their_own_appointment(text: str) -> None:
    read = parse(text, as_of=AS_OF)
    assert (read.leftover, read.doubts) == ((), ())
    assert _days(read.hours) == _days(READ[text])
    assert _of_each(read.hours) == _of_each(READ[text])


def test_a_plain_remark_holds_for_all_hours_before_it() -> None:
    read = parse("ma 9-12, di 13-16. Alleen op afspraak.")
    assert [one.appointment for one in read.hours.rules] == [NEEDED, NEEDED]


@pytest.mark.parametrize(
    "text", ["om de week op dinsdag 10-12 vanaf 6 januari", "om de 3 weken di 10-12 vanaf 6 januari"]
)
def test_a_first_date_on_another_weekday_is_asked_back(text: str) -> None:
    (doubt,) = parse(text, as_of=AS_OF).doubts
    assert doubt == Doubt(DoubtKind.CONTRADICTION, ("woensdag 6 januari 2027", "dinsdag 12 januari 2027"))
