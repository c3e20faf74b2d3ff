"""The school holidays of a map: the project's, with those that its coordinator adds."""

from __future__ import annotations

from datetime import date

from sociale_kaart.errors import ReferenceDataError, SourceNotFound, SourceUnreadable
from sociale_kaart.hours.school import Region, SchoolBreak, read_table, shipped_table
from sociale_kaart.kaart import Kaart

_REMEDY = (
    "schrijf per schooljaar en regio de vijf vakanties, met de kolommen schooljaar, vakantie, regio, van, tot_en_met "
    "en bron, en datums zoals 2026-04-25"
)


def own_school_breaks(kaart: Kaart) -> tuple[SchoolBreak, ...]:
    """The map's own school holidays (`school_holidays` in kaart.toml); none where it has no table.

    Raises SourceNotFound or SourceUnreadable.
    """
    name = kaart.config.hours.school_holidays
    if not name:
        return ()
    path = kaart.folder / name
    if not path.is_file():
        raise SourceNotFound(
            "de tabel met schoolvakanties is er niet",
            where=path,
            remedy="verbeter 'school_holidays' in kaart.toml",
        )
    try:
        return read_table(path.read_text(encoding="utf-8-sig"), where=path).breaks
    except UnicodeDecodeError:
        raise SourceUnreadable("is geen UTF-8 tekst", where=path, remedy=_REMEDY) from None
    except ReferenceDataError as fault:
        raise SourceUnreadable(
            f"deze tabel met schoolvakanties klopt niet ({fault.what})", where=path, remedy=_REMEDY
        ) from fault


def school_known_to(kaart: Kaart) -> date | None:
    """The last day on which the school holidays are known in every region that counts for a map."""
    table = shipped_table().with_own(own_school_breaks(kaart))
    chosen = kaart.config.hours.school_region
    regions = [Region(chosen)] if chosen else list(Region)
    ends = [max((period.last for period in table.sourced(region)), default=None) for region in regions]
    return min((end for end in ends if end is not None), default=None) if all(ends) else None
