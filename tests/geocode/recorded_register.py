"""The recorded answers of the Locatieserver as rows of a register: the same addresses, with the same ids, offline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sociale_kaart.geocode.pdok import candidates
from sociale_kaart.geocode.register.layout import AddressRow
from sociale_kaart.model import MatchLevel
from tests.fakes.locatieserver import Doc, twente_docs


def rows_of(recorded: Iterable[Mapping[str, str]]) -> list[AddressRow]:
    """A register row for every row of a recorded table."""
    return rows_of_docs(twente_docs(recorded))


def rows_of_docs(docs: Iterable[Doc]) -> list[AddressRow]:
    """A register row for every address among these documents."""
    found = candidates({"response": {"docs": list(docs)}})
    return [
        AddressRow(
            openbare_ruimte=one.street,
            openbare_ruimte_kort=one.street_short,
            huisnummer=one.huisnummer or 0,
            huisletter=one.huisletter,
            huisnummertoevoeging=one.huisnummertoevoeging,
            postcode=one.postcode,
            woonplaats=one.woonplaats,
            gemeentecode=one.gemeentecode,
            nummeraanduiding_id=one.nummeraanduiding_id,
            adresseerbaarobject_id=one.adresseerbaarobject_id,
            buurtcode=one.buurtcode,
            x_rd=one.x_rd,
            y_rd=one.y_rd,
        )
        for one in found
        if one.kind is MatchLevel.ADRES
    ]
