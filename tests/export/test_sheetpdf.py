"""Sheets as PDF: tagged, in a language, the same bytes each time, on one sheet whatever a coordinator wrote."""

from __future__ import annotations

import re
import threading
import time
import zlib
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sociale_kaart.errors import PressBusy, SheetNotSet
from sociale_kaart.export import sheetpdf
from sociale_kaart.export.press import Press, showable
from sociale_kaart.export.sheet import Sheet, SheetFact, SheetPlace, SheetTimes, shortened
from sociale_kaart.export.sheetpdf import Paper, sheet_pdf

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "sociale_kaart" / "web" / "static"
DAY = date(2026, 10, 15)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><circle cx="5" cy="5" r="4"/></svg>'


def place(number: int | None = None, name: str = "Bibliotheek De Linde") -> SheetPlace:
    hours = SheetTimes(
        kinds="Spreekuur belasting en toeslagen",
        sentence="Elke dinsdag van 10.00 tot 12.00 uur.",
        next_times=("dinsdag 24 november, 10.00 tot 12.00 uur",),
    )
    return SheetPlace(
        number=number,
        name=name,
        address="Lindeplein 1, 3511 AB Utrecht",
        phone="030 123 45 67",
        times=(hours,),
        facts=(SheetFact("Neem mee", "uw DigiD"),),
        link="hulp.voorbeeld.nl/p/bcdfgh",
        qr=SVG,
        qr_says="QR-code",
    )


def sheet(*places: SheetPlace) -> Sheet:
    return Sheet(
        language="nl",
        own_language="nl",
        hours_language="nl",
        title=places[0].name if len(places) == 1 else "Hulp bij u in de buurt",
        places=places,
        map=SVG,
        map_says="Kaart van de omgeving",
        foot=("Gemaakt op 23 november 2026.",),
        words={
            "hours": "Openingstijden",
            "next_time": "De volgende keer:",
            "next_times": "De volgende keren:",
            "phone": "Bel",
            "scan": "Scan:",
            "cross": "Het kruis is waar u zocht.",
        },
    )


@pytest.fixture(scope="module")
def press() -> Press:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    return Press([FONTS])


def pdf(press: Press, of: Sheet, paper: Paper = "a4") -> bytes:
    return sheet_pdf(press, of, on=DAY, publisher="Voorbeeldnetwerk", paper=paper)


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", content))


@pytest.mark.parametrize("paper", ["a4", "a5"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_is_tagged_and_says_its_language_and_title(press: Press, count: int, paper: Paper) -> None:
    places = [place()] if count == 1 else [place(number) for number in range(1, count + 1)]
    content = pdf(press, sheet(*places), paper)
    assert content.startswith(b"%PDF-1.")
    assert pages(content) == (2 if (count, paper) == (3, "a5") else 1)
    # PDF/UA-1 (ISO 14289-1): tagged, marked as such, with a language, a title that is shown, and its own label.
    for wanted in (
        rb"/StructTreeRoot",
        rb"/MarkInfo",
        rb"/Lang ?\(nl\)",
        rb"/DisplayDocTitle true",
        rb"pdfuaid:part>1<",
    ):
        assert re.search(wanted, content), wanted
    title = b"Bibliotheek De Linde" if count == 1 else b"Hulp bij u in de buurt"
    assert re.search(rb"/Title ?\(" + title, content)
    assert content.count(b"/S/Figure") == count + 1, "each QR code and the map"


def test_another_language_is_the_language_of_the_document(press: Press) -> None:
    content = pdf(press, replace(sheet(place()), language="en"))
    assert re.search(rb"/Lang ?\(en\)", content)
    assert re.search(rb"/Lang ?\(nl\)", content), "of what the coordinator wrote"


def test_the_same_sheet_gives_the_same_bytes_also_from_another_press(press: Press) -> None:
    assert pdf(press, sheet(place())) == pdf(press, sheet(place())) == pdf(Press([FONTS]), sheet(place()))


def test_a_sheet_is_set_in_the_font_that_comes_along_and_in_none_of_the_machine(press: Press) -> None:
    named = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z-]+)", pdf(press, sheet(place(1), place(2)))))
    assert named == {b"OpenSans-Regular", b"OpenSans-Bold"}


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x")',
        '$x^2$ #read("/etc/passwd") [a] *b* _c_ `d` <e> @f = g \\ // h',
        "lang " * 100,
        "z" * 400,
        "بيت المساعدة",
        "בית העזרה",
        "draait \u202eom\u202c en \u200bverder",
        "hulp 😀🏳️‍🌈 漢字 हिन्दी",
        "regel\nregel\r\n\ttab\0nul",
        "\ud800 los",
        "",
    ],
)
def test_whatever_a_coordinator_writes_is_text(press: Press, name: str) -> None:
    content = pdf(press, sheet(*(place(number, shortened(name, 120)) for number in (1, 2))))
    assert pages(content) == 1


def body_pt(content: bytes) -> float:
    """The size of most letters on the pages of a PDF."""
    shown: Counter[float] = Counter()
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        with suppress(zlib.error):  # a font or a picture
            for size, rest in re.findall(
                rb"/\w+ ([\d.]+) Tf(.*?)(?=/\w+ [\d.]+ Tf|\Z)", zlib.decompress(packed), re.S
            ):
                shown[float(size)] += len(rest)
    return shown.most_common(1)[0][0]


@pytest.mark.parametrize(("paper", "smallest_pt"), [("a4", 12), ("a5", 9)])
def test_a_sheet_with_more_than_fits_goes_on_on_the_back_and_stays_readable(
    press: Press, paper: Paper, smallest_pt: float
) -> None:
    assert body_pt(pdf(press, sheet(place()))) == 20
    much = replace(
        place(), times=place().times * 5, facts=(SheetFact("Neem mee", shortened("brief " * 200, 200)),) * 5
    )
    for full in (sheet(much), sheet(place(1), place(2), place(3))):
        content = pdf(press, full, paper)
        assert pages(content) <= 2
        assert body_pt(content) >= smallest_pt


def test_signs_that_no_font_has_become_squares_and_controls_go() -> None:
    assert showable("a\u202eb\0c\nd漢", "漢") == "abc d□"


def test_a_fault_of_the_template_is_told_as_ours(
    press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wrong = tmp_path / "sheet.typ"
    wrong.write_text("#panic()")
    monkeypatch.setattr(sheetpdf, "TEMPLATE", wrong)
    with pytest.raises(SheetNotSet, match=r"sheet\.typ"):
        pdf(press, sheet(place()))


def test_one_may_wait_for_the_press_and_the_next_is_sent_away_at_once() -> None:
    patient = Press([FONTS], patience_s=30)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with patient.turns.turn("another"):
            held.set()
            done.wait(120)

    made: list[bytes] = []
    at_work = threading.Thread(target=hold)
    at_work.start()
    held.wait(60)
    waiting = threading.Thread(target=lambda: made.append(pdf(patient, sheet(place()))))
    waiting.start()
    end = time.monotonic() + 60
    while patient.turns._room._value and time.monotonic() < end:
        time.sleep(0.001)
    with pytest.raises(PressBusy):
        pdf(patient, sheet(place()))
    assert made == [], "refused before the one that waits had its turn"
    done.set()
    at_work.join(60)
    waiting.join(120)
    assert pages(made[0]) == 1


def test_who_comes_while_the_press_is_at_work_for_too_long_is_sent_away(press: Press) -> None:
    impatient = Press([FONTS], patience_s=0.01)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with impatient.turns.turn("another"):
            held.set()
            done.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(60)
    with pytest.raises(PressBusy):
        pdf(impatient, sheet(place()))
    done.set()
    other.join()
    assert pages(pdf(impatient, sheet(place()))) == 1


@pytest.mark.parametrize(
    ("text", "longest", "cut"),
    [
        ("kort", 10, "kort"),
        ("twee  regels\nhier", 40, "twee regels hier"),
        ("een lange zin met woorden", 15, "een lange zin…"),
        ("aaneengeschreven", 8, "aaneeng…"),
    ],
)
def test_a_long_text_is_cut_at_a_word(text: str, longest: int, cut: str) -> None:
    assert shortened(text, longest) == cut
