"""Bar 3 of the hours: text -> schedule -> sentence -> schedule is the identity on all that is read completely.

    .venv/bin/python -m benchmarks.hours_roundtrip [--show]

Beside it, as an independent eye: what the reader of free text, which knows nothing of our sentences, makes of them. It
reads the same, asks back, or reads something else and asks nothing; the last would be a sentence that can be
misunderstood, or a gap in that reader. The exit code is 1 where the round trip is not the identity.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

from sociale_kaart.hours.canonical import normalised
from sociale_kaart.hours.reader import parse
from sociale_kaart.hours.reader.read import read_freely
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.sentence import Language, describe

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "uren.csv"


def main() -> int:
    """Measure, and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="every sentence that does not come back")
    show = parser.parse_args().show
    schedules = list(_schedules())
    lost = 0
    for lang in get_args(Language):
        found: Counter[str] = Counter()
        for number, hours in schedules:
            said = describe(hours, lang)
            same, freely = _same(parse(said, lang).hours, hours), _freely(said, lang, hours)
            found["identity"] += same
            found[freely] += 1
            if show and not (same and freely == "the same"):
                print(f"{lang} {number} {'' if same else 'LOST, '}read freely: {freely}: {said}")
        lost += len(schedules) - found["identity"]
        print(
            f"{lang}: {len(schedules)} texts read completely; round trip the identity on {found['identity']}"
            f" ({found['identity'] / len(schedules):.2%}); by the reader of free text alone: "
            + ", ".join(f"{found[one]} {one}" for one in ("the same", "asked back", "something else"))
        )
    return 1 if lost else 0


def _schedules() -> Iterator[tuple[str, Hours]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
            parsed = parse(row["text"], row["lang"], as_of)
            if parsed.complete:
                yield row["id"], parsed.hours.settled()


def _same(one: Hours, other: Hours) -> bool:
    return normalised(one.settled()) == normalised(other)


def _freely(said: str, lang: Language, hours: Hours) -> str:
    parsed = read_freely(said, lang)
    if _same(parsed.hours, hours):
        return "the same"
    return "asked back" if parsed.doubts or parsed.leftover else "something else"


if __name__ == "__main__":
    sys.exit(main())
