"""What a comment in quotes says about coming: `"op afspraak"`, `"inloop"`, `"ook op feestdagen"`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sociale_kaart.model import Appointment

# What an export writes, and so what must be understood.
WORDS = {
    Appointment.NEEDED: "op afspraak",
    Appointment.POSSIBLE: "ook op afspraak",
    Appointment.NONE: "inloop",
}
ON_HOLIDAYS_TOO = "ook op feestdagen"

_APPOINTMENT = r"(?:afspraak|appointment|reservering|reservation)"
_NEEDED = (
    rf"(?:(?:alleen|uitsluitend|enkel|only) )?(?:(?:op|na|volgens|by|on|upon) )?(?:an )?{_APPOINTMENT}"
    r"(?: (?:only|nodig|verplicht|required|needed))?"
)
_POSSIBLE = (
    rf"(?:ook|also|of|or) (?:op|by|on) {_APPOINTMENT}(?: mogelijk)?"
    rf"|(?:(?:op|by) )?{_APPOINTMENT} (?:mogelijk|possible)"
)
_NONE = (
    rf"(?:zonder|geen|no|without|without an) {_APPOINTMENT}(?: (?:nodig|needed|required|necessary))?"
    r"|(?:vrije )?inloop(?:spreekuur)?|walk-?ins?(?: only| welcome)?|aanmelden (?:is )?niet nodig"
)
_CLAUSES = (
    (Appointment.NEEDED, re.compile(_NEEDED)),
    (Appointment.POSSIBLE, re.compile(_POSSIBLE)),
    (Appointment.NONE, re.compile(_NONE)),
)
_ON_HOLIDAYS_TOO = re.compile(r"(?:ook|also) (?:open )?(?:op|on) (?:public )?(?:feestdagen|holidays)")


@dataclass(frozen=True, slots=True)
class Remark:
    """`is_understood`: whether nothing in it was passed over."""

    appointment: Appointment = Appointment.UNKNOWN
    on_holidays_too: bool = False
    is_understood: bool = True


def remark(text: str) -> Remark:
    """What a comment says, clause by clause."""
    clauses = [" ".join(clause.split()) for clause in re.split(r"[,;.]", text.lower())]
    appointment, on_holidays, understood = Appointment.UNKNOWN, False, True
    for clause in filter(None, clauses):
        said = _appointment(clause)
        if said is not None:
            understood &= appointment in (Appointment.UNKNOWN, said)
            appointment = said
        elif _ON_HOLIDAYS_TOO.fullmatch(clause):
            on_holidays = True
        else:
            understood = False
    return Remark(appointment, on_holidays, understood)


def _appointment(clause: str) -> Appointment | None:
    return next((said for said, pattern in _CLAUSES if pattern.fullmatch(clause)), None)
