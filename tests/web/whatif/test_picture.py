"""A plan as a picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from urllib.parse import urlencode

from flask.testing import FlaskClient

from sociale_kaart.web.whatif.bench import Bench
from tests.web.whatif.asking import EVIL, PAGE, SPOT


def test_a_plan_is_a_picture_with_its_name_steps_and_source(visitor: FlaskClient) -> None:
    asked = {"pijler": "spreekuur", "plan": f"{SPOT}.szzzzzz", "naam": EVIL[:30], "moment": "avond"}
    answer = visitor.get(f"{PAGE}.svg?{urlencode(asked)}")
    assert answer.mimetype == "image/svg+xml"
    root = ET.fromstring(answer.text)
    said = " ".join(one.strip() for one in root.itertext())
    for part in (
        "in de avond",
        EVIL[:30],
        "Erbij: nieuwe plek in Utrecht",
        "Bron:",
        "Stand van",
        "komt erbij",
    ):
        assert part in said, part
    assert answer.text == visitor.get(f"{PAGE}.svg?{urlencode(asked)}").text
    assert visitor.get(f"{PAGE}.svg?breedte=9999999").status_code == 400


def test_the_legend_of_a_picture_counts_what_is_drawn(visitor: FlaskClient, bench: Bench) -> None:
    """What moves once was a place that stays too, and a spot off the map was counted and not seen."""
    sites = bench.ground("spreekuur", 5).now.sites
    there = bench.places.code(bench.places.row_of[str(sites.id[0])])

    def legend(plan: str) -> list[int]:
        text = visitor.get(f"{PAGE}.svg?{urlencode({'pijler': 'spreekuur', 'plan': plan})}").text
        said = " ".join("".join(ET.fromstring(text).itertext()).split())
        found = [re.search(rf"{name} \((\d+) plek", said) for name in ("Plek", "gaat weg", "komt erbij")]
        return [int(one[1]) if one else 0 for one in found]

    assert legend("") == [len(sites), 0, 0]
    assert legend(f"v{there}-{SPOT[1:]}") == [len(sites) - 1, 1, 1]
    assert legend(f"s{there}.b{there}") == [len(sites), 0, 0]
    assert legend("b25000-60000") == [len(sites), 0, 0]
