"""The page of a gemeente: who does what, what neighbours offer, how far people live, and what to find out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.coverage.todo import todo_list
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.web.app import create_app
from sociale_kaart.web.report import gemeente as reports
from sociale_kaart.web.report import nearby, verdicts
from sociale_kaart.web.report.figures import Figures
from sociale_kaart.web.site import Site
from tests.web.smallmap import ENSCHEDE, HENGELO, HOSTILE, comparison, config, map_data

MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=AMSTERDAM)
UTRECHT, WIJK_BIJ_DUURSTEDE, HEUVELRUG = "GM0344", "GM0352", "GM1581"


@pytest.fixture(scope="module")
def example(utrecht: MapData) -> FlaskClient:
    return create_app(utrecht, Settings(tiles_url=""), clock=lambda: MONDAY).test_client()


def text(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def plain(page: str) -> str:
    """What a reader of the page reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def part(page: str, name: str) -> str:
    """What stands under one heading."""
    return page.partition(f'<h2 id="{name}">')[2].partition("<h2 id=")[0]


def test_who_does_what_says_when_and_since_when_we_know(example: FlaskClient) -> None:
    who = plain("<main" + part(text(example, f"/dekking/{UTRECHT}"), "wie"))
    assert "Spreekuur belasting en toeslagen : Elke dinsdag van 14.00 tot 16.00 uur." in who
    assert "Nagekeken op 14 september 2026." in who
    assert "door Voorbeeldcoördinator." in who


def test_a_question_mark_says_what_it_means_where_somebody_vouched_for_the_list() -> None:
    """It was said to be "niemand heeft het ons verteld" on the page that says "de lijst is volledig"."""
    vouched = [
        {"pillar": pillar, "gemeenten": [HENGELO], "declared_by": "A. de Vries", "as_of": "2026-10-01"}
        for pillar in ("training", "spreekuur")
    ]
    names = {one.id: one.name for one in map_data().pillars}

    def who(gemeentecode: str) -> str:
        client = create_app(
            map_data(config=config(completeness=vouched)), Settings(tiles_url="")
        ).test_client()
        return plain("<main" + part(text(client, f"/dekking/{gemeentecode}"), "wie"))

    said = "De lijst is volledig, zegt A. de Vries (1 oktober 2026). Een ? betekent dan: deze plek staat er niet op."
    assert f"{said} Dat geldt voor: {names['training']} ." in who(HENGELO), "it has no ? at spreekuur"
    assert "Een ? betekent dan" not in who(ENSCHEDE), "nobody vouched for its lists"


def test_neighbours_are_named_with_their_gemeente_and_distance(example: FlaskClient) -> None:
    told = plain("<main" + part(text(example, f"/dekking/{UTRECHT}"), "buren"))
    assert re.search(r"Voorbeeldbibliotheek De Wilg Nieuwegein 8,3 km 4\.735", told)


def test_people_are_held_against_those_of_the_provincie(example: FlaskClient) -> None:
    page = part(text(example, f"/dekking/{UTRECHT}"), "afstanden")
    assert page.count("<svg") == 4, "a chart for each kind of help"
    assert "Doorgetrokken lijn met punten: Utrecht. Streepjes: provincie Utrecht." in page
    assert re.search(
        r'aria-label="Binnen 5 kilometer van een plek: Utrecht minstens \d+% en provincie Utrecht minstens \d+%\."',
        page,
    )
    assert "<td>Utrecht, minstens</td>" in page, "beyond the border nobody declared a list complete"
    assert "alle gemeenten van deze kaart" not in page, "that is the provincie itself"


def test_a_map_of_more_than_a_provincie_is_held_beside_it() -> None:
    data = map_data()
    data = replace(data, gemeentecodes=(*data.gemeentecodes, "GM0344"))
    page = text(create_app(data, Settings(tiles_url="")).test_client(), f"/dekking/{ENSCHEDE}")
    assert "alle gemeenten van deze kaart" in part(page, "afstanden")


def test_every_figure_of_the_page_is_that_of_the_report(utrecht: MapData) -> None:
    site = Site(utrecht, Settings())
    figures = Figures(site)
    assert figures.report is not None
    for row in figures.report.rows:
        profile = figures.profile(row.area, row.pillar)
        assert profile is not None
        for limit, column in ((1, "share_within_2km"), (2, "share_within_5km"), (3, "share_within_10km")):
            assert profile.shares[limit] == pytest.approx(getattr(row, column)), (
                row.area,
                row.pillar,
                column,
            )


def test_a_gap_says_on_whose_word_and_an_unknown_one_whose_word_is_lacking(example: FlaskClient) -> None:
    figures = plain("<main" + part(text(example, f"/dekking/{HEUVELRUG}"), "cijfers"))
    assert "De lijst is volledig, zegt Voorbeeldcoördinator (15 oktober 2026)." in figures
    unknown = plain("<main" + part(text(example, f"/dekking/{WIJK_BIJ_DUURSTEDE}"), "cijfers"))
    assert re.search(r"Niemand zei dat de lijst volledig is in: [^.]*Buren", unknown)


def test_things_to_do_say_in_which_row_of_which_file(example: FlaskClient) -> None:
    todo = plain("<main" + part(text(example, f"/dekking/{UTRECHT}"), "nagaan"))
    assert "Vraag het na. Vul de tijden in, bijvoorbeeld: dinsdag 10:00-12:00." in todo
    assert re.search(r"netwerk\.xlsx, blad Aanbod, rij \d+, kolom ‘Tijden’", todo)


def test_no_row_is_named_that_is_not_in_the_sheets(overijssel: MapData) -> None:
    held = overijssel.inventory
    file_of = {one.id: one.file for one in overijssel.config.sources}
    told = [
        *(one.provenance for one in held.listings),
        *(one.provenance for one in held.offers),
        *(one.provenance for one in held.locations),
    ]
    there = {(file_of[one.source], one.row) for one in told}
    found = todo_list(overijssel, Site(overijssel, Settings()).hours, date(2026, 11, 22))
    asked = {(one.where.file, one.where.row) for some in found.values() for one in some if one.where.row}
    assert asked
    assert asked <= there


def test_a_thing_gets_stale_while_the_map_stays_the_same(utrecht: MapData) -> None:
    def page(year: int) -> str:
        clock = MONDAY.replace(year=year)
        client = create_app(utrecht, Settings(tiles_url=""), clock=lambda: clock).test_client()
        return part(text(client, f"/dekking/{UTRECHT}"), "nagaan")

    assert "Langer dan een jaar niet nagekeken" not in page(2026)
    assert "Langer dan een jaar niet nagekeken" in page(2028)


def test_every_figure_says_from_when_and_from_where(example: FlaskClient) -> None:
    page = plain(text(example, f"/dekking/{UTRECHT}"))
    for said in (
        "De nieuwste bron is van 15 oktober 2026.",
        "Spreekuren, opgegeven door de partners (voorbeeld)",
        "CBS, Kerncijfers wijken en buurten 2024",
        "binnen 5 km in een rechte lijn",
    ):
        assert said in page, said


def test_the_words_of_the_map_are_marked_on_a_page_in_english(example: FlaskClient) -> None:
    page = text(example, f"/en/dekking/{UTRECHT}")
    assert "Who does what here?" in page
    assert "Consultation hour for tax and benefits" in page
    assert "Spreekuur belasting en toeslagen" not in page
    assert 'lang="nl" dir="ltr">Informatiepunt Digitale Overheid<' in page, "a pillar that nobody translated"
    assert "Every Tuesday from 14:00 to 16:00." in page


def test_nothing_of_a_sheet_is_executed_on_the_page(client: FlaskClient) -> None:
    for code in ("GM0164", ENSCHEDE):
        assert HOSTILE not in text(client, f"/dekking/{code}")


def test_without_the_extra_the_page_tells_what_the_map_holds_and_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sociale_kaart.web.report import figures

    for module in (figures, reports):
        monkeypatch.setattr(module, "can_reckon", lambda: False)
    client = create_app(map_data(), Settings(tiles_url="")).test_client()
    page = plain(text(client, f"/dekking/{ENSCHEDE}"))
    assert "pip install &#39;sociale-kaart[coverage]&#39;" in page
    assert "hoogstens 4,3 km" in page, "the mean distance that the built map holds"
    assert "Wat de buren bieden" in page
    assert "Bibliotheek Enschede" in page


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (None, "–"),
        (0.0, "0%"),
        (0.004, "minder dan 1%"),
        (0.62, "62%"),
        (0.996, "meer dan 99%"),
        (1.0, "100%"),
    ],
)
def test_nearly_nobody_is_not_nobody_and_nearly_all_are_not_all(
    example: FlaskClient, share: float | None, said: str
) -> None:
    with example.application.test_request_context():
        assert verdicts.share(share) == said


def test_a_gemeente_beside_no_known_place_says_so(client: FlaskClient) -> None:
    with client.application.test_request_context():
        site = Site(map_data(), Settings())
        found = nearby.borders(site, Figures(site), ENSCHEDE, 3)
    assert [bool(one.places) for one in found] == [not one.said for one in found]
    assert any(one.said == "Geen plek bekend buiten deze gemeente." for one in found)


def test_a_line_of_the_country_comes_from_whoever_wrote_it_down_with_its_source(utrecht: MapData) -> None:
    data = replace(
        utrecht, config=utrecht.config.model_copy(update={"comparisons": (comparison("spreekuur"),)})
    )
    page = part(
        text(create_app(data, Settings(tiles_url="")).test_client(), f"/dekking/{UTRECHT}"), "afstanden"
    )
    assert "Stippels: Nederland. De cijfers van Nederland: Verzonnen cijfers, 1 oktober 2026." in page
    assert "Een lijn van heel Nederland is er niet" not in page
    row = re.search(r"<td>Nederland, minstens</td>(.*?)</tr>", page)
    assert row is not None
    assert re.findall(r"\d+%", row[1]) == ["12%", "23%", "34%", "46%", "57%"]
    assert page.count("Nederland, minstens</td>") == 1, "of no other kind of help anybody told it"
