"""Bar 2 of the hours: how much of tests/cases/uren.csv is read completely and right, per construct.

    .venv/bin/python -m benchmarks.hours_reading

A text counts as right where its occurrences in both windows, certain and uncertain, its appointment, what was left
over and what is asked back are all as the table says. It counts as wrong without a doubt where the occurrences are
not, and nothing was left over or asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from benchmarks.hours.cases import Outcome, outcomes

BAR_RIGHT, BAR_SILENT = 0.97, 0.005


def main() -> None:
    """Print the figures and the rows that fail."""
    found = outcomes()
    by_construct: dict[str, list[Outcome]] = defaultdict(list)
    for one in found:
        for construct in one.constructs:
            by_construct[construct].append(one)
    print(f"{'construct':26}{'rows':>6}{'right':>7}  not right (! wrong without a doubt)")
    for construct, ones in sorted(by_construct.items()):
        print(f"{construct:26}{len(ones):>6}{share_right(ones):>7.0%}  {_failing(ones)}".rstrip())
    print()
    print(f"read completely and right: {share_right(found):.1%} of {len(found)} (bar {BAR_RIGHT:.0%})")
    print(f"wrong without a doubt:     {share_silent(found):.1%} (bar {BAR_SILENT:.1%})")


def share_right(ones: Sequence[Outcome]) -> float:
    """Share read completely and right, in 0..1."""
    return sum(one.is_right for one in ones) / len(ones)


def share_silent(ones: Sequence[Outcome]) -> float:
    """Share of which the occurrences are wrong and nothing was asked or left over, in 0..1."""
    return sum(one.is_silently_wrong for one in ones) / len(ones)


def _failing(ones: Sequence[Outcome]) -> str:
    return " ".join(f"{one.row['id']}{'!' * one.is_silently_wrong}" for one in ones if not one.is_right)


if __name__ == "__main__":
    main()
