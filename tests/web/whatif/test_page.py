"""The page: what an address may ask, and what it says in words."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.coverage.report.kind import Kind
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import ExtraMissing
from sociale_kaart.model import CoverageStatus
from sociale_kaart.web.app import create_app
from sociale_kaart.web.dekking.choices import GROUPS, Choices
from sociale_kaart.web.dekking.figures import figures
from sociale_kaart.web.site import Site
from sociale_kaart.web.whatif.bench import Bench
from sociale_kaart.web.whatif.bounds import is_open
from sociale_kaart.web.whatif.ground import Moment
from sociale_kaart.web.whatif.kinds import kinds_of, robust_gaps, status_of
from sociale_kaart.web.whatif.steps import MOST_STEPS, Add
from tests.web.whatif.asking import EVIL, PAGE, SPOT, get


def led_to(visitor: FlaskClient, **asked: str) -> dict[str, str]:
    """What the address says that a form leads to."""
    answer = visitor.get(f"{PAGE}?{urlencode({'pijler': 'spreekuur'} | asked)}")
    assert answer.status_code == 302, answer.text[:500]
    return {name: value for name, (value,) in parse_qs(urlsplit(answer.location).query).items()}


@pytest.mark.parametrize(
    "asked",
    [
        {"plan": "onzin"},
        {"plan": "b99999-99999"},
        {"plan": ".".join([SPOT] * (MOST_STEPS + 1))},
        {"plan2": EVIL},
        {"pijler": "bestaat-niet"},
        {"groep": "iedereen-anders"},
        {"binnen": "7"},
    ],
    ids=str,
)
def test_an_address_that_cannot_be_meant_is_refused(visitor: FlaskClient, asked: dict[str, str]) -> None:
    answer = visitor.get(f"{PAGE}?{urlencode(asked)}")
    assert answer.status_code == 400
    assert EVIL not in answer.text


def test_a_name_is_shown_as_text_and_no_longer_than_it_may_be(visitor: FlaskClient) -> None:
    text = get(visitor, plan=SPOT, naam=EVIL + "x" * 500)
    assert EVIL not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "x" * 50 not in text


def test_a_form_leads_to_the_address_of_the_plan_with_its_step(visitor: FlaskClient, bench: Bench) -> None:
    ground = bench.ground("spreekuur", 5)
    there = bench.places.row_of[str(ground.now.sites.id[0])]
    free = bench.places.code(int(ground.candidates[0]))
    assert led_to(visitor, doe="bij", bij=free, plan=SPOT)["plan"] == f"{SPOT}.b{free}"
    closed = led_to(visitor, doe="sluit", wie=bench.places.names[there], naam="Proef", binnen="2")
    assert closed == {
        "pijler": "spreekuur",
        "binnen": "2",
        "plan": f"s{bench.places.code(there)}",
        "naam": "Proef",
    }
    moved = led_to(visitor, doe="verhuis", wie=bench.places.code(there), naar=free)
    assert moved["plan"] == f"v{bench.places.code(there)}-{free}"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"doe": "bij"}, "Kies een plek uit de lijst"),
        ({"doe": "bij", "zoek": "Qqqqq"}, "Deze plaats kennen we niet."),
        ({"doe": "bij", "bij": "Voorbeeldbibliotheek"}, "Er zijn meer plekken met deze naam"),
        ({"doe": "sluit"}, "Kies eerst een plek"),
        ({"doe": "sluit", "wie": "Zomaar iets"}, "We kennen geen plek met deze naam"),
        ({"doe": "verhuis", "wie": "Zomaar iets"}, "We kennen geen plek met deze naam"),
    ],
    ids=str,
)
def test_a_form_in_doubt_says_so_and_keeps_the_plan(
    visitor: FlaskClient, asked: dict[str, str], said: str
) -> None:
    text = get(visitor, plan=SPOT, **asked)
    assert said in text
    assert f'name="plan" value="{SPOT}"' in text


def test_one_step_too_many_is_refused(visitor: FlaskClient) -> None:
    full = ".".join(f"b13860-{45_600 + number}" for number in range(MOST_STEPS))
    answer = visitor.get(f"{PAGE}?{urlencode({'plan': full, 'doe': 'bij', 'zoek': '3511'})}")
    assert answer.status_code == 400
    assert "te veel stappen" in answer.text


def test_a_plan_that_is_too_long_goes_on_with_what_may_be(visitor: FlaskClient) -> None:
    steps = [f"b13860-{45_600 + number}" for number in range(100)]
    asked = {"pijler": "spreekuur", "binnen": "2", "naam": "Lang"}
    answer = visitor.get(f"{PAGE}?{urlencode(asked | {'plan': '.'.join(steps)})}")
    assert answer.status_code == 400
    address = onward(answer.text, "Ga verder met de eerste 20 stappen")
    said = {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}
    assert said == asked | {"plan": ".".join(steps[:MOST_STEPS])}
    assert visitor.get(address).status_code == 200
    one_more = visitor.get(f"{address}&doe=bij&zoek=3511")
    assert one_more.status_code == 400
    assert onward(one_more.text, "Terug naar uw plan") == address
    unreadable = visitor.get(f"{PAGE}?plan={'.'.join(['onzin'] * 100)}").text
    assert "Ga verder" not in unreadable
    assert onward(unreadable, "Begin een nieuw plan") == PAGE


def onward(page: str, text: str) -> str:
    """Where the button with this text leads."""
    (address,) = re.findall(rf'href="([^"]*)">{re.escape(text)}</a>', page)
    return unescape(address)


def test_a_place_of_an_older_build_is_passed_over(visitor: FlaskClient) -> None:
    text = get(visitor, plan=f"szzzzzz.{SPOT}")
    assert "Deze plek staat niet meer op de kaart." in text
    assert "nieuwe plek in Utrecht" in text


def test_the_page_says_from_when_and_from_whom(visitor: FlaskClient) -> None:
    text = get(visitor)
    for said in (
        "De nieuwste bron is van",
        "Inwoners: CBS",
        "in een rechte lijn",
        "Onbekend is niet hetzelfde",
    ):
        assert said in text


def test_who_begins_again_keeps_what_was_chosen(visitor: FlaskClient) -> None:
    asked = {"pijler": "spreekuur", "groep": "65plus", "moment": "dinsdagavond", "binnen": "2"}
    page = get(visitor, **asked, plan=SPOT, plan2=SPOT, alleen="bibliotheken")
    (again,) = re.findall(r'href="([^"]*)" data-opnieuw', page)
    assert {name: value for name, (value,) in parse_qs(urlsplit(unescape(again)).query).items()} == asked


def test_it_speaks_english_too(visitor: FlaskClient) -> None:
    answer = visitor.get(f"/en{PAGE}?pijler=spreekuur&plan={SPOT}")
    assert "new place in Utrecht" in answer.text
    assert "&lt;" not in answer.text.partition("<main")[2]
    assert visitor.get("/en/api/wat-als/punten.json").status_code == 404


def test_where_it_cannot_be_reckoned_the_page_says_so(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_installed(*_: object) -> None:
        raise ExtraMissing("scipy is not installed, which reckons what changes")

    monkeypatch.setattr(Bench, "ground", not_installed)
    assert "Deze website kan dat nu niet uitrekenen." in visitor.get(PAGE).text
    assert visitor.get(f"{PAGE}.csv").status_code == 503


@pytest.mark.parametrize("map_fixture", ["utrecht", "overijssel"])
@pytest.mark.parametrize("limit_km", [2, 5])
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("moment", ["altijd", "dinsdagavond"])
def test_a_gemeente_is_called_what_the_dashboard_calls_it(
    map_fixture: str, limit_km: int, group: str, moment: str, request: pytest.FixtureRequest
) -> None:
    data: MapData = request.getfixturevalue(map_fixture)
    site = Site(data, Settings())
    bench = Bench(site)
    for pillar in site.pillars:
        choices = Choices(pillar=pillar, usual_pillar=pillar, limit_km=limit_km, group=group, moment=moment)
        ground = bench.ground(pillar, limit_km, Moment(moment, None))
        ours = kinds_of(ground, ground.glances(choices.persons), robust_gaps(site, choices))
        found = figures(site, choices)
        assert ours == dict(zip(found.order, map(Kind, found.slice(choices).kinds.tolist()), strict=True))


def test_where_nobody_knows_there_is_no_nought(overijssel: MapData) -> None:
    site, visitor = Site(overijssel, Settings()), create_app(overijssel, Settings(tiles_url="")).test_client()
    bench = Bench(site)
    ground = bench.ground("spreekuur", 5)
    assert {status_of(ground, one) for one in ground.glances("all")} == {CoverageStatus.UNKNOWN}
    row = int(ground.candidates[0])
    rows = get(visitor, plan=str(Add(bench.places.code(row)))).partition("data-rijen")[2].split("<tr>")
    (its,) = (
        one for one in rows if f'data-v="naam">{bench.gemeente_name(bench.places.gemeentecodes[row])}<' in one
    )
    assert 'data-v="places_before">onbekend<' in its
    assert 'data-v="places_after">minstens 1<' in its


@pytest.mark.parametrize(("pillar", "is_told"), [("spreekuur", True), ("computer", False)])
def test_two_numbers_of_hours_are_only_explained_where_they_stand(
    visitor: FlaskClient, pillar: str, is_told: bool
) -> None:
    text = get(visitor, pijler=pillar, plan=SPOT)
    shown = "tot" in text.partition('data-cel="a.hours">')[2].partition("<")[0]
    assert shown is is_told
    assert ('data-als="twee-uren" hidden' not in text) is is_told


def test_what_somebody_chose_goes_along_to_the_dashboard_and_back(visitor: FlaskClient) -> None:
    asked = {"pijler": "spreekuur", "groep": "65plus", "binnen": "2"}
    page = get(visitor, **asked)
    assert '<a href="/dekking" aria-current="true">' in page
    there = page.partition("data-terug")[0].rpartition('href="')[2].partition('"')[0]
    assert {name: value for name, (value,) in parse_qs(urlsplit(unescape(there)).query).items()} == asked
    back = re.findall(r'href="(/dekking/wat-als[^"]*)"', visitor.get(unescape(there)).text)
    assert [parse_qs(urlsplit(unescape(one)).query) for one in back] == [
        {name: [value] for name, value in asked.items()}
    ]


def test_hours_of_no_known_place_are_unknown_and_not_none(overijssel: MapData) -> None:
    text = create_app(overijssel, Settings(tiles_url="")).test_client().get(f"{PAGE}?pijler=spreekuur").text
    assert "Bekende plekken met" in text
    assert 'data-cel="nu.places">0<' in text
    assert 'data-cel="nu.hours">onbekend<' in text


def closed_on_tuesday_evening(bench: Bench) -> str:
    """Code of a place that has the help, and is known to be closed then."""
    then = bench.known("spreekuur", Moment("dinsdagavond")).help
    (id_, *_rest) = sorted({*bench.known("spreekuur").help.certain.id.tolist()} & {*then.no.id.tolist()})
    return bench.places.code(bench.places.row_of[id_])


def test_a_place_that_is_closed_at_the_moment_can_come_then_and_not_close(
    visitor: FlaskClient, bench: Bench
) -> None:
    code = closed_on_tuesday_evening(bench)
    assert "Deze plek heeft dit al." in get(visitor, plan=f"b{code}")
    then = get(visitor, plan=f"b{code}", moment="dinsdagavond")
    assert "Dit zijn de cijfers op dinsdagavond." in then
    assert "nemen we aan dat u er dan terechtkunt" in then
    assert 'data-cel="a.places">1<' in then
    assert "Op deze plek kunt u dan niet terecht." in get(visitor, plan=f"s{code}", moment="dinsdagavond")


def test_without_a_moment_nothing_is_assumed(visitor: FlaskClient) -> None:
    assert '<div class="tekst" data-als="moment" hidden>' in get(visitor, plan=SPOT)


def test_a_plan_makes_nothing_known_that_is_not(visitor: FlaskClient, bench: Bench) -> None:
    """On Tuesday evening no place is known to be open: of who lives far from the first one nobody knows more."""
    asked = {"moment": "dinsdagavond", "plan": f"b{closed_on_tuesday_evening(bench)}"}
    text = get(visitor, **asked)

    def cells(name: str) -> list[str]:
        return [
            text.partition(f'data-cel="{key}.{name}">')[2].partition("<")[0].partition(" ")[0]
            for key in ("nu", "a")
        ]

    assert cells("persons_within") == ["minstens", "minstens"]
    assert cells("persons_beyond") == ["hoogstens", "hoogstens"]
    rows = text.partition("data-rijen>")[2].partition("</tbody>")[0]
    assert 0 < rows.count("<tr>") < 10
    told = json.loads(visitor.get(f"{PAGE}.json?{urlencode({'pijler': 'spreekuur'} | asked)}").data)
    for one in told["changes"]:
        assert one["distance_at_most_before"] is one["distance_at_most_after"] is True
        assert one["persons_nearer"] == one["persons_gaining"]
        if one["verdict_after"] == "onbekend":
            assert one["persons_beyond_after"] is None


@pytest.mark.parametrize("map_fixture", ["utrecht", "overijssel"])
def test_a_figure_is_a_bound_where_the_dashboard_says_so(
    map_fixture: str, request: pytest.FixtureRequest
) -> None:
    site = Site(request.getfixturevalue(map_fixture), Settings())
    bench = Bench(site)
    for pillar in site.pillars:
        choices = Choices(pillar=pillar, usual_pillar=pillar)
        ground, found = bench.ground(pillar, choices.limit_km), figures(site, choices)
        ours = {one.gemeentecode: is_open(ground, one) for one in ground.glances("all")}
        assert ours == dict(zip(found.order, found.slice(choices).at_most.tolist(), strict=True))


def test_a_place_outside_the_map_is_said_to_be_so(visitor: FlaskClient) -> None:
    amsterdam = "b12150-48700"
    beside_a_step = 'data-v="reden">Deze plek ligt buiten deze kaart.'
    assert beside_a_step in get(visitor, plan=amsterdam)
    assert beside_a_step not in get(visitor, plan=SPOT)
    told = json.loads(visitor.get(f"{PAGE}.json?{urlencode({'plan': amsterdam})}").data)
    assert any("Deze plek ligt buiten deze kaart." in one["text"] for one in told["about"])


@pytest.mark.parametrize(
    "asked", [{"moment": "ooit"}, {"datum": "gisteren"}, {"datum": "2026-13-45"}], ids=str
)
def test_a_moment_that_is_none_is_refused(visitor: FlaskClient, asked: dict[str, str]) -> None:
    assert visitor.get(f"{PAGE}?{urlencode(asked)}").status_code == 400
    assert visitor.get(f"/api/wat-als/spreekuur/{next(iter(asked.values()))}.json").status_code == 404


def test_the_target_follows_the_plan(visitor: FlaskClient, utrecht: MapData) -> None:
    targets = [one for one in utrecht.program.targets if one.pillar in {one.id for one in utrecht.pillars}]
    of_pillar = [(one.count, at) for at, one in enumerate(targets) if one.pillar == "spreekuur"]
    count, number = max(of_pillar)
    text = get(visitor, plan=SPOT)
    now, after = (
        int(text.partition(f'data-cel="{key}.doel{number}">')[2].partition("<")[0]) for key in ("nu", "a")
    )
    places = int(text.partition('data-cel="nu.places">')[2].partition("<")[0])
    assert (now, after) == (count - places, count - places - 1)
    assert after > 0
