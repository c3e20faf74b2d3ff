"""What the lock put in another gemeente than expected, or outside the map's area: on the map, with a warning."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from sociale_kaart.dataset.placing import Placed
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import Location
from sociale_kaart.problems import Problem
from sociale_kaart.sources.check import place_fault
from sociale_kaart.sources.checkresult import CheckResult
from sociale_kaart.sources.reading import Fault


def misplaced_problems(checked: CheckResult, placed: Placed, area: Collection[str]) -> Iterator[Problem]:
    """One problem for each location that the lock put where it does not belong, at the first row that names it.

    Coordinates that came with a row were looked at by the check already.
    """
    found = {
        its_id: match.gemeentecode or None for its_id, match in placed.matches.items() if match.has_point
    }
    for location in sorted(checked.inventory.locations, key=_row):
        if location.has_given_point or location.id not in found:
            continue
        fault = _fault(location, found[location.id], placed.moved.get(location.id), area)
        if fault is not None:
            ref = min(
                checked.rows_at[location.id],
                key=lambda ref: ((ref.source, ref.number) != _row(location), ref.number),
            )
            yield replace(ref.problem(fault), value=str(location.address))


def _fault(location: Location, code: str | None, in_lock: str | None, area: Collection[str]) -> Fault | None:
    if in_lock is not None:
        return _moved(location, code, in_lock)
    if code == location.gemeentecode:
        # Outside the area perhaps, but then the check has said so of the stated gemeente.
        return None
    fault = place_fault(location, {location.id: code}, area)
    return fault and replace(fault, message=f'het adres "{location.address}": {fault.message}')


def _moved(location: Location, code: str | None, in_lock: str) -> Fault:
    there = f"in {gemeenten()[code].naam}" if code else "in geen enkele gemeente"
    return Fault(
        "lock_other_gemeente",
        f'het adres "{location.address}" hoort volgens adressen.lock.csv bij {gemeenten()[in_lock].naam}, '
        f"maar het punt ligt {there}; de kaart gaat uit van het punt.",
        "Kijk in adressen.lock.csv of het punt klopt, en zet daarna uw naam bij checked_by.",
    )


def _row(location: Location) -> tuple[str, int]:
    return location.provenance.source, location.provenance.row
