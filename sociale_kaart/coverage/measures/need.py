"""Measure 7: the same measures for those who need the help most, beside everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.errors import SocialeKaartError


@dataclass(frozen=True, slots=True, eq=False)
class OfGroup:
    """A measure for one group of people, per area (k,).

    figure : as the measure gives it. difference : figure minus that of everybody, in the unit of the measure.
    persons : the weights it rests on; a figure on few persons says little
    """

    figure: Floats
    difference: Floats
    persons: Floats


def per_group(
    measure: Callable[[Floats], Floats], points: Points, areas: Areas, groups: Iterable[str] | None = None
) -> Mapping[str, OfGroup]:
    """A measure with the persons of each group as its weights, instead of everybody.

    Parameters
    ----------
    measure : from persons (n,) to figures (k,), such as `lambda persons: share_within(distance_m, persons, areas)`
    groups : "all", "65+", ...; by default all that these points tell of

    Only groups that the points themselves tell of: an indicator that exists per gemeente is never spread over its
    points, for everybody in a gemeente would seem alike. Raises SocialeKaartError for a group that is not there.
    """
    wanted = tuple(points.persons if groups is None else groups)
    for group in wanted:
        if group not in points.persons:
            raise SocialeKaartError(
                f"these points do not tell how many persons are {group!r}",
                expected=f"one of {', '.join(points.persons)}",
                remedy="an indicator per gemeente cannot be spread over points; take points that tell it themselves",
            )
    everybody = measure(points.persons[ALL])
    figures = {group: measure(points.persons[group]) for group in wanted}
    return {
        group: OfGroup(figure, figure - everybody, areas.total(points.persons[group]))
        for group, figure in figures.items()
    }
