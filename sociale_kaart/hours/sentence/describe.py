"""Hours in plain sentences."""

from __future__ import annotations

from sociale_kaart.hours.schedule import Basis, Hours, Rule
from sociale_kaart.hours.sentence.languages import Language, lexicon
from sociale_kaart.hours.sentence.lexicon import Lexicon


def describe(hours: Hours, lang: Language = "nl") -> str:
    """The schedule in sentences of level B1; "" where there is nothing to say.

    What was not understood (`leftover`) and whether it is doubtful are not in it: a page shows those itself.
    """
    words = lexicon(lang)
    return " ".join(f"{said[:1].upper()}{said[1:]}." for rule in hours.rules if (said := _thin(rule, words)))


def _thin(rule: Rule, words: Lexicon) -> str:
    if rule.basis is not Basis.TIMES or rule.opens_at is None or rule.closes_at is None:
        return words.sentences["closed" if rule.basis is Basis.CLOSED else "unknown"]
    names = words.listed([words.weekdays[day] for day in rule.days.weekdays]) if rule.days.weekdays else ""
    day = words.days["every_weekday"].format(weekdays=names) if names else words.days["every_day"]
    span = words.tails["span"].format(opens=words.clock(rule.opens_at), closes=words.clock(rule.closes_at))
    return f"{day} {words.tails['spans'].format(spans=span)}"
