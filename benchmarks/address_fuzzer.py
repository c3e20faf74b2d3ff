"""Throws at the geocoder what nobody types, and says what broke, what was slow, and what could have been a command.

python -m benchmarks.address_fuzzer [--examples 200000] [--seed 1]

Every example goes through the reader of addresses, its other readings, the forms of streets and places, a small
register (look-up and suggestions), and the questions for PDOK. Nothing may raise, take longer than LONGEST_MS, change
the register, or leave a filter or a query in which what was typed is anything but text.

How long a step takes is its processor time, not what the clock on the wall says: on a machine that others use too, a
step that stands still while they work is no hang of ours. Nothing here waits for a network, a lock or another program,
so that a hang can only be work without end; and of a step above the limit the best of several tries counts.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time
from types import TracebackType
from typing import Self

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from sociale_kaart.geocode.address import normalise_street, parse, parse_input, readings
from sociale_kaart.geocode.pdok.questions import questions
from sociale_kaart.geocode.place import compare_place
from sociale_kaart.geocode.reader.clean import LONGEST
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.model import AddressInput
from tests.fakes.locatieserver import _FILTER as SOLR_FILTER
from tests.geocode.register.addresses import told
from tests.geocode.register.country import country

LONGEST_MS = 50.0
MOST_READINGS = 6
_TRIES, _SHOWN = 5, 60

_UNESCAPED = re.compile(r'(?<!\\)(?:\\\\)*[+\-&|!(){}\[\]^"~*?:/]|\b(?:AND|OR|NOT|TO)\b')

_PIECES = st.sampled_from(
    (
        *(
            "Dorpsstraat",
            "Kerkstr.",
            "Plein 1944",
            "1e Helmersstraat",
            "Laan '40-'45",
            "Achter de Dom",
            "v.d. Helststr",
        ),
        *(
            "12",
            "12a",
            "12-14",
            "12 t/m 16",
            "7 A01",
            "58-1",
            "hs",
            "III",
            "bis",
            "nr.",
            "#",
            "0",
            "99999",
            "100000",
        ),
        *("1234 AB", "1234ab", "NL-1234 AB", "1944 SS", "B-2000", "D-48599", "48599", "7511", "1O12 JS"),
        *(
            "Utrecht",
            "Bergen op Zoom",
            "'s-Hertogenbosch",
            "Hengelo (Ov)",
            "Nijmegen-Lent",
            "te",
            "gem.",
            "Antwerpen",
        ),
        *(
            "Bibliotheek",
            "Gymzaal",
            "kamer 4",
            "2e verdieping",
            "ingang achter",
            "hoek",
            "en",
            "t.o.",
            "tegenover",
        ),
        *(
            "Postbus 12",
            "Antwoordnummer 1",
            "053-4321234",
            "+32 14 12 34 56",
            "info@example.nl",
            "www.example.nl",
        ),
        *("(achterom)", "(", ")", "België", "Deutschland", "ma 9-12 uur", "\n", "•", "’t Hoogt", "ĲSSELKADE"),
    )
)
_COMMANDS = st.sampled_from(
    (
        *(
            "' OR 1=1 --",
            "'; DROP TABLE address; --",
            '" OR ""="',
            "') UNION SELECT * FROM meta --",
            "\\'",
            "%",
            "_",
        ),
        *(
            "*:*",
            "*",
            "?",
            "type:adres",
            "postcode:[* TO *]",
            ") OR (type:gemeente",
            "{!func}sum(1,1)",
            "_query_:x",
        ),
        *(
            "&&",
            "||",
            "!",
            "NOT",
            " AND ",
            " OR ",
            " TO ",
            '"',
            '\\"',
            "\\",
            "^9",
            "~2",
            "+",
            "-",
            "/a.*/",
            "&fq=x",
        ),
        *(
            "\x00",
            "%00",
            "\r\nHost: x",
            "<script>",
            "${x}",
            "{{7*7}}",
            "../../etc/passwd",
            "MATCH",
            "NEAR(a b)",
        ),
    )
)
_SIGNS = st.sampled_from((" ", ", ", "", "\n", " - ", "; ", "/"))
_ODD = st.text(
    st.characters(categories=("Cc", "Cf", "Mn", "Nd", "No", "Zs", "Zl", "Lo", "Sm", "Co", "Cs")), max_size=80
)
_REAL = st.sampled_from(
    (
        *("Dam 1, 1012JS Amsterdam", "Damrak 18-1 Amsterdam", "Dr. Wagenaarstraat 6, 7541XK Enschede"),
        *(
            "Plein 1944 3, 6511 JE Nijmegen",
            "Spoorstraat 3, Hengelo (Gld)",
            "Kerkstraat 12-14, 3581RB Utrecht",
        ),
    )
)


def _joined(pieces: list[str], sign: str) -> str:
    return sign.join(pieces)


def _mistyped(text: str, at: list[int], letters: str) -> str:
    for position, letter in zip(at, letters, strict=False):
        position %= len(text)
        text = text[:position] + letter + text[position + 1 :]
    return text


def _repeated(bit: str, times: int) -> str:
    return bit * times


TEXTS: Mapping[str, st.SearchStrategy[str]] = {
    "any text": st.text(max_size=200),
    "odd letters": _ODD,
    "near addresses": st.builds(_joined, st.lists(_PIECES, max_size=8), _SIGNS),
    "commands": st.builds(_joined, st.lists(st.one_of(_COMMANDS, _PIECES), max_size=6), _SIGNS),
    "mistyped": st.builds(
        _mistyped, _REAL, st.lists(st.integers(0, 99), max_size=6), st.text(min_size=6, max_size=6)
    ),
    "huge": st.builds(
        _repeated, st.one_of(_PIECES, _COMMANDS, st.text(min_size=1, max_size=9)), st.integers(1, 3000)
    ),
}
"""Kinds of text, each by its name."""


def inputs(text: st.SearchStrategy[str]) -> st.SearchStrategy[AddressInput]:
    """A text alone, and with columns of its own beside it, be they right or wrong."""
    columns = st.one_of(st.just(""), st.sampled_from(("3512 AE", "1234", "Utrecht", "Den Haag", "12")), text)
    gemeente = st.sampled_from(("", "GM0344", "GM0363", "GM9999"))
    return st.builds(AddressInput, text=text, postcode=columns, woonplaats=columns, gemeentecode=gemeente)


@dataclass(slots=True)
class Fuzzer:
    """Puts an input through everything, and keeps what was slow; see `check`."""

    register: Path
    examples: Counter[str] = field(default_factory=Counter)
    slowest_ms: dict[str, tuple[float, str]] = field(default_factory=dict)
    _backend: RegisterBackend | None = None
    _before: object = None

    def __enter__(self) -> Self:
        self._before = told(self.register)
        self._backend = RegisterBackend(self.register)
        # Tables are read at first use; that is nobody's example.
        for text in ("Dorpsstraat 1, 2000 Antwerpen", "Kerkstrat 1 Utrecht", "Dorpsstraat 1"):
            with suppress(AssertionError):
                self._everything(AddressInput(text=text))
        self.slowest_ms.clear()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._backend is not None:
            self._backend.close()
        assert told(self.register) == self._before, "the register was changed by a question"

    def check(self, asked: AddressInput, kind: str) -> None:
        """Fails where anything raises, hangs, or leaves what was typed a command."""
        self.examples[kind] += 1
        self._everything(asked)

    def _everything(self, asked: AddressInput) -> None:
        backend = self._backend
        assert backend is not None
        steps: Mapping[str, Callable[[], object]] = {
            "parse": lambda: _check_parse(asked.text),
            "readings": lambda: _check_readings(asked),
            "normalise_street": lambda: normalise_street(asked.text),
            "compare_place": lambda: compare_place(asked.woonplaats, asked.text, gemeente=asked.postcode),
            "register look-up": lambda: backend.lookup(asked),
            "register suggest": lambda: backend.suggest(asked.text),
            "questions for PDOK": lambda: _check_questions(asked),
        }
        for what, run in steps.items():
            took = _milliseconds(run)
            if took > LONGEST_MS:
                # Python itself tidies up now and then: the best of several tries is the example's own time.
                took = min(took, *(_milliseconds(run) for _ in range(_TRIES)))
            if took > self.slowest_ms.get(what, (-1.0, ""))[0]:
                self.slowest_ms[what] = (took, repr(asked.text)[:_SHOWN])
            assert took <= LONGEST_MS, f"{what} took {took:.0f} ms"


def _milliseconds(run: Callable[[], object]) -> float:
    before = process_time()
    run()
    return (process_time() - before) * 1000


def _check_parse(text: str) -> None:
    read = parse(text)
    assert read.huisnummer is None or 0 < read.huisnummer < 100_000
    assert len(read.street) <= LONGEST


def _check_readings(asked: AddressInput) -> None:
    found = list(readings(asked))
    assert found[0] == parse_input(asked)
    assert len(found) == len(set(found)) <= MOST_READINGS


def _check_questions(asked: AddressInput) -> None:
    for question in questions(asked):
        query = question.query
        for one in query["fq"]:
            assert SOLR_FILTER.fullmatch(one), f"a filter that says more than one value: {one}"
        typed = str(query.get("q", ""))
        assert typed or query["fq"], "an empty question"
        assert not _UNESCAPED.search(typed), f"a command in the text of a question: {typed}"


def main() -> int:
    """Run so many examples, divided over the kinds of text; print what came of it; 1 where something failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--examples", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    warnings.simplefilter("error")
    failures = 0
    with tempfile.TemporaryDirectory() as folder, Fuzzer(country(Path(folder))) as fuzzer:
        began = perf_counter()
        for kind, text in TEXTS.items():
            failures += not _run(fuzzer, kind, text, -(-arguments.examples // len(TEXTS)), arguments.seed)
        seconds = perf_counter() - began
    print(f"{sum(fuzzer.examples.values()):,} examples in {seconds:.0f} s, seed {arguments.seed}")
    for kind, count in fuzzer.examples.items():
        print(f"  {kind:<20}{count:>10,}")
    for what, (took, text) in fuzzer.slowest_ms.items():
        print(f"  slowest {what:<20}{took:>7.1f} ms  {text}")
    print(f"limit {LONGEST_MS:.0f} ms of processor time; {failures} kinds of text with a failure")
    return 1 if failures else 0


def _run(fuzzer: Fuzzer, kind: str, text: st.SearchStrategy[str], count: int, number: int) -> bool:
    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs(text))
    def run(asked: AddressInput) -> None:
        fuzzer.check(asked, kind)

    try:
        run()
    except Exception as failure:
        # One kind of text that fails must not keep the others from being tried.
        print(f"{kind}:", file=sys.stderr)
        traceback.print_exception(failure, limit=-3)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
