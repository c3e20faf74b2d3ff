"""All of a map in the Human Services Data Specification, as one file: what a follower of files needs of its API.

A record each would be forty thousand files for a country, and lists by page answer no filter; the tabular package of
the specification holds the same, whole (docs/decisions/0978).
"""

from __future__ import annotations

from flask import Blueprint, Response

from sociale_kaart.export.hsds.files import as_package
from sociale_kaart.export.hsds.tables import tables_of
from sociale_kaart.web.datafiles import HSDS_PACKAGE
from sociale_kaart.web.filesite.span import current_span
from sociale_kaart.web.site import current_site

blueprint = Blueprint("hsdspackage", __name__)


@blueprint.get(f"/data/{HSDS_PACKAGE}")
def package() -> Response:
    """CSV of every table with datapackage.json; schedules are those of a year from the day of publishing."""
    data = current_site().data
    tables = tables_of(data, current_span().first)
    return Response(as_package(tables, data.config.title), mimetype="application/zip")
