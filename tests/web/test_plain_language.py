"""Every fixed Dutch sentence of the pages is short and plain: at most 20 words, 15 on average, and no officialese.

Each page's Flesch-Douma score is told by `pytest -rP --log-level=INFO`, and stands in a JUnit file of the run: 206.84
- 0.93 words per sentence - 77 syllables per word (W.H. Douma, De leesbaarheid van landbouwbladen, 1960). 60-70 is a
newspaper, above 80 is easy.
"""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.test_translations import forms, sentences

LONGEST, MEAN = 20, 15
OFFICIALESE = Path(__file__).resolve().parents[1] / "cases" / "ambtelijk.csv"
PAGES = (
    "/",
    "/?hulp=alle",
    "/?zoek=7511&hulp=alle",
    "/plek/l-bieb",
    "/dekking",
    "/dekking/GM0153",
    "/dekking/wat-als",
    "/wie-doet-wat",
    "/insluiten",
    "/over",
)
# What the finder answers, and a page on which nothing was found.
ANSWERS = (
    "/?zoek=Enschde",
    "/?zoek=qqqqqqqq",
    "/?zoek=9999",
    "/?zoek=Postbus+12",
    "/?zoek=Oosterstraat+12,+Groningen",
    "/?zoek=7511&hulp=alle&wanneer=dag&dag=2026-12-25",
)
LEGAL = ("/toegankelijkheid", "/privacy", "/cookies", "/contact", "/nergens")
# What answers programs and not people says.
_FOR_PROGRAMS = ("RFC 3339", "bbox", "parameter", "json")
_VOWELS = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au|[aeiouyàáâäèéêëìíîïòóôöùúûü]", re.I
)


def plain(message: str) -> str:
    """A message as it is read: without marks, with a word for what is filled in."""
    return re.sub(r"%\(\w+\)[sd]|\{\w+\}", "iets", re.sub(r"<[^>]+>", "", message)).replace("%%", "%")


def split(text: str) -> list[str]:
    """The sentences of a text. A number with a point in it ends none."""
    return [one.strip() for one in re.split(r"(?<=[.?!])\s+", text) if re.search(r"\w", one)]


def count_words(sentence: str) -> int:
    return len(re.findall(r"[\w’'-]*[^\W\d_][\w’'-]*|\d[\d.,]*", sentence))


def syllables(word: str) -> int:
    """About: the groups of vowels, as Dutch writes them."""
    return max(1, len(_VOWELS.findall(word)))


def flesch_douma(text: str) -> float:
    words = re.findall(r"[^\W\d_]+", text)
    return (
        206.84
        - 0.93 * len(words) / max(1, len(split(text)))
        - 77 * sum(map(syllables, words)) / max(1, len(words))
    )


def fixed() -> Iterator[str]:
    """Every sentence that a page may say by itself."""
    for message in sentences():
        for form in forms(message):
            if not any(part in form for part in _FOR_PROGRAMS):
                yield from split(plain(form))


def officialese() -> list[str]:
    with OFFICIALESE.open(encoding="utf-8", newline="") as file:
        return [row["woord"] for row in csv.DictReader(file)]


def test_no_sentence_is_long_and_most_are_short() -> None:
    counts = {sentence: count_words(sentence) for sentence in fixed()}
    assert [sentence for sentence, count in counts.items() if count > LONGEST] == []
    # Labels of a word or two would flatter the mean.
    whole = [count for sentence, count in counts.items() if sentence.endswith((".", "?", "!"))]
    assert len(whole) > 100
    assert sum(whole) / len(whole) <= MEAN


def test_no_sentence_has_a_word_from_an_office() -> None:
    words = officialese()
    assert len(words) > 60
    found = [
        (word, sentence)
        for sentence in fixed()
        for word in words
        if re.search(rf"\b{re.escape(word)}\b", sentence, re.I)
    ]
    assert found == []


@pytest.mark.parametrize("address", [*PAGES, *ANSWERS, *LEGAL])
def test_a_page_reads_as_easily_as_a_newspaper_at_least(
    client: FlaskClient, record_property: Callable[[str, object], None], address: str
) -> None:
    page = client.get(address).text
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r"<(script|svg|table|select)\b.*?</\1>", " ", main, flags=re.S)
    blocks = re.findall(r"<(p|li|h[1-3]|dd|legend|label)\b[^>]*>(.*?)</\1>", main, flags=re.S)
    text = " ".join(
        said if said.endswith((".", "?", "!", ":")) else f"{said}."
        for said in (re.sub(r"<[^>]+>|&[#\w]+;", " ", inner).strip() for _, inner in blocks)
        if said
    )
    score = flesch_douma(text)
    record_property("flesch-douma", round(score))
    logging.getLogger(__name__).info("%s: Flesch-Douma %.0f", address, score)
    assert score > 60


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("plek", 1),
        ("toeslagen", 3),
        ("belasting", 3),
        ("nieuwste", 2),
        ("gemeente", 3),
        ("bibliotheek", 4),
        ("ja", 1),
    ],
)
def test_syllables_are_counted_as_they_are_said(word: str, count: int) -> None:
    assert syllables(word) == count


def test_what_is_hard_to_read_scores_low() -> None:
    hard = (
        "Ingevolge de desbetreffende regeling geschiedt de verstrekking van voorzieningen conform artikel 3."
    )
    assert (
        flesch_douma(hard)
        < 30
        < 80
        < flesch_douma("Wij zien u graag. Kom maar langs. U hoeft niet te bellen.")
    )
