"""PNGs: as many pixels as were asked, what they show written in the file, and the same bytes every time."""

from __future__ import annotations

import zlib
from datetime import date
from pathlib import Path

import pytest

from sociale_kaart.export.mappicture import Paper, draw
from sociale_kaart.export.mappng import Printer, chunks, with_words
from tests.export.test_mappicture import picture

FONTS = Path(__file__).resolve().parents[2] / "sociale_kaart" / "web" / "static"
pytest.importorskip("typst")


def made(width: int = 600, height: int | None = None, dpi: int = 300) -> bytes:
    about = {"Title": "Kaart – één", "Description": "Twee zinnen. Meer niet."}
    drawn = draw(picture(), Paper(width, height, dpi))
    return Printer([FONTS]).png(drawn, dpi=dpi, about=about, on=date(2026, 10, 2))


def read(png: bytes) -> list[tuple[bytes, bytes]]:
    """Kind and content of each chunk; every checksum must be right."""
    found = []
    for kind, whole in chunks(png[8:]):
        content, checksum = whole[8:-4], int.from_bytes(whole[-4:], "big")
        assert checksum == zlib.crc32(kind + content), kind
        found.append((kind, content))
    return found


def test_the_file_says_its_size_on_paper_and_what_it_shows() -> None:
    parts = read(made())
    assert [kind for kind, _ in parts][:2] == [b"IHDR", b"pHYs"]
    assert parts[-1] == (b"IEND", b"")
    content = dict(parts)
    assert content[b"pHYs"] == (11811).to_bytes(4, "big") * 2 + b"\x01", "300 per inch is 11811 per metre"
    texts = dict(one.split(b"\0\0\0\0\0", 1) for kind, one in parts if kind == b"iTXt")
    assert texts[b"Title"].decode() == "Kaart – één"
    assert texts[b"Description"].decode() == "Twee zinnen. Meer niet."
    assert texts[b"Creation Time"] == b"2026-10-02"


@pytest.mark.parametrize(("width", "height"), [(100, 100), (333, 251), (1001, 4000)])
def test_it_has_exactly_the_pixels_that_were_asked(width: int, height: int) -> None:
    head = dict(read(made(width, height)))[b"IHDR"]
    assert (int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")) == (width, height)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert made() == made()


def test_what_was_written_before_is_replaced() -> None:
    once = made()
    assert with_words(once, dpi=300, about={"Title": "Anders"}) == with_words(
        with_words(once, dpi=96, about={"Title": "Eerst"}), dpi=300, about={"Title": "Anders"}
    )
