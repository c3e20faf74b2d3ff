"""What to take along: as kaart.toml says of a kind of help anywhere, and as each place told it; nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sociale_kaart.model import Pillar
from sociale_kaart.web.placehelp import Help
from sociale_kaart.web.site import Site


def what_to_bring(
    site: Site, helps: Iterable[Help], pillars: Mapping[str, Pillar]
) -> list[tuple[str, list[str]]]:
    """Each thing to bring, and the kinds of help it is for, as these pillars are called."""
    for_what: dict[str, list[str]] = {}
    for one in helps:
        if one.offer is None:
            continue
        service, pillar = site.data.services[one.offer.service_id], pillars.get(one.pillar)
        for what in (pillar.bring if pillar else "", service.bring):
            if what:
                for_what.setdefault(what, []).append(pillar.name if pillar else service.name)
    return [(what, [*dict.fromkeys(kinds)]) for what, kinds in for_what.items()]
