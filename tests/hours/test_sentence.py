"""Hours as plain sentences: what they say, and that they stay plain."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from statistics import mean
from typing import get_args

import pytest

from sociale_kaart.hours.schedule import (
    EVEN_WEEKS,
    ODD_WEEKS,
    TAX_SEASON,
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
)
from sociale_kaart.hours.sentence import Language, describe, describe_written
from tests.hours.hand_built import (
    CLOSED,
    DI,
    DO,
    MA,
    MA_ZA,
    NEEDED,
    NONE,
    OPEN,
    POSSIBLE,
    VR,
    WO,
    ZA,
    hours,
    on,
    period,
    rule,
    week,
    yearly,
)
from tests.hours.test_sentence_roundtrip import complete_rows

LANGUAGES: tuple[Language, ...] = get_args(Language)
MOST_WORDS = 20

DI_10 = rule((DI,), "10", "12")
OFFICE = rule(WORKDAYS, "9", "17")
NOT_AT_SCHOOL = SchoolPolicy.CLOSED

# Thought out before the code ran: what a person at a desk would say.
SAID = {
    "the issue's own example": (
        hours(rule((MA,), "14", "16", school=NOT_AT_SCHOOL, appointment=NONE)),
        "Elke maandag van 14.00 tot 16.00 uur. Niet in schoolvakanties. U hoeft geen afspraak te maken.",
        "Every Monday from 14:00 to 16:00. Not in school holidays. No appointment needed.",
    ),
    "three days in a row, two times": (
        hours(rule(WORKDAYS, "9", "12"), rule(WORKDAYS, "13", "17")),
        "Maandag tot en met vrijdag van 9.00 tot 12.00 en van 13.00 tot 17.00 uur.",
        "Monday to Friday from 09:00 to 12:00 and from 13:00 to 17:00.",
    ),
    "days that do not follow each other": (
        hours(rule((MA, WO, VR), "9", "12.30")),
        "Elke maandag, woensdag en vrijdag van 9.00 tot 12.30 uur.",
        "Every Monday, Wednesday and Friday from 09:00 to 12:30.",
    ),
    "first and third": (
        hours(rule(week(DO, nth=(1, 3)), "10", "12")),
        "Elke eerste en derde donderdag van de maand van 10.00 tot 12.00 uur.",
        "Every first and third Thursday of the month from 10:00 to 12:00.",
    ),
    "last": (
        hours(rule(week(VR, nth=(-1,)), "10", "12")),
        "Elke laatste vrijdag van de maand van 10.00 tot 12.00 uur.",
        "Every last Friday of the month from 10:00 to 12:00.",
    ),
    "the first of two days: which first is said of each": (
        hours(rule(week(MA, DI, nth=(1,)), "10", "12")),
        "Elke eerste maandag en eerste dinsdag van de maand van 10.00 tot 12.00 uur.",
        "Every first Monday and first Tuesday of the month from 10:00 to 12:00.",
    ),
    "even weeks, and odd ones at another time": (
        hours(rule(week(DI, weeks=EVEN_WEEKS), "10", "12"), rule(week(DI, weeks=ODD_WEEKS), "14", "16")),
        "Elke dinsdag in even weken van 10.00 tot 12.00 uur. Elke dinsdag in oneven weken van 14.00 tot 16.00 uur.",
        "Every Tuesday in even weeks from 10:00 to 12:00. Every Tuesday in odd weeks from 14:00 to 16:00.",
    ),
    "every other week from a date": (
        hours(rule(week(DI, interval=Interval(2, date(2026, 1, 6)), valid_from=date(2026, 1, 6)), "10", "12")),
        "Vanaf 6 januari 2026: om de week op dinsdag van 10.00 tot 12.00 uur.",
        "From 6 January 2026: every other week on Tuesday from 10:00 to 12:00.",
    ),
    "every other week, and it is not said which": (
        hours(rule(week(DI, interval=Interval(2, None)), "10", "12")),
        "Om de week op dinsdag van 10.00 tot 12.00 uur. Wij weten niet in welke week.",
        "Every other week on Tuesday from 10:00 to 12:00. We do not know in which week.",
    ),
    "every three weeks, counted from a week": (
        hours(rule(week(DO, interval=Interval(3, date(2026, 1, 5))), "10", "12")),
        "Eens in de drie weken op donderdag geteld vanaf de week van 5 januari 2026 van 10.00 tot 12.00 uur.",
        "Every three weeks on Thursday counting from the week of 5 January 2026 from 10:00 to 12:00.",
    ),
    "twice a month, and it is not said when": (
        hours(rule(week(DI, per_month=2), "10", "12")),
        "Twee keer per maand op dinsdag van 10.00 tot 12.00 uur. Wij weten niet op welke dagen.",
        "Twice a month on Tuesday from 10:00 to 12:00. We do not know on which days.",
    ),
    "a day of the month": (
        hours(rule(Days(month_days=(15, -1)), "14", "16")),
        "Elke maand op de 15e en laatste dag van 14.00 tot 16.00 uur.",
        "Every month on the 15th and last day from 14:00 to 16:00.",
    ),
    "the tax season": (
        hours(rule(week(MA, seasons=(TAX_SEASON,)), "9", "12")),
        "Elk jaar van 1 maart tot en met 30 april: elke maandag van 9.00 tot 12.00 uur.",
        "Every year from 1 March to 30 April: every Monday from 09:00 to 12:00.",
    ),
    "months": (
        hours(rule(week(MA, months=(9, 10, 11, 12, 1, 2, 3, 4, 5, 6)), "9", "12")),
        "Van september tot en met juni: elke maandag van 9.00 tot 12.00 uur.",
        "From September to June: every Monday from 09:00 to 12:00.",
    ),
    "one season for all": (
        hours(rule(week(MA, months=(3, 4)), "9", "12"), rule(week(DI, months=(3, 4)), "13", "15")),
        "Elke maandag van 9.00 tot 12.00 uur. Elke dinsdag van 13.00 tot 15.00 uur. Alleen in maart en april.",
        "Every Monday from 09:00 to 12:00. Every Tuesday from 13:00 to 15:00. Only in March and April.",
    ),
    "a period within a month": (
        hours(rule(replace(period("2026-08-16", "2026-08-30"), weekdays=(WO,)), "9", "12")),
        "Van 16 tot en met 30 augustus 2026: elke woensdag van 9.00 tot 12.00 uur.",
        "From 16 to 30 August 2026: every Wednesday from 09:00 to 12:00.",
    ),
    "one date, with its day of the week": (
        hours(rule(on("2026-12-07"), "10", "12")),
        "Op maandag 7 december 2026 van 10.00 tot 12.00 uur.",
        "On Monday 7 December 2026 from 10:00 to 12:00.",
    ),
    "several dates": (
        hours(rule(on("2026-03-10", "2026-03-17", "2027-01-05"), "10", "12")),
        "Op 10 en 17 maart 2026 en 5 januari 2027 van 10.00 tot 12.00 uur.",
        "On 10 and 17 March 2026 and 5 January 2027 from 10:00 to 12:00.",
    ),
    "a day of every year": (
        hours(rule(yearly((12, 24)), "9", "13")),
        "Elk jaar op 24 december van 9.00 tot 13.00 uur.",
        "Every year on 24 December from 09:00 to 13:00.",
    ),
    "a day of a year that is not said": (
        hours(rule(Days(seasons=(Season((4, 12), (4, 12)),), year_unknown=True), "9", "13")),
        "Op 12 april van 9.00 tot 13.00 uur. Wij weten niet in welk jaar.",
        "On 12 April from 09:00 to 13:00. We do not know in which year.",
    ),
    "dates in more months of one year": (
        hours(rule(on("2026-11-25", "2026-12-09", "2026-12-23"), "10", "12")),
        "Op 25 november, 9 december en 23 december 2026 van 10.00 tot 12.00 uur.",
        "On 25 November, 9 December and 23 December 2026 from 10:00 to 12:00.",
    ),
    "a date with other hours": (
        hours(replace(OFFICE, except_days=(on("2026-12-24"),)), rule(on("2026-12-24"), "9", "15")),
        ("Maandag tot en met vrijdag van 9.00 tot 17.00 uur. "
        "Op donderdag 24 december 2026 alleen van 9.00 tot 15.00 uur."),
        "Monday to Friday from 09:00 to 17:00. On Thursday 24 December 2026 only from 09:00 to 15:00.",
    ),
    "two dates taken out, one of them with other hours": (
        hours(
            replace(OFFICE, except_days=(on("2026-12-24", "2026-12-31"),)), rule(on("2026-12-24"), "9", "15")
        ),
        ("Maandag tot en met vrijdag van 9.00 tot 17.00 uur. Niet op 31 december 2026. "
        "Op donderdag 24 december 2026 alleen van 9.00 tot 15.00 uur."),
        ("Monday to Friday from 09:00 to 17:00. Not on 31 December 2026. "
        "On Thursday 24 December 2026 only from 09:00 to 15:00."),
    ),
    "a date with other hours for one of two rules replaces only that one": (
        hours(
            replace(DI_10, except_days=(on("2026-12-22"),)), rule((DO,), "14", "16"), rule(on("2026-12-22"), "9", "10")
        ),
        ("Elke dinsdag van 10.00 tot 12.00 uur, maar niet op 22 december 2026. Elke donderdag van 14.00 tot 16.00 uur. "
        "Op dinsdag 22 december 2026 van 9.00 tot 10.00 uur."),
        ("Every Tuesday from 10:00 to 12:00, but not on 22 December 2026. Every Thursday from 14:00 to 16:00. "
        "On Tuesday 22 December 2026 from 09:00 to 10:00."),
    ),
    "a day of every year with other hours, on the usual weekdays": (
        hours(
            replace(OFFICE, except_days=(yearly((12, 24)),)),
            rule(replace(yearly((12, 24)), weekdays=WORKDAYS), "9", "15"),
        ),
        "Maandag tot en met vrijdag van 9.00 tot 17.00 uur. Elk jaar op 24 december alleen van 9.00 tot 15.00 uur.",
        "Monday to Friday from 09:00 to 17:00. Every year on 24 December only from 09:00 to 15:00.",
    ),
    "a named holiday on the weekdays that it has alone": (
        hours(replace(OFFICE, open_on=(Holiday.TWEEDE_KERSTDAG,))),
        "Maandag tot en met vrijdag van 9.00 tot 17.00 uur. Ook als het dan Tweede Kerstdag is.",
        "Monday to Friday from 09:00 to 17:00. Also if that day is Boxing Day.",
    ),
    "hours on holidays, closed on them otherwise": (
        hours(replace(OFFICE, holidays=CLOSED), rule(Days(holidays=(Holiday.ANY,)), "12", "17")),
        "Maandag tot en met vrijdag van 9.00 tot 17.00 uur. Op feestdagen alleen van 12.00 tot 17.00 uur.",
        "Monday to Friday from 09:00 to 17:00. On public holidays only from 12:00 to 17:00.",
    ),
    "open on holidays but one": (
        hours(replace(OFFICE, holidays=OPEN, closed_on=(Holiday.NIEUWJAARSDAG,))),
        "Maandag tot en met vrijdag van 9.00 tot 17.00 uur. Ook op feestdagen. Niet op Nieuwjaarsdag.",
        "Monday to Friday from 09:00 to 17:00. Also on public holidays. Not on New Year's Day.",
    ),
    "a holiday moves it": (
        hours(replace(DI_10, holidays=HolidayPolicy.MOVED, moved_by=1)),
        "Elke dinsdag van 10.00 tot 12.00 uur. Op feestdagen een dag later.",
        "Every Tuesday from 10:00 to 12:00. On public holidays one day later.",
    ),
    "school holidays by name": (
        hours(replace(DI_10, school=NOT_AT_SCHOOL, school_holidays=(SchoolHoliday.MEI, SchoolHoliday.ZOMER))),
        "Elke dinsdag van 10.00 tot 12.00 uur. Niet in de meivakantie en de zomervakantie.",
        "Every Tuesday from 10:00 to 12:00. Not in the May holiday and the summer holiday.",
    ),
    "in school holidays alone": (
        hours(replace(DI_10, school=SchoolPolicy.ONLY)),
        "In schoolvakanties: elke dinsdag van 10.00 tot 12.00 uur.",
        "In school holidays: every Tuesday from 10:00 to 12:00.",
    ),
    "days taken out": (
        hours(rule(WORKDAYS, "9", "17", except_days=(week(DO, VR), week(MA, nth=(1,)), Days(months=(7,))))),
        "Maandag tot en met woensdag van 9.00 tot 17.00 uur. Niet op de eerste maandag van de maand. Niet in juli.",
        "Monday to Wednesday from 09:00 to 17:00. Not on the first Monday of the month. Not in July.",
    ),
    "closed for a while": (
        hours(DI_10, Rule(days=period("2026-04-14", "2026-04-28"), basis=Basis.CLOSED)),
        "Elke dinsdag van 10.00 tot 12.00 uur. Gesloten van 14 tot en met 28 april 2026.",
        "Every Tuesday from 10:00 to 12:00. Closed from 14 to 28 April 2026.",
    ),
    "what one rule has alone stands at that rule": (
        hours(replace(DI_10, appointment=NONE), rule((DO,), "14", "16", appointment=NEEDED)),
        "Zonder afspraak: elke dinsdag van 10.00 tot 12.00 uur. Op afspraak: elke donderdag van 14.00 tot 16.00 uur.",
        "Without appointment: every Tuesday from 10:00 to 12:00. By appointment: every Thursday from 14:00 to 16:00.",
    ),
    "what one rule has alone stands in its sentence": (
        hours(DI_10, rule((DO,), "14", "16", holidays=CLOSED)),
        "Elke dinsdag van 10.00 tot 12.00 uur. Elke donderdag van 14.00 tot 16.00 uur, maar niet op feestdagen.",
        "Every Tuesday from 10:00 to 12:00. Every Thursday from 14:00 to 16:00, but not on public holidays.",
    ),
    "one time in school holidays, another outside them": (
        hours(rule(Days(), "8", "9", school=SchoolPolicy.ONLY), rule(Days(), "14", "17", school=NOT_AT_SCHOOL)),
        "Buiten schoolvakanties: elke dag van 14.00 tot 17.00 uur. In schoolvakanties: elke dag van 8.00 tot 9.00 uur.",
        "Outside school holidays: every day from 14:00 to 17:00. In school holidays: every day from 08:00 to 09:00.",
    ),
    "a closure every year is said as it was written, not as the rest of the year": (
        hours(DI_10, Rule(days=Days(seasons=(Season((8, 16), (8, 30)),)), basis=Basis.CLOSED)),
        "Elke dinsdag van 10.00 tot 12.00 uur. Elk jaar gesloten van 16 tot en met 30 augustus.",
        "Every Tuesday from 10:00 to 12:00. Closed every year from 16 to 30 August.",
    ),
    "other days by appointment": (
        hours(
            replace(DI_10, appointment=NONE), Rule(basis=Basis.APPOINTMENT, except_days=(week(DI),))
        ),
        "Zonder afspraak: elke dinsdag van 10.00 tot 12.00 uur. Op andere dagen op afspraak.",
        "Without appointment: every Tuesday from 10:00 to 12:00. On other days by appointment.",
    ),
    "an appointment can be made": (
        hours(replace(DI_10, appointment=POSSIBLE)),
        "Elke dinsdag van 10.00 tot 12.00 uur. U kunt komen met of zonder afspraak.",
        "Every Tuesday from 10:00 to 12:00. You can make an appointment, but you do not have to.",
    ),
    "by appointment, no times": (
        hours(Rule(basis=Basis.APPOINTMENT)),
        "Alleen op afspraak.",
        "Only by appointment.",
    ),
    "while the building is open": (
        hours(Rule(basis=Basis.LOCATION)),
        "Tijdens de openingstijden van het gebouw.",
        "During the opening hours of the building.",
    ),
    "not known": (
        hours(Rule(basis=Basis.UNKNOWN)),
        "De tijden zijn niet bekend.",
        "The times are not known.",
    ),
    "one day known, the others not": (
        hours(DI_10, Rule(basis=Basis.UNKNOWN, except_days=(week(DI),))),
        "Elke dinsdag van 10.00 tot 12.00 uur. De tijden op andere dagen zijn niet bekend.",
        "Every Tuesday from 10:00 to 12:00. The times on other days are not known.",
    ),
    "no end": (
        hours(Rule(days=week(MA), opens_at=DI_10.opens_at)),
        "Elke maandag vanaf 10.00 uur. Wij weten niet tot hoe laat.",
        "Every Monday from 10:00. We do not know until what time.",
    ),
    "day and night": (
        hours(rule(Days(), "0", "24", holidays=OPEN)),
        "Dag en nacht open. Ook op feestdagen.",
        "Open 24 hours a day. Also on public holidays.",
    ),
    "day and night but on Sundays": (
        hours(rule(MA_ZA, "0", "24")),
        "Maandag tot en met zaterdag dag en nacht.",
        "Monday to Saturday 24 hours a day.",
    ),
    "past midnight, and until midnight": (
        hours(rule((VR,), "20", "1"), rule((ZA,), "20", "24")),
        "Elke vrijdag van 20.00 tot 01.00 uur 's nachts. Elke zaterdag van 20.00 tot 24.00 uur.",
        "Every Friday from 20:00 to 01:00 at night. Every Saturday from 20:00 to 24:00.",
    ),
    "an hour that could be taken for the afternoon": (
        hours(rule((DI,), "7", "9")),
        "Elke dinsdag van 07.00 tot 9.00 uur.",
        "Every Tuesday from 07:00 to 09:00.",
    ),
    "closed": (hours(Rule(basis=Basis.CLOSED)), "Gesloten.", "Closed."),
    "vouched for": (
        Hours(rules=(DI_10,), valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31)),
        "Elke dinsdag van 10.00 tot 12.00 uur. Deze tijden gelden van 1 januari tot en met 31 december 2026.",
        "Every Tuesday from 10:00 to 12:00. These times are valid from 1 January to 31 December 2026.",
    ),
    "nothing to say": (Hours(), "", ""),
}  # fmt: skip


@pytest.mark.parametrize(("one", "dutch", "english"), SAID.values(), ids=SAID)
def test_a_schedule_is_said_as_a_person_would(one: Hours, dutch: str, english: str) -> None:
    assert (describe(one, "nl"), describe(one, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("one", "dutch"),
    [
        (hours(), "De tijden zijn niet bekend."),
        (
            hours(Rule(days=on("2026-12-24"), basis=Basis.CLOSED)),
            "Gesloten op 24 december 2026. Andere tijden zijn niet bekend.",
        ),
        (hours(Rule(basis=Basis.CLOSED)), "Gesloten."),
        (hours(DI_10), "Elke dinsdag van 10.00 tot 12.00 uur."),
    ],
    ids=["flexibel", "gesloten op 24 december 2026", "gesloten", "di 10-12"],
)
def test_of_what_somebody_wrote_it_says_that_the_times_are_not_known_where_it_does_not_say_when(
    one: Hours, dutch: str
) -> None:
    assert describe_written(one) == dutch


def test_the_order_of_the_rules_changes_nothing() -> None:
    rules = (OFFICE, DI_10, Rule(basis=Basis.APPOINTMENT), rule(on("2026-12-07"), "10", "12"))
    assert describe(Hours(rules=rules)) == describe(Hours(rules=rules[::-1]))


def sentences(lang: Language) -> list[str]:
    return [one for _, each in complete_rows() for one in re.split(r"(?<=\.) ", describe(each, lang)) if one]


def names_many_days(sentence: str) -> bool:
    """A list of days or dates, which is long because they are many."""
    return sentence.count(",") > 1


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_short(lang: Language) -> None:
    """Level B1: about ten words, and never a long one where it is no list."""
    found = sentences(lang)
    assert mean(len(one.split()) for one in found) <= 10
    assert not [one for one in found if len(one.split()) > MOST_WORDS and not names_many_days(one)]


# Words of letters from the town hall, and short forms that are read wrongly by whoever reads with difficulty.
OFFICIALESE = {
    "nl": "aangaande aldaar alsmede betreffende conform derhalve dient d.d. doch e.d. gedurende geschiedt hierbij "
    "i.v.m. indien m.u.v. middels omtrent reeds t/m teneinde tevens uitgezonderd voornoemd zulks",
    "en": "aforementioned commence hereby notwithstanding pertaining prior pursuant shall thereof whereby i.e. e.g.",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_have_no_words_of_the_town_hall(lang: Language) -> None:
    words = {word.strip(",.:").lower() for one in sentences(lang) for word in one.split()}
    assert not words & set(OFFICIALESE[lang].split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_begins_with_a_capital_and_ends_with_a_stop(lang: Language) -> None:
    assert all(re.fullmatch(r"[A-Z].*[^.,: ]\.", one) for one in sentences(lang))
