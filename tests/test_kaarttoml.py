"""Needs and a helpline in kaart.toml: what a coordinator may write, and what is said where it is wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from sociale_kaart.errors import KaartConfigError
from sociale_kaart.kaartfields import MOST_NEEDS, NeedIcon
from sociale_kaart.kaarttoml import KaartConfig, read_kaart_toml
from tests.makers import wide_toml
from tests.maps.made import MAPS

COMPUTER = '[[needs]]\nid = "pc"\ntext = "Een computer gebruiken"\npillars = ["computer"]\n'


def read(folder: Path, settings: str) -> KaartConfig:
    path = folder / "kaart.toml"
    path.write_text(wide_toml(settings=settings, organisation="Naam"), encoding="utf-8")
    return read_kaart_toml(path)


def test_a_need_is_what_people_come_for_and_which_help_meets_it(tmp_path: Path) -> None:
    settings = COMPUTER + 'icon = "computer"\ntranslations.en = { text = "Use a computer" }\n'
    (need,) = read(tmp_path, settings).needs
    assert (need.id, need.icon, need.pillars) == ("pc", "computer", ("computer",))
    assert need.translations["en"].text == "Use a computer"


def test_without_needs_there_are_none_and_the_site_makes_them_of_the_pillars(tmp_path: Path) -> None:
    assert read(tmp_path, "").needs == ()
    assert read(tmp_path, "").helpline is None


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (COMPUTER + COMPUTER, "in 'needs' staat id 'pc' twee keer"),
        (
            "".join(COMPUTER.replace("pc", f"pc{number}") for number in range(MOST_NEEDS + 1)),
            "er staan 7 blokken [[needs]]; op de voorpagina passen er 6",
        ),
        (
            COMPUTER.replace("computer\"]", "computr\"]"),
            "needs.pc noemt de onbekende pijler 'computr'; bedoelt u 'computer'?",
        ),
        (
            COMPUTER.replace('pillars = ["computer"]', ""),
            "'needs.1': noem met 'pillars' of 'categories' welke soort hulp",
        ),
        (COMPUTER.replace('"pc"', '"alle"'), "het id 'alle' is al van de keuze 'Alle hulp'"),
        (COMPUTER.replace('"pc"', '"Mijn PC"'), "gebruik kleine letters, cijfers, - en _"),
        (COMPUTER + 'icon = "printer"\n', "'needs.1.icon' is 'printer'; verwacht 'belasting', 'computer'"),
        (COMPUTER + 'tekst = "PC"\n', "onbekende sleutel 'needs.1.tekst'; bedoelt u 'text'?"),
        (COMPUTER.replace('text = "Een computer gebruiken"', ""), "'needs.1.text' ontbreekt; vul deze sleutel in"),
        (
            '[helpline]\nphone = "bel ons"\ntext = "Hulp"\n',
            "'helpline.phone': is 'bel ons'; verwacht één telefoonnummer",
        ),
        ('[helpline]\nphone = "030 123 45 67"\n', "'helpline.text' ontbreekt"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_key_and_what_was_expected(
    tmp_path: Path, settings: str, said: str
) -> None:
    with pytest.raises(KaartConfigError) as fault:
        read(tmp_path, settings)
    assert said in str(fault.value)


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in MAPS.glob("*/kaart.toml")), ids=lambda one: one.name
)
def test_every_map_that_ships_says_its_needs_in_both_languages(folder: Path) -> None:
    config = read_kaart_toml(folder / "kaart.toml")
    assert 1 <= len(config.needs) <= MOST_NEEDS
    for need in config.needs:
        assert set(need.translations) == {"en"}
        assert not re.search(r"spreekuur|pijler", need.text), "the words of who comes, not of who organises"


def test_every_drawing_is_named_in_the_reference() -> None:
    page = (Path(__file__).parents[1] / "docs" / "reference" / "kaart-toml.md").read_text(encoding="utf-8")
    assert all(f"`{icon}`" in page for icon in get_args(NeedIcon))
