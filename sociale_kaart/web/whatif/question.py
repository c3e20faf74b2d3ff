"""What somebody asks of the page: two plans at most, and perhaps one more step; checked once, here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from sociale_kaart.gebieden.places import Ambiguous, NotFound, Position
from sociale_kaart.model import fold
from sociale_kaart.web.dekking import moments
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.faults import Onward, Refused
from sociale_kaart.web.language import marked
from sociale_kaart.web.positionwords import unfound
from sociale_kaart.web.shortcodes import LONGEST, SHORTEST, SIGNS
from sociale_kaart.web.site import Site
from sociale_kaart.web.whatif.bench import Bench
from sociale_kaart.web.whatif.ground import AT_ALL, Moment
from sociale_kaart.web.whatif.steps import (
    MOST_STEPS,
    Add,
    Close,
    Move,
    PlanFault,
    Spot,
    Step,
    Unreadable,
    Where,
    clean_name,
    read,
    written,
)

PAGE = "whatif.page"
# What a form says beside the plan itself; no link of the page carries these on.
ACTIONS = ("doe", "bij", "wie", "naar", "zoek")
LIBRARIES_ONLY = "bibliotheken"
# Of the choices of the dashboard, those that a plan is reckoned by.
CHOSEN = ("pijler", "groep", "moment", "datum", "binnen")
# Of more places than this nobody scrolls through a list: a name is typed.
MOST_LISTED = 400
MOST_OPTIONS = 20
LONGEST_TYPED = 100
_CODE = re.compile(rf"[{SIGNS}]{{{SHORTEST},{LONGEST}}}")
_FAULTS: Mapping[PlanFault, str] = {
    PlanFault.UNREADABLE: marked("Dit plan kunnen we niet lezen. Kijk of u het hele adres hebt overgenomen."),
    PlanFault.TOO_MANY: marked("Dit plan heeft te veel stappen. Hoogstens %(most)s stappen kunnen."),
    PlanFault.ABROAD: marked("Deze plek ligt niet in Nederland."),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps, and what somebody calls them; "" for no name."""

    steps: tuple[Step, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says.

    first, second : the plan at hand, and another beside it; None for no other
    libraries_only : whether the next places are libraries only
    """

    choices: Choices
    first: Plan
    second: Plan | None
    libraries_only: bool

    def query(self) -> dict[str, str]:
        """What an address must say for it: only what differs from the usual."""
        chosen = {name: value for name, value in self.choices.query().items() if name in CHOSEN}
        second = self.second or Plan()
        said = {
            **chosen,
            "plan": written(self.first.steps),
            "naam": self.first.name,
            "plan2": written(second.steps),
            "naam2": second.name,
            "alleen": LIBRARIES_ONLY if self.libraries_only else "",
        }
        return {name: value for name, value in said.items() if value}

    @property
    def moment(self) -> Moment:
        """When places must be open to count."""
        return Moment(self.choices.moment, self.choices.day)

    @property
    def is_at_a_moment(self) -> bool:
        """Whether only places that are open then count."""
        return self.moment != AT_ALL

    @property
    def then(self) -> str:
        """That moment in words; "" for none."""
        return moments.said(self.choices.moment, self.choices.day)

    def said(self) -> dict[str, Any]:
        """The same for `url_for`."""
        return dict(self.query())

    def without(self, number: int) -> Asked:
        """The same without one step of the first plan, by its number from zero."""
        steps = tuple(step for at, step in enumerate(self.first.steps) if at != number)
        return replace(self, first=replace(self.first, steps=steps))

    def with_step(self, step: Step) -> Asked:
        """The same with one step more. Raises Refused where that is one too many."""
        if len(self.first.steps) >= MOST_STEPS:
            back = Onward(_("Terug naar uw plan"), url_for(PAGE, **self.said()))
            raise Refused(HTTPStatus.BAD_REQUEST, _sentence(PlanFault.TOO_MANY), back)
        return replace(self, first=replace(self.first, steps=(*self.first.steps, step)))

    def swapped(self) -> Asked:
        """The second plan first."""
        return replace(self, first=self.second or Plan(), second=self.first if self.first.steps else None)

    def afresh(self) -> Asked:
        """The same question without a plan."""
        return replace(self, first=Plan(), second=None, libraries_only=False)

    def set_aside(self) -> Asked:
        """The first plan as the second too, to go on from there."""
        return replace(self, second=self.first, first=replace(self.first, name=""))


def read_asked(args: Mapping[str, str], site: Site) -> Asked:
    """What the address says. Raises Refused for what it cannot mean."""
    try:
        first, second = (
            Plan(read(args.get(plan, "")), clean_name(args.get(name, "")))
            for plan, name in (("plan", "naam"), ("plan2", "naam2"))
        )
    except Unreadable as fault:
        shorter = _shortened(args, site) if fault.fault is PlanFault.TOO_MANY else None
        raise Refused(HTTPStatus.BAD_REQUEST, _sentence(fault.fault), shorter) from None
    return Asked(
        choices=Choices.of({name: args.get(name, "") for name in CHOSEN}, site),
        first=first,
        second=second if second.steps else None,
        libraries_only=args.get("alleen") == LIBRARIES_ONLY,
    )


@dataclass(frozen=True, slots=True)
class Option:
    """What may be meant: its words, and which field of the form it would fill with what."""

    label: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A step that cannot be taken yet: a sentence, and what may be meant."""

    sentence: str
    options: tuple[Option, ...] = ()


def asked_step(args: Mapping[str, str], site: Site, bench: Bench) -> Step | Doubt | None:
    """The step that a form asks for; what is in doubt about it; None where none is asked for."""
    doing = args.get("doe", "")
    if doing == "bij":
        where = _where(args, "bij", site, bench)
        return where if isinstance(where, Doubt) else Add(where)
    if doing not in ("sluit", "verhuis"):
        return None
    who = _place(_typed(args, "wie"), "wie", bench)
    if isinstance(who, Doubt) or doing == "sluit":
        return who if isinstance(who, Doubt) else Close(who)
    where = _where(args, "naar", site, bench)
    return where if isinstance(where, Doubt) else Move(who, where)


def _where(args: Mapping[str, str], field: str, site: Site, bench: Bench) -> Where | Doubt:
    """A place by its code or name, else what was searched for."""
    if name := _typed(args, field):
        return _place(name, field, bench)
    text = _typed(args, "zoek")
    if not text:
        return Doubt(_("Kies een plek uit de lijst, of vul een postcode of plaats in."))
    found = site.finder.position(text)
    match found:
        case Position():
            try:
                return Spot.near(found.x_rd, found.y_rd)
            except Unreadable as fault:
                return Doubt(_sentence(fault.fault))
        case Ambiguous():
            options = tuple(Option(one.label, "zoek", one.label) for one in found.options)
            return Doubt(_("Er is meer dan één plaats met deze naam. Kies er een."), options)
        case NotFound():
            options = tuple(Option(one, "zoek", one) for one in found.suggestions)
            return Doubt(unfound(found).message, options)


def _place(text: str, field: str, bench: Bench) -> str | Doubt:
    """The code of a place, by that code or by (part of) its name."""
    if not text:
        return Doubt(_("Kies eerst een plek."))
    if _CODE.fullmatch(text) and bench.places.row(text) is not None:
        return text
    rows = list(_called(fold(text), bench))
    if len(rows) == 1:
        return bench.places.code(rows[0])
    if not rows:
        return Doubt(_("We kennen geen plek met deze naam. Typ een deel van de naam."))
    options = tuple(
        Option(bench.places.names[row], field, bench.places.code(row)) for row in rows[:MOST_OPTIONS]
    )
    return Doubt(_("Er zijn meer plekken met deze naam. Kies er een."), options)


def _called(folded: str, bench: Bench) -> Iterator[int]:
    """Rows of the places of this very name; where there is none, of those in whose name it stands."""
    exact = [row for row, name in enumerate(bench.places.folded_names) if name == folded]
    yield from exact or (row for row, name in enumerate(bench.places.folded_names) if folded in name)


def _typed(args: Mapping[str, str], field: str) -> str:
    return " ".join(args.get(field, "").replace("\0", "").split())[:LONGEST_TYPED]


def _shortened(args: Mapping[str, str], site: Site) -> Onward | None:
    """The way to as many steps as there may be; None where those cannot be read either."""
    cut = {name: ".".join(args.get(name, "").split(".")[:MOST_STEPS]) for name in ("plan", "plan2")}
    try:
        asked = read_asked({**args, **cut}, site)
    except Refused:
        return None
    text = _("Ga verder met de eerste %(most)s stappen", most=MOST_STEPS)
    return Onward(text, url_for(PAGE, **asked.said()))


def _sentence(fault: PlanFault) -> str:
    return _(_FAULTS[fault]) % {"most": MOST_STEPS}
