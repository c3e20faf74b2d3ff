"""A whole map as the tables of HSDS: what the files hold, and what the nested records are made from."""

from __future__ import annotations

from datetime import date

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours, map_hours
from sociale_kaart.export.hsds.collecting import Collected
from sociale_kaart.export.hsds.locations import put_locations
from sociale_kaart.export.hsds.organizations import put_desks, put_organisations
from sociale_kaart.export.hsds.program import put_program, put_taxonomies
from sociale_kaart.export.hsds.services import put_services
from sociale_kaart.export.hsds.times import Times
from sociale_kaart.hsds.layout import Row, Tables


def tables_of(data: MapData, on: date, hours: MapHours | None = None) -> Tables:
    """The rows of every table, in a fixed order.

    Parameters
    ----------
    on : the first day of the year that schedules tell of; the same map and day give the same rows
    hours : of this map, where they are at hand already
    """
    found = Collected()
    put_records(found, data, on, hours or map_hours(data))
    put_whole(found, data)
    return sorted_tables(found)


def put_records(found: Collected, data: MapData, on: date, hours: MapHours) -> None:
    """Organisations, places and what is done where; `hours` may be of a map that this one is a part of."""
    times = Times(found, data, hours, on)
    names = {source.id: source.name for source in data.config.sources}
    put_organisations(found, data, names)
    put_locations(found, data, times, names)
    put_desks(found, data, times, names)
    put_services(found, data, hours, times, names)


def put_whole(found: Collected, data: MapData) -> None:
    """What the map says as a whole; after everything else, for the settings name every source."""
    put_program(found, data)
    words = [word for one in data.inventory.listings for word in one.categories]
    words += [one.category for one in data.inventory.services if one.category]
    put_taxonomies(found, data, words)


def sorted_tables(found: Collected) -> Tables:
    """The rows of every table in their fixed order."""
    return {name: sorted(rows, key=_ORDER.get(name, _by_id)) for name, rows in found.tables.items()}


def _by_id(row: Row) -> str:
    return str(row["id"])


# Of what is told of one record, the order says something: the parts of its hours, the first of its languages.
_ORDER = {
    "attribute": lambda row: str(row["link_id"]),
    "language": lambda row: str(row["service_id"]),
}
