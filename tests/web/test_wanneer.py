from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient

from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.wanneer import PARTS, Choice, Part, When, read_when

MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=AMSTERDAM)
TODAY = MONDAY.date()


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def dutch(app: Flask) -> Iterator[None]:
    """The sentences of the pages are those of a request."""
    with app.test_request_context("/"):
        yield


def read(query: str) -> When:
    with current_app.test_request_context(f"/?{query}"):
        return read_when(TODAY)


def test_the_parts_of_the_day_follow_on_each_other_up_to_midnight() -> None:
    ends = [closes for _, closes in PARTS.values()]
    begins = [opens for opens, _ in PARTS.values()]
    assert ends[:-1] == begins[1:]
    assert [part.hours for part in Part] == ["6 tot 12 uur", "12 tot 18 uur", "18 tot 24 uur"]


@pytest.mark.parametrize(
    ("when", "windows"),
    [
        (When(), []),
        (When(Choice.NOT_KNOWN), []),
        (When(Choice.TODAY), [(at(23, 14, 30), at(24, 0))]),
        (When(Choice.TODAY, part=Part.MORNING), []),
        (When(Choice.TODAY, part=Part.AFTERNOON), [(at(23, 14, 30), at(23, 18))]),
        (When(Choice.TODAY, part=Part.EVENING), [(at(23, 18), at(24, 0))]),
        (When(Choice.WEEK), [(at(23, 14, 30), at(30, 0))]),
        (When(Choice.WEEK, part=Part.MORNING), [(at(day, 6), at(day, 12)) for day in range(24, 30)]),
        (When(Choice.DAY, date(2026, 11, 24)), [(at(24, 0), at(25, 0))]),
        (When(Choice.DAY, date(2026, 11, 24), Part.EVENING), [(at(24, 18), at(25, 0))]),
        (When(Choice.DAY, date(2026, 11, 2)), [(at(2, 0), at(3, 0))]),
        (When(Choice.DAY), []),
    ],
)
def test_a_choice_comes_to_periods_without_what_has_passed(
    when: When, windows: list[tuple[datetime, datetime]]
) -> None:
    assert list(when.windows(MONDAY)) == windows


def test_only_a_choice_that_has_passed_is_over() -> None:
    assert When(Choice.TODAY, part=Part.MORNING).is_over(MONDAY)
    assert not When(Choice.TODAY, part=Part.MORNING).is_over(at(23, 11, 59))
    for when in (When(), When(Choice.NOW), When(Choice.NOT_KNOWN), When(Choice.DAY), When(Choice.TODAY)):
        assert not when.is_over(MONDAY)


@pytest.mark.parametrize(
    ("query", "when"),
    [
        ("", When()),
        ("wanneer=&dag=&deel=", When()),
        ("wanneer=altijd&dag=2026-12-01", When()),
        ("wanneer=nu", When(Choice.NOW)),
        ("wanneer=nu&deel=ochtend&dag=2026-12-01", When(Choice.NOW)),
        ("wanneer=onbekend&deel=avond", When(Choice.NOT_KNOWN)),
        ("wanneer=vandaag", When(Choice.TODAY)),
        ("wanneer=vandaag&dag=2026-12-01&deel=avond", When(Choice.TODAY, part=Part.EVENING)),
        ("wanneer=week&deel=middag", When(Choice.WEEK, part=Part.AFTERNOON)),
        ("deel=middag", When(Choice.WEEK, part=Part.AFTERNOON)),
        ("dag=2026-12-01", When(Choice.DAY, date(2026, 12, 1))),
        ("wanneer=dag&dag=2026-12-01", When(Choice.DAY, date(2026, 12, 1))),
        ("wanneer=dag&dag=01-12-2026", When(Choice.DAY, date(2026, 12, 1))),
        ("wanneer=dag&dag=1/12/2026", When(Choice.DAY, date(2026, 12, 1))),
        ("wanneer=dag&dag=2026-11-23", When(Choice.TODAY)),
        ("wanneer=dag&dag=2200-12-31", When(Choice.DAY, date(2200, 12, 31))),
        ("wanneer=dag&dag=1970-01-01", When(Choice.DAY, date(1970, 1, 1))),
        ("wanneer=dag", When(Choice.DAY)),
        ("wanneer=nu&wanneer=nu", When(Choice.NOW)),
        ("wanneer=nu&wanneer=", When(Choice.NOW)),
    ],
)
def test_an_address_says_when(query: str, when: When) -> None:
    assert read(query) == when


@pytest.mark.parametrize(
    "when", [When(), When(Choice.NOW), When(Choice.DAY, date(2026, 12, 1), Part.EVENING)]
)
def test_what_an_address_says_is_read_back(when: When) -> None:
    assert read("&".join(f"{key}={value}" for key, value in when.parameters().items())) == when


UNUSABLE = (
    ("dag=9999-99-99", "Schrijf een dag zo: 24-11-2026."),
    ("dag=2026-02-29", "Schrijf een dag zo: 24-11-2026."),
    ("dag=morgen", "Schrijf een dag zo: 24-11-2026."),
    ("dag=-2026-12-01", "Schrijf een dag zo: 24-11-2026."),
    ("dag=٢٠٢٦-١٢-٠١", "Schrijf een dag zo: 24-11-2026."),
    ("dag=2026-12-01T10:00", "Schrijf een dag zo: 24-11-2026."),
    ("dag=" + "9" * 5000, "Schrijf een dag zo: 24-11-2026."),
    ("dag=1969-12-31", "Kies een dag tussen 1970 en 2200."),
    ("dag=2201-01-01", "Kies een dag tussen 1970 en 2200."),
    ("dag=9999-12-31", "Kies een dag tussen 1970 en 2200."),
    ("dag=2026-12-01&dag=2026-12-02", "Kies één moment."),
    ("wanneer=nu&wanneer=week", "Kies één moment."),
    ("deel=avond&deel=middag", "Kies één moment."),
    ("wanneer=ooit", "Dit moment kennen we niet."),
    ("wanneer=<script>alert(1)</script>", "Dit moment kennen we niet."),
    ("deel=nacht", "Dit deel van de dag kennen we niet."),
    ("deel='; DROP TABLE plekken; --", "Dit deel van de dag kennen we niet."),
    ("wanneer=%00nu", "Dit moment kennen we niet."),
)


@pytest.mark.parametrize(("query", "says"), UNUSABLE)
def test_what_we_cannot_use_is_refused(query: str, says: str) -> None:
    if query.startswith("dag="):
        query = f"wanneer=dag&{query}"
    with pytest.raises(Refused) as refused:
        read(query)
    assert refused.value.code == 400
    assert says in refused.value.sentence


@pytest.mark.parametrize("page", ["/", "/api/stand.json"])
@pytest.mark.parametrize(("query", "says"), UNUSABLE)
def test_a_page_says_so_in_plain_words(client: FlaskClient, page: str, query: str, says: str) -> None:
    answer = client.get(f"{page}?{query}")
    assert answer.status_code == 400
    assert says in (answer.json["detail"] if answer.json else answer.text)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(Choice.NOW), "nu"),
        (When(Choice.TODAY, part=Part.EVENING), "vandaag in de avond"),
        (When(Choice.WEEK), "deze week"),
        (When(Choice.DAY, date(2026, 11, 24), Part.AFTERNOON), "op dinsdag 24 november in de middag"),
        (When(Choice.DAY, date(2027, 1, 4)), "op maandag 4 januari 2027"),
        (When(), ""),
    ],
)
def test_a_choice_in_a_sentence(when: When, words: str) -> None:
    assert when.phrase(TODAY) == words
