"""Says hours in OpenStreetMap's opening_hours, where they can be said exactly."""

from sociale_kaart.hours.osm.saying import to_osm

__all__ = ["to_osm"]
