"""What the page says of plans: one list of sentences, read by the templates and by the scripts alike.

{place} and the like are filled in by whoever says it: `fill` here, static/src/words.js in a browser.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from sociale_kaart.web import words
from sociale_kaart.web.dekking.scriptwords import day_words, moment_words
from sociale_kaart.web.language import marked
from sociale_kaart.web.whatif.bench import Bench
from sociale_kaart.web.whatif.kinds import looks
from sociale_kaart.web.whatif.outcome import End, Refusal, Taken

STEPS: Mapping[str, str] = {
    "b": marked("Erbij: {to}"),
    "s": marked("Dicht: {place}"),
    "v": marked("Verhuist: {place}, naar {to}"),
}
REFUSED: Mapping[Refusal, str] = {
    Refusal.GONE: marked("Deze plek staat niet meer op de kaart. We slaan deze stap over."),
    Refusal.HAS_IT: marked("Deze plek heeft dit al. We slaan deze stap over."),
    Refusal.UNKNOWN: marked("Van deze plek weten we niet of die dit al heeft. Vraag dat eerst na."),
    Refusal.NOT_OPEN: marked("Deze plek heeft dit niet. We slaan deze stap over."),
    Refusal.NO_POINT: marked("Van deze plek weten we niet waar die is. We slaan deze stap over."),
}
# The same where a moment was chosen.
REFUSED_THEN: Mapping[Refusal, str] = {
    **REFUSED,
    Refusal.HAS_IT: marked("Deze plek is dan al open. We slaan deze stap over."),
    Refusal.UNKNOWN: marked("Van deze plek weten we niet of u er dan terechtkunt. Vraag dat eerst na."),
    Refusal.NOT_OPEN: marked("Op deze plek kunt u dan niet terecht. We slaan deze stap over."),
}
SPOT = marked("nieuwe plek in {gemeente}")
OUTSIDE = marked("nieuwe plek buiten deze kaart")
GONE = marked("een plek die we niet kennen")
UNKNOWN = marked("onbekend")
NOT_COUNTED = marked("Deze plek ligt buiten deze kaart. We tellen alleen mensen op deze kaart.")
NOT_COUNTED_OF_MORE = marked("Mensen buiten deze kaart tellen niet mee.")
LEAST, MOST = marked("minstens %(value)s"), marked("hoogstens %(value)s")
HOURS: Mapping[str, str] = {
    "at_least": marked("minstens {low}"),
    "between": marked("{low} tot {high}"),
}


def fill(sentence: str, **blanks: str) -> str:
    """A sentence in the language at hand with its blanks filled in."""
    said = _(sentence)
    for name, value in blanks.items():
        said = said.replace(f"{{{name}}}", value)
    return said


def end(bench: Bench, where: End | None, told: frozenset[str]) -> str:
    """What a page calls the place or spot where a step begins or ends."""
    if where is None:
        return _(GONE)
    if where.row >= 0:
        return bench.places.names[where.row]
    if where.gemeentecode not in told:
        return _(OUTSIDE)
    return fill(SPOT, gemeente=bench.gemeente_name(where.gemeentecode))


def step(bench: Bench, taken: Taken, told: frozenset[str]) -> str:
    """A step in words."""
    place, to = end(bench, taken.place, told), end(bench, taken.to, told)
    return fill(STEPS[taken.kind.value], place=place, to=to)


def remark(taken: Taken, told: frozenset[str], *, then: bool) -> str:
    """Why a step could not be taken, or that it is outside the map; else "". then : whether a moment was chosen."""
    if taken.refused:
        return _((REFUSED_THEN if then else REFUSED)[taken.refused])
    return _(NOT_COUNTED) if taken.to is not None and taken.to.gemeentecode not in told else ""


def persons(number: float | None, *, at_most: bool = False) -> str:
    """How many people, in whole persons; none are exactly none."""
    if number is None:
        return _(UNKNOWN)
    return _(MOST, value=words.number(number)) if at_most and round(number) else words.number(number)


def places(number: int, *, is_unknown: bool, at_least: bool = False) -> str:
    """How many places: no nought where nobody knows whether there is any."""
    if is_unknown:
        return _(UNKNOWN)
    return _(LEAST, value=words.number(number)) if at_least and number else words.number(number)


def metres(distance: float | None, *, at_most: bool = False) -> str:
    """How far, in kilometres."""
    if distance is None:
        return _(UNKNOWN)
    shown = words.kilometres(distance)
    return _(MOST, value=shown) if at_most and round(distance / 1000, 1) else shown


def hours(low: float, high: float | None) -> str:
    """Hours a week between two bounds; of no upper bound and nothing told nothing is known."""
    if high is None:
        return fill(HOURS["at_least"], low=words.number(low)) if low else _(UNKNOWN)
    if words.number(low) == words.number(high):
        return words.number(low)
    return fill(HOURS["between"], low=words.number(low), high=words.number(high))


def for_scripts() -> dict[str, object]:
    """All of it for a browser, in the language at hand."""
    return {
        "kinds": looks(),
        "steps": {name: _(said) for name, said in STEPS.items()},
        "refused": {reason.value: _(said) for reason, said in REFUSED.items()},
        "refused_then": {reason.value: _(said) for reason, said in REFUSED_THEN.items()},
        "moments": moment_words(),
        "day": day_words(),
        "hours": {name: _(said) for name, said in HOURS.items()},
        "spot": _(SPOT),
        "outside": _(OUTSIDE),
        "not_counted": _(NOT_COUNTED),
        "at_least": _(LEAST, value="{value}"),
        "at_most": _(MOST, value="{value}"),
        "gone": _(GONE),
        "unknown": _(UNKNOWN),
        "km": _("%(km)s km", km="{km}"),
    }
