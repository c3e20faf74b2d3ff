"""What the dashboard is asked, as the address of a page says it; checked once, here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Final

from flask_babel import gettext as _

from sociale_kaart.coverage.when import days_known
from sociale_kaart.web import words
from sociale_kaart.web.dekking.measures import MEASURES, PLACE, Measure
from sociale_kaart.web.dekking.moments import ALWAYS, MOMENTS, of_a_day
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import marked
from sociale_kaart.web.site import Site

EVERYBODY = "all"
# As an address says it -> the group of a report, and how a page calls it.
GROUPS: Mapping[str, tuple[str, str]] = {
    "iedereen": (EVERYBODY, marked("iedereen")),
    "65plus": ("65+", marked("mensen van 65 jaar en ouder")),
}
USUAL_GROUP = "iedereen"
LIMITS_KM = (2, 5, 10)
USUAL_KM = 5
_DAY_LENGTH = len("2026-11-24")


# What an address calls each choice.
NAMES: Final = ("pijler", "maat", "groep", "moment", "datum", "binnen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """One view of the dashboard.

    pillar : id, as in kaart.toml. usual_pillar : the one that an address without one means
    measure : id of `measures.MEASURES`. group : key of GROUPS. moment : key of `moments.MOMENTS`
    day : the one day on which one can go; None for ordinary weeks. limit_km : how far is near, in a straight line
    """

    pillar: str
    usual_pillar: str
    measure: str = PLACE
    group: str = USUAL_GROUP
    moment: str = ALWAYS
    day: date | None = None
    limit_km: int = USUAL_KM

    @classmethod
    def of(cls, args: Mapping[str, str], site: Site) -> Choices:
        """The choices in an address; what it leaves out is as usual. Raises Refused for what is not there."""
        usual = usual_pillar(site)
        day = _day(args.get("datum", ""), site.data.known_on)
        moment = _one_of(
            MOMENTS, args.get("moment") or ALWAYS, _("Dit moment kennen we niet. Kies er een uit de lijst.")
        )
        return cls(
            pillar=_one_of(
                site.pillars,
                args.get("pijler") or usual,
                _("Deze soort hulp kennen we niet. Kies er een uit de lijst."),
            ),
            usual_pillar=usual,
            measure=_one_of(
                MEASURES, args.get("maat") or PLACE, _("Deze maat kennen we niet. Kies er een uit de lijst.")
            ),
            group=_one_of(
                GROUPS,
                args.get("groep") or USUAL_GROUP,
                _("Deze groep kennen we niet. Kies er een uit de lijst."),
            ),
            moment=moment if day is None else of_a_day(moment),
            day=day,
            limit_km=int(
                _one_of(
                    {str(one): one for one in LIMITS_KM},
                    args.get("binnen") or str(USUAL_KM),
                    _("Kies 2, 5 of 10 kilometer."),
                )
            ),
        )

    def query(self) -> dict[str, str]:
        """What an address must say for this view: only what differs from the usual."""
        said = {
            "pijler": "" if self.pillar == self.usual_pillar else self.pillar,
            "maat": "" if self.measure == PLACE else self.measure,
            "groep": "" if self.group == USUAL_GROUP else self.group,
            "moment": "" if self.moment == ALWAYS else self.moment,
            "datum": self.day.isoformat() if self.day else "",
            "binnen": "" if self.limit_km == USUAL_KM else str(self.limit_km),
        }
        return {name: value for name, value in said.items() if value}

    @property
    def of_measure(self) -> Measure:
        """The measure itself."""
        return MEASURES[self.measure]

    def name_of(self, measure: Measure) -> str:
        """What a measure is called in this view."""
        return measure.name(self.limit_m, is_one_day=self.day is not None)

    @property
    def limit_m(self) -> int:
        """How far is near, in metres."""
        return self.limit_km * 1000

    @property
    def persons(self) -> str:
        """The group as a report calls it."""
        return GROUPS[self.group][0]

    @property
    def is_narrowed(self) -> bool:
        """Whether the view is of some people, another limit or a moment, and not the usual one of its measure."""
        usual = (EVERYBODY, USUAL_KM, False)
        return (self.persons, self.limit_km, self.is_at_a_moment) != usual

    @property
    def is_at_a_moment(self) -> bool:
        """Whether only places that are open then count."""
        return self.moment != ALWAYS or self.day is not None

    @property
    def when(self) -> str:
        """The moment and the day as one word, such as "dinsdagavond", "2026-11-24" or "2026-11-24-avond"."""
        if self.day is None:
            return self.moment
        part = "" if self.moment == ALWAYS else f"-{self.moment}"
        return f"{self.day.isoformat()}{part}"


def asked(site: Site, pillar: str, when: str) -> Choices:
    """The choices that `Choices.when` names, for one pillar. Raises Refused for what is not there."""
    if pillar not in site.pillars:
        raise Refused(HTTPStatus.NOT_FOUND, _("Deze soort hulp kennen we niet. Kies er een uit de lijst."))
    day, moment = (when[:_DAY_LENGTH], when[_DAY_LENGTH:]) if when[:1].isdigit() else ("", f"-{when}")
    if moment and not moment.startswith("-"):
        raise Refused(HTTPStatus.NOT_FOUND, _("Dit moment kennen we niet. Kies er een uit de lijst."))
    try:
        return Choices.of({"pijler": pillar, "moment": moment[1:], "datum": day}, site)
    except Refused as fault:
        # Part of a path, what is not one of ours names something that is not there.
        raise Refused(HTTPStatus.NOT_FOUND, fault.sentence, choices=fault.choices) from fault


def usual_pillar(site: Site) -> str:
    """The first pillar that somebody offers."""
    offered = (pillar.id for pillar in site.data.pillars if site.index.count_yes(pillar.id))
    return next(offered, site.data.pillars[0].id)


def _one_of(known: Mapping[str, object], asked: str, sentence: str) -> str:
    if asked not in known:
        raise Refused(HTTPStatus.BAD_REQUEST, sentence, choices=known)
    return asked


def day_range(known_on: date) -> str:
    """Which days somebody can choose, as a sentence, of a map that tells about a day."""
    first, last = days_known(known_on)
    return _("Kies een dag van %(first)s tot en met %(last)s.", first=words.day(first), last=words.day(last))


def _day(text: str, known_on: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(
            HTTPStatus.BAD_REQUEST, _("Deze datum kunnen we niet gebruiken. Schrijf hem als 2026-11-24.")
        ) from None
    first, last = days_known(known_on)
    if not first <= day <= last:
        sentences = (
            _("Van die dag weten we te weinig om te zeggen waar hulp ontbreekt."),
            day_range(known_on),
        )
        raise Refused(HTTPStatus.BAD_REQUEST, " ".join(sentences))
    return day
