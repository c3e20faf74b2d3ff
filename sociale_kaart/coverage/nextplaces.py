"""Where the next place would help most: people newly reached, one place after another and by the best set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage import grid
from sociale_kaart.coverage.covering import Optimum, demand, greedy, optimum
from sociale_kaart.coverage.measures.areas import Bools, Ints
from sociale_kaart.coverage.measures.nearest import nearest_m
from sociale_kaart.coverage.measures.reach import HEADLINE_M, checked_limit
from sociale_kaart.coverage.points import ALL, Floats, Points, Strings
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.model import OrganisationKind

OWN = "own"  # weights of somebody's own, given point by point
_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """Where a place could come: c of them; of two that gain equally, the first is preferred.

    id : (c,) str. x_rd, y_rd : (c,) metres, RD New. names : (c,) str, what people call the place
    """

    id: Strings
    x_rd: Floats
    y_rd: Floats
    names: Strings

    def __len__(self) -> int:
        return len(self.id)

    @property
    def xy_rd(self) -> Floats:
        """(c, 2) metres, RD New."""
        return np.column_stack((self.x_rd, self.y_rd))


@dataclass(frozen=True, slots=True)
class NextPlace:
    """One more place, after all that stand before it in the list.

    candidate : its number. id, name, x_rd, y_rd : as the candidate has them
    gained : persons (weighted) whom it newly brings within the limit
    may_help : nobody knows whether it helps already
    gained_at_least : the same if every place of which nobody knows whether it helps turns out to, itself among them
    gained_in : gemeentecode -> persons newly reached there, most first; "" where the gemeente is not known
    reached : persons within the limit of some place by now
    """

    candidate: int
    id: str
    name: str
    x_rd: float
    y_rd: float
    may_help: bool
    gained: float
    gained_at_least: float
    gained_in: Mapping[str, float]
    reached: float


@dataclass(frozen=True, slots=True)
class NextPlaces:
    """The next places, and what they are reckoned with.

    places : one after another; fewer than asked for where nobody is left to gain
    optimum : the best set of as many; reached counts persons newly reached. None where it was not asked for
    reached_before, persons : persons (weighted) within the limit of a place before, and all who are counted
    points_unknown : points of which a group that weighs is suppressed: of that group nobody there is counted
    limit_m : metres in a straight line, inclusive
    weights : group of people -> what one of them counts for; "own" where each point was given its weight
    perhaps : ids of places of which nobody knows whether they help
    not_declared : gemeenten of the map of which nobody declared the list complete
    """

    places: tuple[NextPlace, ...]
    optimum: Optimum | None
    reached_before: float
    persons: float
    points_unknown: int
    limit_m: float
    weights: Mapping[str, float]
    perhaps: frozenset[str] = frozenset()
    not_declared: tuple[str, ...] = ()

    @property
    def gained(self) -> float:
        """Persons whom all these places together newly reach."""
        return sum(place.gained for place in self.places)


def places_without(places: Sites, sites: Sites) -> Candidates:
    """Existing places that do not offer the pillar yet, libraries first: the covenant wants it inside them.

    Parameters
    ----------
    places : every place on the map, whatever it offers. Leave out those of which nobody knows whether they offer the
        pillar: they are for `perhaps` in `next_places`
    sites : those that offer the pillar
    """
    without = np.flatnonzero(~np.isin(places.id, sites.id))
    is_other = places.kind[without] != OrganisationKind.LIBRARY.value
    order = without[np.argsort(is_other, kind="stable")]
    return Candidates(
        id=places.id[order], x_rd=places.x_rd[order], y_rd=places.y_rd[order], names=places.names[order]
    )


def addresses(found: Iterable[tuple[str, float, float]]) -> Candidates:
    """Any places somebody thinks of: name, x_rd and y_rd (metres). A name stands for the id too."""
    rows = list(found)
    names = np.array([name for name, _, _ in rows], dtype=str)
    xy = np.array([(x, y) for _, x, y in rows], dtype=np.float64).reshape(-1, 2)
    return Candidates(id=names, x_rd=xy[:, 0], y_rd=xy[:, 1], names=names)


def next_places(
    points: Points,
    sites: Sites,
    candidates: Candidates | None,
    n: int,
    limit_m: float = HEADLINE_M,
    *,
    weights: str | Mapping[str, float] | Floats | None = None,
    perhaps: Sites | None = None,
    exact: bool = True,
    seconds: float = _SECONDS,
) -> NextPlaces:
    """The n places that reach most people whom no site reaches yet.

    Parameters
    ----------
    points : where people live. sites : the places that help, wherever in the country
    candidates : see `places_without` and `addresses`; None for every inhabited point. On a full grid of squares that is
        reckoned by Fourier transform, and then there is no exact optimum: there are too many to choose from
    weights : a group of people; or group -> what one of them counts for; or (n,) what each point counts for, NaN where
        that is not known. By default everybody counts for one
    perhaps : places of which nobody knows whether they help; they lower `gained_at_least` and nothing else
    exact : whether to seek the best set too, and `seconds` for how long at most

    Persons are counted once, by the first place that reaches them. Raises SocialeKaartError for an n or a limit below
    zero and for a group that the points do not tell of. What this hides: docs/explanation/next-place.md.
    """
    weighing = _weighing(weights)
    persons, suppressed = _weighted(points, weights if isinstance(weights, np.ndarray) else weighing)
    checked_limit(limit_m)
    if n < 0:
        raise SocialeKaartError(f"there are no {n} places", expected="a number from zero on")
    xy = points.xy_rd
    reached = nearest_m(xy, sites.xy_rd) <= limit_m
    left = np.where(reached, 0.0, persons)
    chosen, best = _choose(xy, left, candidates, n, limit_m, seconds if exact else None)
    before = float(persons[reached].sum())
    among = _every(points) if candidates is None else candidates
    return NextPlaces(
        places=_told(
            points,
            left,
            before,
            among,
            chosen,
            limit_m,
            perhaps,
        ),
        optimum=best,
        reached_before=before,
        persons=float(persons.sum()),
        points_unknown=suppressed,
        limit_m=limit_m,
        weights=weighing,
        perhaps=frozenset() if perhaps is None else frozenset(perhaps.id.tolist()),
    )


def _choose(
    xy: Floats, left: Floats, candidates: Candidates | None, n: int, limit_m: float, seconds: float | None
) -> tuple[list[int], Optimum | None]:
    on = grid.squares(xy) if candidates is None else None
    if on is not None:
        return [at for at, _ in grid.best_squares(on, left, limit_m, n)], None
    wanted = demand(xy, left, xy if candidates is None else candidates.xy_rd, limit_m)
    chosen = [one.candidate for one in greedy(wanted, n)]
    return chosen, None if seconds is None else optimum(wanted, n, seconds)


def _told(
    points: Points,
    left: Floats,
    before: float,
    candidates: Candidates,
    chosen: Iterable[int],
    limit_m: float,
    perhaps: Sites | None,
) -> tuple[NextPlace, ...]:
    open_to_gain: Bools = left > 0
    xy, told, reached = points.xy_rd, [], before
    doubtful = (
        nearest_m(xy, perhaps.xy_rd) <= limit_m if perhaps is not None else np.zeros(len(xy), dtype=bool)
    )
    for at in chosen:
        newly = np.flatnonzero(open_to_gain & (nearest_m(xy, candidates.xy_rd[[at]]) <= limit_m))
        open_to_gain[newly] = False
        gained = float(left[newly].sum())
        reached += gained
        told.append(
            NextPlace(
                candidate=at,
                id=str(candidates.id[at]),
                name=str(candidates.names[at]),
                x_rd=float(candidates.x_rd[at]),
                y_rd=float(candidates.y_rd[at]),
                may_help=perhaps is not None and bool((perhaps.id == candidates.id[at]).any()),
                gained=gained,
                gained_at_least=float(left[newly[~doubtful[newly]]].sum()),
                gained_in=_per_gemeente(points.gemeentecode[newly], left[newly]),
                reached=reached,
            )
        )
    return tuple(told)


def _per_gemeente(gemeentecode: Strings, persons: Floats) -> Mapping[str, float]:
    codes, which = np.unique(gemeentecode, return_inverse=True)
    totals = np.bincount(which, weights=persons, minlength=len(codes))
    order: Ints = np.argsort(-totals, kind="stable")
    return {str(codes[one]): float(totals[one]) for one in order}


def _weighing(weights: str | Mapping[str, float] | Floats | None) -> Mapping[str, float]:
    if isinstance(weights, np.ndarray):
        return {OWN: 1.0}
    return {weights or ALL: 1.0} if weights is None or isinstance(weights, str) else dict(weights)


def _weighted(points: Points, weights: Mapping[str, float] | Floats) -> tuple[Floats, int]:
    """Persons (n,) by weight, and at how many points some of them are suppressed."""
    if isinstance(weights, np.ndarray):
        if len(weights) != len(points) or (weights < 0).any():
            raise SocialeKaartError(
                "these weights cannot be used",
                expected=f"{len(points)} numbers from zero on, one for each point",
                dutch=f"deze gewichten kunnen niet. Geef {len(points)} getallen vanaf nul: een voor elk punt.",
            )
        return np.nan_to_num(weights.astype(np.float64), nan=0.0), int(np.isnan(weights).sum())
    wrong = [group for group, weight in weights.items() if group not in points.persons or not weight >= 0]
    if wrong or not any(weights.values()):
        raise SocialeKaartError(
            f"these weights cannot be used: {dict(weights)}",
            expected=f"numbers from zero on, one of them above it, for one or more of {', '.join(points.persons)}",
            dutch="deze gewichten kunnen niet. Geef getallen vanaf nul, waarvan een boven nul, voor een of meer van: "
            f"{', '.join(points.persons)}.",
        )
    persons, suppressed = np.zeros(len(points)), np.zeros(len(points), dtype=bool)
    for group, weight in weights.items():
        if weight > 0:
            persons += weight * np.nan_to_num(points.persons[group], nan=0.0)
            suppressed |= np.isnan(points.persons[group])
    return persons, int(suppressed.sum())


def _every(points: Points) -> Candidates:
    numbers = np.arange(len(points)).astype(str)
    return Candidates(id=numbers, x_rd=points.x_rd, y_rd=points.y_rd, names=points.gemeentecode)
