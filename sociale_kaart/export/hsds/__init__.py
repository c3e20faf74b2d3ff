"""A map as the Human Services Data Specification 3.1 tells it: tables, nested records and files."""

from sociale_kaart.export.hsds.schedules import schedules
from sociale_kaart.hsds.ids import hsds_id

__all__ = ["hsds_id", "schedules"]
