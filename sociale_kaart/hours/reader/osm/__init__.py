"""Reads opening hours as OpenStreetMap writes them.

Source: version 0.7.4 of <https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>. Careless writing is read
too (`mo-fr 9-17`), as long as the days are OpenStreetMap's.
"""

from sociale_kaart.hours.reader.osm.reading import read_osm

__all__ = ["read_osm"]
