"""A map of invented places says so in the same sentence, wherever somebody meets it."""

from __future__ import annotations

import html
import io
import re

import openpyxl
import pytest
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.examplenotice import EXAMPLE_NOTICE
from sociale_kaart.web.app import create_app
from tests.web.conftest import MONDAY


@pytest.fixture(scope="module")
def example(utrecht: MapData) -> FlaskClient:
    return create_app(utrecht, Settings(tiles_url=""), clock=lambda: MONDAY).test_client()


@pytest.mark.parametrize(
    "address", ["/", "/dekking/GM0344", "/wie-doet-wat", "/ingesloten/plekken", "/kaart.svg"]
)
def test_pages_embeds_and_pictures_say_it(example: FlaskClient, address: str) -> None:
    told = html.unescape(re.sub(r"<[^>]+>", " ", example.get(address).get_data(as_text=True)))
    assert EXAMPLE_NOTICE in " ".join(told.split())


@pytest.mark.parametrize("address", ["/dekking/rapport.xlsx", "/wie-doet-wat.xlsx", "/data/plekken.xlsx"])
def test_workbooks_say_it_on_their_sheet_of_explanation(example: FlaskClient, address: str) -> None:
    with example.get(address) as answer:
        book = openpyxl.load_workbook(io.BytesIO(answer.get_data()), read_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert EXAMPLE_NOTICE in cells
