"""What a page says about the hours of each kind of help: the state now, the next time, and the hours in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from sociale_kaart.hours.occur import Occurrence, StateAt, next_occurrence, state
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.sentence import Language, describe_now, describe_occurrence
from sociale_kaart.model import Appointment, Location, Offer, Presence
from sociale_kaart.web import words
from sociale_kaart.web.language import say as _
from sociale_kaart.web.placefacts import appointment_for
from sociale_kaart.web.placehelp import Help
from sociale_kaart.web.placehours import NOT_SAID
from sociale_kaart.web.site import Site

NEXT_TIMES = 5
# Open comes first, then what we know to be closed, then what nobody knows.
_ORDER = (State.OPEN, State.CLOSED, State.UNKNOWN)
# The advice in a sentence about hours, per language, and what it becomes where there is no number to call.
_CALL: Mapping[Language, tuple[str, str]] = {
    "nl": ("Bel even.", "Vraag het eerst na."),
    "en": ("Please call first.", "Ask first."),
}


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Kinds of help at one place that have the same hours.

    keys : of the hours of each, in MapHours; none for the building
    kinds, labels : the kinds of help; how to call each, where two lines have the same kind
    now : the state at the moment and the next time, in words
    sentence : the hours in words; "" where they could not be understood
    times : the same without whether one needs an appointment, for who says that apart
    building : the hours of the building, in words, where these hours follow them or are not known; else ""
    source_text : what the coordinator wrote about when; "" where nobody wrote anything
    is_understood : whether all of that became hours
    is_known : whether anything is said about when
    is_desk : whether it is about the desk alone, and about no kind of help
    is_there : whether we know that this help is given here, whenever that may be
    appointment : whether one needs an appointment
    following : the first certain time to come; None where there is none, or none is known
    standing : what a published table of coming changes calls `state` and `now` (see `standing_name`)
    """

    kinds: frozenset[str]
    labels: tuple[str, ...]
    state: State
    now: Markup
    sentence: str
    times: str
    building: str
    source_text: str
    is_understood: bool
    is_known: bool
    is_desk: bool
    is_there: bool
    appointment: Appointment = Appointment.UNKNOWN
    keys: tuple[str, ...] = ()
    following: Occurrence | None = None
    standing: str = ""


@dataclass(frozen=True, slots=True)
class NextTime:
    """One of the next times, in words; `end` is when it is over."""

    start: datetime
    end: datetime
    text: str


def help_lines(site: Site, helps: Sequence[Help], at: datetime, *, can_call: bool) -> list[HelpLine]:
    """One line per kind of hours: open now first, then what begins soonest, unknown last.

    can_call : whether the page gives a number to call; without one, nobody is told to
    """
    groups: dict[object, list[Help]] = {}
    for one in helps:
        groups.setdefault(_same_hours(site, one, at.date()), []).append(one)
    following = site.upcoming.following((one.key for one in helps), at)
    lines = [
        _line(site, group, labels, following[group[0].key], at, can_call=can_call)
        for group, labels in zip(groups.values(), _labels(site, [*groups.values()]), strict=True)
    ]
    return sorted(lines, key=_soonest_first)


def _soonest_first(line: HelpLine) -> tuple[int, bool, float]:
    """Open, closed, unknown; within each what begins first, and last what has no next time."""
    begins = line.following.start.timestamp() if line.following else 0.0
    return _ORDER.index(line.state), line.following is None, begins


def building_line(site: Site, location: Location, at: datetime) -> HelpLine | None:
    """When the building itself is open, whoever is in it; None where its own hours are not told."""
    hours, told = site.hours.location_hours(location.id), location.opening_hours
    if hours is None or told is None or not told.text:
        return None
    calendar = site.hours.calendar(site.data.listings_at[location.id][0].id)
    found = state(hours, at, calendar=calendar)
    following = next_occurrence(hours, at, calendar=calendar)
    sentence = site.sentence_of(hours, at.date()) if hours.is_settled else ""
    return HelpLine(
        kinds=frozenset(),
        labels=(_desk(),),
        state=found.state,
        now=said_now(found, following, at, can_call=False),
        sentence=sentence,
        times=sentence,
        building="",
        source_text=told.text,
        is_understood=hours.is_settled,
        is_known=True,
        is_desk=True,
        is_there=True,
        standing=standing_name(location.id, can_call=False),
    )


def said_now(found: StateAt, following: Occurrence | None, at: datetime, *, can_call: bool) -> Markup:
    """The state at a moment and the next time, in words; without a number to call, nobody is told to."""
    spoken = words.hours_language()
    said = describe_now(found, following, at, spoken)
    told = words.hours_text(said if can_call else said.replace(*_CALL[spoken]))
    return _("Nu gesloten. %(next)s", next=told) if found.reason is Reason.OUTSIDE_HOURS else told


def next_times(site: Site, key: str, at: datetime) -> list[NextTime]:
    """The next few times, certain or not, in words."""
    return [
        NextTime(one.start, one.end, _next_time(site, key, one, at))
        for one in site.upcoming.next_times(key, at, NEXT_TIMES + site.upcoming.spare_times)
    ]


def _next_time(site: Site, key: str, one: Occurrence, at: datetime) -> str:
    said = describe_occurrence(one, at, words.hours_language())
    if one.start <= at and one.start.date() == at.date():
        said = _("vandaag, %(times)s", times=said)
    on_holiday = one.reason is Reason.HOLIDAY_UNKNOWN
    name = site.hours.calendar(key).holiday_name(one.start.date()) if on_holiday else ""
    return f"{said} ({name})" if name else said


def _same_hours(site: Site, one: Help, today: date) -> object:
    """Equal for what can share a line."""
    hours = site.hours.hours(one.key)
    is_sure = one.offer is None or one.offer.presence is Presence.YES
    return (
        hours,
        appointment_for(site.data, site.hours, one.key, one.offer),
        site.hours.text(one.key) if hours and not hours.is_settled else "",
        is_sure,
        one.is_there(today),
    )


def _line(
    site: Site,
    group: Sequence[Help],
    labels: tuple[str, ...],
    following: Occurrence | None,
    at: datetime,
    *,
    can_call: bool,
) -> HelpLine:
    first = group[0]
    hours = site.hours.hours(first.key)
    found = site.place_hours.states(at).get(first.key, NOT_SAID)
    is_sure = first.offer is None or first.offer.presence is Presence.YES
    stands, now = stands_now(first, found, following, at, can_call=can_call)
    return HelpLine(
        kinds=frozenset(_label(site, one) for one in group),
        labels=labels,
        state=stands,
        now=now,
        sentence=site.sentence(first.key, at.date()),
        times=site.sentence(first.key, at.date(), with_appointment=False),
        building=_building(site, first, hours, at.date()),
        source_text=site.hours.text(first.key) if hours is not None else "",
        is_understood=hours is not None and hours.is_settled,
        is_known=hours is not None,
        is_desk=all(one.offer is None for one in group),
        is_there=is_sure,
        appointment=appointment_for(site.data, site.hours, first.key, first.offer),
        keys=tuple(one.key for one in group),
        following=following if first.is_there(at.date()) else None,
        standing=standing_name(first.key, can_call=can_call),
    )


def stands_now(
    one: Help, found: StateAt, following: Occurrence | None, at: datetime, *, can_call: bool
) -> tuple[State, Markup]:
    """How help stands at a moment, and that in words.

    found, following : what its hours say: how it stands then, and the first certain time after it
    """
    if not one.is_there(at.date()):
        return State.CLOSED, _not_there(one, at.date())
    if one.offer is not None and one.offer.presence is not Presence.YES:
        return State.UNKNOWN, _("Wij weten niet of deze hulp hier is.")
    return found.state, said_now(found, following, at, can_call=can_call)


def standing_name(key: str, *, can_call: bool) -> str:
    """What a table calls how something stands: its key, or the id of a location for the building itself."""
    return key if can_call else f"{key}~"


def _building(site: Site, one: Help, hours: Hours | None, today: date) -> str:
    building = site.hours.location_hours(one.location_id)
    tells = hours is None or hours.follows_location
    return site.sentence_of(building, today) if tells and building and building.is_settled else ""


def _not_there(one: Help, today: date) -> Markup:
    schedule = one.offer.schedule if one.offer else None
    assert schedule is not None
    if one.has_ended(today):
        return _("Dit is gestopt. De laatste dag was %(day)s.", day=words.day(schedule.valid_to))
    return _("Dit begint op %(day)s.", day=words.day(schedule.valid_from))


def _labels(site: Site, groups: Sequence[Sequence[Help]]) -> list[tuple[str, ...]]:
    """How to call what is in each group; the same kind of help in two of them is told apart."""
    plain = [dict.fromkeys(_label(site, one) for one in group if one.offer is not None) for group in groups]
    counted = Counter(name for names in plain for name in names)
    result = [dict(names) for names in plain]
    for name in (name for name, count in counted.items() if count > 1):
        for names, added in zip(result, _apart(site, groups, name), strict=True):
            if name in names and added:
                names[f"{name} ({added})"] = names.pop(name)
    return [tuple(names) or (_desk(),) for names in result]


def _apart(site: Site, groups: Sequence[Sequence[Help]], name: str) -> list[str]:
    """What to add to the name of a kind of help, per group: who gives it, else what it is called; else nothing."""
    offers = [[one.offer for one in group if one.offer and _label(site, one) == name] for group in groups]
    for called in (_giver, _service):
        added = [words.listed([*dict.fromkeys(called(site, one) for one in some)]) for some in offers]
        if max(Counter(filter(None, added)).values(), default=0) == 1:
            return added
    return [""] * len(groups)


def _giver(site: Site, offer: Offer) -> str:
    return site.data.organisations[offer.organisation_id].name


def _service(site: Site, offer: Offer) -> str:
    service = site.data.services[offer.service_id]
    return service.course or service.name


def _label(site: Site, one: Help) -> str:
    if one.offer is None:
        return _desk()
    service = site.data.services[one.offer.service_id]
    if one.pillar in site.pillars:
        return site.pillars[one.pillar].name
    return service.name or service.category or _desk()


def _desk() -> str:
    """What the hours of a desk as a whole are called."""
    return str(_("Openingstijden"))
