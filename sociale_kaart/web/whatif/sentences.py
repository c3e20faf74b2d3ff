"""What the page says of plans: one list of sentences, read by the templates and by the scripts alike.

{place} and the like are filled in by whoever says it: `fill` here, static/src/words.js in a browser.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from sociale_kaart.model import CoverageStatus
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
        return bench.names[where.row]
    if where.gemeentecode not in told:
        return _(OUTSIDE)
    return fill(SPOT, gemeente=bench.gemeente_name(where.gemeentecode))


def step(bench: Bench, taken: Taken, told: frozenset[str]) -> str:
    """A step in words."""
    place, to = end(bench, taken.place, told), end(bench, taken.to, told)
    return fill(STEPS[taken.kind.value], place=place, to=to)


def refused(reason: Refusal | None, *, then: bool) -> str:
    """Why a step could not be taken, "" where it could; then : whether a moment was chosen."""
    return _((REFUSED_THEN if then else REFUSED)[reason]) if reason else ""


def persons(number: float | None) -> str:
    """How many people, in whole persons."""
    return _(UNKNOWN) if number is None else words.number(number)


def places(number: int, status: CoverageStatus) -> str:
    """How many places: no nought where nobody knows whether there is any."""
    return _(UNKNOWN) if status is CoverageStatus.UNKNOWN else words.number(number)


def metres(distance: float | None) -> str:
    """How far, in kilometres."""
    return _(UNKNOWN) if distance is None else words.kilometres(distance)


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
        "gone": _(GONE),
        "unknown": _(UNKNOWN),
        "km": _("%(km)s km", km="{km}"),
    }
