"""Questions that nobody would ask, to every address of the site: what schemathesis cannot read in a description.

    .venv/bin/python -m benchmarks.fuzz_site [KAART.gpkg] [--questions 20000] [--seed 1] [--heaviest 15]

Pages, files, pictures, calendars and the API, in the map's language and in English, asked in this process: names and
values that are right, nearly right, far too long, of another alphabet, no text at all, twice, or thousands. Which
names an address has is not written here: it is what the site itself looks for. Of every answer:

- no server error (oEmbed asks for a 501 where a format is not there: that one is right), and no traceback in the log;
- no more than 2 s of processor time, apart from what is made once for a whole area (HEAVY);
- an error is a problem in the API and a page with a sentence elsewhere;
- what was asked stands nowhere as HTML, and no redirect leaves the site;
- what the API, the data and oEmbed answer may be read by pages elsewhere.

Ends with 1 where one of these does not hold. The same question comes from the same seed.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, quote_from_bytes, unquote_to_bytes

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule
from werkzeug.test import create_environ, run_wsgi_app

from sociale_kaart.config import Settings
from sociale_kaart.export.collections import COLLECTION_IDS, CRSS
from sociale_kaart.web.app import create_app
from sociale_kaart.web.datafiles import current_files
from sociale_kaart.web.dekking.choices import GROUPS, LIMITS_KM
from sociale_kaart.web.dekking.measures import MEASURES
from sociale_kaart.web.dekking.moments import MOMENTS
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.wanneer import Choice, Part

MOST_CPU_S = 2.0
# Made once for a build and a day, and remembered: a report or workbook of all gemeenten, every record as one stream.
HEAVY = frozenset(
    {"rapport.of_area", "rapportbestand.as_book", "datafiles.file", "datafiles.datapackage_json"}
    | {"datafiles.dcat_jsonld", "agenda.gemeente"}
)
NOT_IMPLEMENTED_IS_RIGHT = "oembed.answer"
OPEN = ("/api/", "/data/", "/oembed")
HOSTILE = "<script>alert(1)</script>"
HOST = "kaart.voorbeeld.nl"
_MOST_VALUES, _MOST_NAMES_ONCE = 4, 3000

# Raw, as an address holds them: what %FF and half a surrogate decode to is the site's to find out.
RAW = (b"%FF%FE", b"%ED%A0%80", b"%00", b"%", b"%zz", b"%u1234", b"%25%32%66", b"%2e%2e%2f", b"+", b"\xff")
TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "'",
    '"',
    HOSTILE,
    f'"{HOSTILE}',
    "' OR 1=1 --",
    "%s%(naam)s",
    "{{7*7}}{0.__class__}",
    "../../etc/passwd",
    "..\\..\\",
    "/",
    "//elders.voorbeeld.nl",
    "https://elders.voorbeeld.nl/",
    "http://[::1",
    f"http://{HOST}:99999999/",
    f"http://{HOST}/dekking?pijler=x",
    f"http://{HOST}/{'a/' * 500}",
    "x\r\nSet-Cookie: a=b",
    "nan",
    "NaN",
    "inf",
    "-inf",
    "1e309",
    "-1",
    "0",
    "00",
    "1.5",
    "1_000",
    "+5",
    "0x10",
    "²",
    "٣٤",
    "９９",
    "9" * 30,
    "9" * 5000,
    "1" + "0" * 400,
    "0." + "1" * 5000,
    "1999-13-45",
    "9999-12-31",
    "0001-01-01",
    "0000-00-00",
    "2026-02-30",
    "2026-W48-2",
    "20261124",
    "2026-11-24T25:61:61Z",
    "2026-11-24T10:00:00+99:99",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "../..",
    "2026-11-24/2020-01-01",
    "nan,nan,nan,nan",
    "1e308,-1e308,1e308,1e308",
    "180,90,-180,-90",
    "5,52,6,53",
    "5.9,52.1,7.1,52.9",
    "52.2,6.9",
    "1,2,3",
    "," * 3000,
    "." * 3000,
    "b20345-50231",
    "b20345-50231." * 21,
    "b99999-99999",
    "v22222-22222",
    "GM9999",
    "gm0153",
    "GM0153\n",
    "null",
    "true",
    "false",
    "[]",
    '{"a":1}',
    "é" * 1000,
    "😀",
    "\u202e\ufeff\u200b",
    "İıſß" * 30,
    "ﬀ" * 2000,
    "a" * 20_000,
    "(" * 2000,
    "a " * 5000,
    "en" * 50,
    "00000000-0000-0000-0000-000000000000",
    "0123456789abcdef.999999999999",
    "=cmd|' /C calc'!A1",
)
# What a name is really given somewhere, beside what the map itself holds.
SAID: Mapping[str, Sequence[str]] = {
    "maat": tuple(MEASURES),
    "groep": tuple(GROUPS),
    "moment": tuple(MOMENTS),
    "when": (*MOMENTS, "2026-11-24", "2026-12-25-avond"),
    "datum": ("2026-11-24", "2027-02-28", "2026-12-25"),
    "binnen": tuple(map(str, LIMITS_KM)),
    "wanneer": (*Choice, "altijd", "2026-11-24", "dinsdagavond"),
    "dag": ("2026-11-24", "24-11-2026", "25-12-2027"),
    "deel": tuple(Part),
    "zoek": ("7511", "Enschede", "7511 JE", "Zwole", "hoofdstraat 1", "Hengelo", "ens"),
    "q": ("7511", "Enschede", "7511 JE", "ens", "hoofdstraat"),
    "plek": ("52.2,6.9", "52.37,4.9"),
    "gebied": ("6.7,52.1,7,52.3", "3,50,8,54"),
    "afspraak": ("geen", "nodig"),
    "drempelvrij": ("ja",),
    "gratis": ("ja",),
    "taal": ("nl", "en", "Arabisch"),
    "ook": ("onbekend",),
    "plan": ("b20345-50231", "b25780-47120.b20345-50231"),
    "plan2": ("b20345-50231", ".".join(["b25780-47120"] * 20)),
    "doe": ("bij", "sluit", "verhuis", "weg"),
    "alleen": ("bibliotheken",),
    "per": ("gemeente", "bibliotheek"),
    "soort": ("partner", "bibliotheek", "overheid", "onbekend"),
    "wat": ("plekken", "dekking"),
    "breedte": ("4000", "100", "2000"),
    "hoogte": ("4000", "100", "600"),
    "dpi": ("50", "300", "1200"),
    "formaat": ("a4", "a5"),
    "format": ("json", "xml", "ndjson"),
    "url": (f"http://{HOST}/", f"http://{HOST}/dekking", f"http://{HOST}/en/ingesloten/plekken?lijst=nee"),
    "crs": CRSS,
    "bbox-crs": CRSS,
    "bbox": ("5,52,7,53", "200000,450000,260000,500000"),
    "datetime": ("2026-11-24", "../..", "2026-01-01/.."),
    "collection_id": COLLECTION_IDS,
    "full": ("true",),
    "full_service": ("true",),
    "minimal": ("true",),
    "top_only": ("true",),
    "postcode": ("7511", "7511 JE"),
    "proximity": ("500", "500000"),
    "search": ("spreekuur", "bibliotheek a e i o u", "a " * 100),
    "modified_after": ("2020-01-01T00:00:00Z",),
    "per_page": ("1000", "1"),
    "page": ("1", "2", "1000000000"),
    "limit": ("1", "10000", "1000"),
    "offset": ("0", "1000000000"),
    "rij": ("0", "0,1,2", ",".join(map(str, range(256)))),
    "lon": ("6.9",),
    "lat": ("52.2",),
}
HEADERS: Sequence[tuple[str, str]] = (
    ("If-None-Match", "*"),
    ("If-None-Match", 'W/"x", "' + "y" * 5000),
    ("If-Modified-Since", "99 Zzz 0000"),
    ("If-Range", '"x"'),
    ("Range", "bytes=0-0"),
    ("Range", "bytes=-1"),
    ("Range", "bytes=9-1,5-" + "9" * 40),
    ("Range", "bytes=" + ",".join(f"{one}-{one}" for one in range(0, 3000, 2))),
    ("Accept-Encoding", "br;q=0, gzip;q=nan, *"),
    ("Accept-Encoding", "identity"),
    ("Accept-Language", "en-" * 2000),
    ("Accept", "\xff/\xff;q=inf"),
    ("Host", "kaart.voorbeeld.nl:99999"),
    ("Host", "[::1"),
    ("Host", "é.voorbeeld.nl"),
    ("Host", f'x"{HOSTILE}'),
    ("Cookie", "a=" + "\x01" * 200),
    ("Referer", f"http://{HOST}/?zoek={HOSTILE}"),
    ("Referer", "http://[::1"),
    ("X-Forwarded-For", ", ".join(["1.2.3.4"] * 500)),
    ("Content-Type", "application/json"),
)


# Of the whole of Unicode but halves of surrogates, which no text holds: as often from its first plane as from all.
_PLANES: Sequence[Callable[[random.Random], int]] = (
    lambda dice: dice.randrange(0xD800),
    lambda dice: dice.randrange(0xE000, 0x110000),
)


class Looking(ImmutableMultiDict[str, str]):
    """The question of an address, which keeps what anybody looked for in it."""

    looked: ClassVar[set[str]] = set()

    def __getitem__(self, name: str) -> str:
        self.looked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.looked.add(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, *how: Any) -> list[Any]:
        self.looked.add(name)
        return super().getlist(name, *how)


class LookedAt(Request):
    """A request whose parameters are looked at."""

    parameter_storage_class = Looking


class Errors(logging.Handler):
    """What the app logs as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.said.append(record.getMessage())


@dataclass(frozen=True, slots=True)
class Question:
    """One request. path and query are as an address holds them: encoded, whatever was meant."""

    endpoint: str
    method: str
    path: str
    query: bytes
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        said = f"{self.method} {self.path}?{self.query.decode('latin-1')}"
        return f"{said[:300]} {[f'{name}: {value[:40]}' for name, value in self.headers]}"


@dataclass(slots=True)
class Told:
    """What came of the questions to one address."""

    asked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    most_cpu_s: float = 0.0
    heaviest: str = ""


@dataclass(slots=True)
class Outcome:
    """Per endpoint what came of it; what was wrong, as sentences; and which parameters each endpoint looked for."""

    told: dict[str, Told] = field(default_factory=lambda: defaultdict(Told))
    wrong: list[str] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


class Fuzzer:
    """Makes up questions for an app, asks them, and looks at what comes."""

    def __init__(self, app: Flask, seed: int) -> None:
        self._app, self._dice = app, random.Random(seed)
        app.request_class = LookedAt
        self._errors = Errors()
        with app.test_request_context():
            self._said = {**SAID, **of_the_map(current_site())}
        self._rules = sorted(
            (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"),
            key=lambda rule: rule.rule,
        )
        self.outcome = Outcome()

    def ask_all(self, questions: int, *, only: Collection[str] = ()) -> Outcome:
        """So many questions, spread over all addresses, after one plain one to each. only : endpoints; () for all."""
        rules = [rule for rule in self._rules if not only or rule.endpoint in only]
        # The logger is that of every app of this process.
        self._app.logger.addHandler(self._errors)
        try:
            for rule in rules:
                self._answer(Question(rule.endpoint, "GET", self._path(rule, evil=0.0), b""), bounded=False)
            for number in range(questions):
                self._answer(self._question(rules[number % len(rules)]))
        finally:
            self._app.logger.removeHandler(self._errors)
        return self.outcome

    def _question(self, rule: Rule) -> Question:
        dice = self._dice
        headers = tuple(dice.sample(HEADERS, dice.choice((0, 0, 0, 1, 2))))
        method = dice.choices(("GET", "HEAD", "OPTIONS", "POST"), (20, 2, 1, 1))[0]
        prefix = dice.choices(("", "/en"), (5, 1))[0]
        evil = dice.choice((0.0, 0.0, 0.5))
        return Question(rule.endpoint, method, prefix + self._path(rule, evil), self._query(rule), headers)

    def _path(self, rule: Rule, evil: float) -> str:
        path = ""
        for is_dynamic, part in rule._trace:  # noqa: SLF001  # the parts of an address, which no public name gives
            if not is_dynamic:
                path += part.removeprefix("|")
            elif self._dice.random() < evil:
                path += self._evil().decode("latin-1")
            else:
                path += quote(self._dice.choice(self._known(part)), safe="")
        return path

    def _known(self, name: str) -> Sequence[str]:
        return self._said.get(name, ("1",))

    def _query(self, rule: Rule) -> bytes:
        dice = self._dice
        if dice.random() < 0.02:
            return self._of_thousands(rule)
        names = sorted(self.outcome.names[rule.endpoint]) or ["x"]
        parts = []
        for _ in range(dice.randint(0, _MOST_VALUES)):
            name = dice.choice(names).encode("utf-8", "replace") if dice.random() < 0.95 else self._evil()
            # Half of them right, so that a question gets as far as what stands behind its first check.
            known = self._said.get(name.decode("utf-8", "replace"), ())
            is_right = known and dice.random() < 0.5
            value = quote(dice.choice(known)).encode() if is_right else self._evil()
            parts += [name + b"=" + value] * dice.choices((1, 2), (20, 1))[0]
        return b"&".join(parts)

    def _of_thousands(self, rule: Rule) -> bytes:
        """Of one parameter or of many: as much as an address can hold."""
        names = sorted(self.outcome.names[rule.endpoint]) or ["x"]
        name = quote(self._dice.choice(names)).encode()
        alike = self._dice.random() < 0.5
        return b"&".join(
            name + (b"" if alike else str(number).encode()) + b"=1" for number in range(_MOST_NAMES_ONCE)
        )

    def _evil(self) -> bytes:
        dice = self._dice
        kind = dice.random()
        if kind < 0.1:
            return dice.choice(RAW)
        if kind < 0.25:
            signs = [chr(dice.choice(_PLANES)(dice)) for _ in range(dice.randint(1, 40))]
            return quote("".join(signs), safe="").encode()
        if kind < 0.35:
            return quote_from_bytes(dice.randbytes(dice.randint(1, 60)), safe="").encode()
        if kind < 0.5:
            return quote(dice.choice(self._said[dice.choice(list(self._said))]), safe="").encode()
        return quote(dice.choice(TEXTS), safe="").encode()

    def _answer(self, question: Question, *, bounded: bool = True) -> None:
        Looking.looked = set()
        self._errors.said.clear()
        environ = create_environ(method=question.method, base_url=f"http://{HOST}/")
        # As a server hands it over: the path decoded, its bytes as latin-1.
        environ["PATH_INFO"] = unquote_to_bytes(question.path).decode("latin-1")
        environ["QUERY_STRING"] = question.query.decode("latin-1")
        environ["RAW_URI"] = environ["REQUEST_URI"] = f"{question.path}?{environ['QUERY_STRING']}"
        for name, value in question.headers:
            key = name.upper().replace("-", "_")
            environ["CONTENT_TYPE" if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        began = time.process_time()
        pieces, status, headers = run_wsgi_app(self._app, environ, buffered=True)
        body = b"".join(pieces)
        took_s = time.process_time() - began
        code = int(status[:3])
        self.outcome.names[question.endpoint] |= Looking.looked
        told = self.outcome.told[question.endpoint]
        told.asked += 1
        told.statuses[code] += 1
        if bounded and took_s > told.most_cpu_s:
            told.most_cpu_s, told.heaviest = took_s, str(question)
        for wrong in self._wrongs(question, code, dict(headers), body, took_s if bounded else 0.0):
            self.outcome.wrong.append(f"{wrong}: {question}")

    def _wrongs(
        self, question: Question, code: int, headers: Mapping[str, str], body: bytes, took_s: float
    ) -> Iterator[str]:
        if code >= 500 and not (question.endpoint == NOT_IMPLEMENTED_IS_RIGHT and code == 501):
            yield f"{code}"
        if self._errors.said:
            yield f"logged {self._errors.said[-1]}"
        if took_s > MOST_CPU_S and question.endpoint not in HEAVY:
            yield f"{took_s:.1f} s"
        kind = headers.get("Content-Type", "")
        asked = unquote_to_bytes(question.path).decode("utf-8", "replace")
        if code >= 400 and question.method != "HEAD":
            yield from _wrongs_of_an_error(asked, kind, body)
        if kind.startswith(("text/html", "image/svg")) and HOSTILE.encode() in body:
            yield "what was asked stands in it as HTML"
        if 300 < code < 400 and code != 304:
            where = headers.get("Location", "")
            if not where.startswith(("/", f"http://{HOST}/")) or where.startswith(("//", "/\\")):
                yield f"leads to {where[:80]}"
        if asked.startswith(OPEN) and headers.get("Access-Control-Allow-Origin") != "*":
            yield "closed to pages elsewhere"


def _wrongs_of_an_error(path: str, kind: str, body: bytes) -> Iterator[str]:
    if kind == "application/problem+json":
        said = json.loads(body)
        if not (said["detail"] and said["title"]):
            yield "a problem that says nothing"
    elif path.startswith("/api/"):
        yield f"an error of the API as {kind}"
    elif kind.startswith("text/html") and b"<main" not in body:
        yield "an error that is no page of ours"


def of_the_map(site: Site) -> dict[str, Sequence[str]]:
    """What addresses may name because it is on the map."""
    pillars, places = tuple(site.pillars), tuple(site.data.locations)[:500]
    codes = tuple(site.data.gemeentecodes)
    shorts = tuple(site.short_links.code(one) for one in places[:50])
    whatif = (*(f"s{code}" for code in shorts), *SAID["plan"])
    return {
        "pijler": pillars,
        "pillar": pillars,
        "hulp": ("alle", *pillars),
        "gemeente": codes,
        "gemeentecode": codes,
        "plek_id": places,
        "locatie": places,
        "offer_id": tuple(site.data.offers)[:500] or ("x",),
        "code": shorts,
        "plan": whatif,
        "wie": shorts,
        "bij": shorts,
        "naar": shorts,
        "feature_id": places,
        "name": tuple(current_files().names),
        "filename": ("x.js",),
        "provincie": tuple({one.provincie for one in site.area}),
        "its_id": ("00000000-0000-0000-0000-000000000000",),
    }


def main() -> None:
    """Ask, count and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kaart", type=Path, nargs="?")
    parser.add_argument("--questions", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--heaviest", type=int, default=15, help="how many addresses to tell the cost of")
    parser.add_argument("--only", nargs="*", default=(), help="endpoints, such as dekking.overview")
    arguments = parser.parse_args()
    outcome = Fuzzer(_app(arguments.kaart), arguments.seed).ask_all(arguments.questions, only=arguments.only)
    _tell(outcome, arguments.heaviest)
    sys.exit(bool(outcome.wrong))


def _app(kaart: Path | None) -> Flask:
    from tests.web.smallmap import map_data

    return create_app(kaart or map_data(), Settings(tiles_url="", requests_per_minute=0))


def _tell(outcome: Outcome, heaviest: int) -> None:
    statuses = sum((one.statuses for one in outcome.told.values()), Counter[int]())
    print(f"{statuses.total():,} questions to {len(outcome.told)} addresses:", end=" ")
    print(", ".join(f"{code} {count:,}" for code, count in sorted(statuses.items())))
    print("\nThe heaviest, in seconds of processor time for one question:")
    costly = sorted(outcome.told.items(), key=lambda one: -one[1].most_cpu_s)[:heaviest]
    for endpoint, told in costly:
        print(f"  {told.most_cpu_s:6.2f}  {endpoint:32} {told.heaviest[:140]}")
    if outcome.wrong:
        print(f"\n{len(outcome.wrong)} answers that are wrong:")
        for kind, count in Counter(one.split(" ", 1)[0] for one in outcome.wrong).items():
            print(f"  {kind} {count}")
        for one in outcome.wrong[:60]:
            print(f"  {one}")
    else:
        print("\nNothing wrong.")


if __name__ == "__main__":
    main()
