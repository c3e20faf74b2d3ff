"""A scenario of every pillar of a map at once: a library that closes takes all of its help along."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sociale_kaart.coverage.blockfigures import Figures
from sociale_kaart.coverage.points import ALL
from sociale_kaart.coverage.scenario import Scenario
from sociale_kaart.errors import SocialeKaartError


@dataclass(frozen=True, slots=True, eq=False)
class AllPillars:
    """A `Scenario` per pillar; a step is taken in each that it touches, and gives another."""

    pillars: Mapping[str, Scenario]

    def __getitem__(self, pillar: str) -> Scenario:
        return self.pillars[pillar]

    def add(
        self, name: str, x_rd: float, y_rd: float, *, pillars: Collection[str] | None = None, **more: Any
    ) -> AllPillars:
        """One place more, with all pillars or with some; the rest as `Scenario.add`."""
        wanted = self.pillars if pillars is None else pillars
        unheard = sorted(set(wanted) - self.pillars.keys())
        if unheard:
            raise SocialeKaartError(
                f"this map has no pillar {', '.join(unheard)}", expected=f"one of {', '.join(self.pillars)}"
            )
        return AllPillars(
            {
                pillar: one.add(name, x_rd, y_rd, **more) if pillar in wanted else one
                for pillar, one in self.pillars.items()
            }
        )

    def close(self, id: str) -> AllPillars:  # noqa: A002 - as in Sites
        """One place less, with every pillar that it has. Raises SocialeKaartError where it has none."""
        return AllPillars(
            {
                pillar: one.close(id) if pillar in self._with(id) else one
                for pillar, one in self.pillars.items()
            }
        )

    def move(self, id: str, x_rd: float, y_rd: float, *, gemeentecode: str | None = None) -> AllPillars:  # noqa: A002
        """The same place elsewhere, with every pillar that it has."""
        return AllPillars(
            {
                pillar: one.move(id, x_rd, y_rd, gemeentecode=gemeentecode)
                if pillar in self._with(id)
                else one
                for pillar, one in self.pillars.items()
            }
        )

    def figures(self, group: str = ALL) -> Mapping[str, tuple[Figures, ...]]:
        """Pillar -> what `Scenario.figures` says."""
        return {pillar: one.figures(group) for pillar, one in self.pillars.items()}

    def _with(self, id: str) -> frozenset[str]:  # noqa: A002
        found = frozenset(pillar for pillar, one in self.pillars.items() if (one.sites.id == id).any())
        if not found:
            raise SocialeKaartError(
                f"no open site has the id {id!r}", remedy="look it up in scenario[pillar].sites.id"
            )
        return found
