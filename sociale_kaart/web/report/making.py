"""A report as a file without a server: what the command line writes, in the same words as the website."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from sociale_kaart.web.report.book import book_of
from sociale_kaart.web.report.fitting import area_pdf, gemeente_pdf
from sociale_kaart.web.report.routes import office
from sociale_kaart.web.site import current_site


def report_file(
    data: MapData, format_: str, gemeentecodes: Collection[str], on: date, *, title: str = ""
) -> bytes:
    """The report of some gemeenten of a map, as "pdf" or "xlsx"; every gemeente gets its pages, however many.

    Parameters
    ----------
    on : the day it is made; the same map and day give the same bytes
    title : by default that of the map

    Raises SheetNotSet where typst cannot set it.
    """
    app = create_app(data, replace(Settings.from_environment(), requests_per_minute=0))
    with app.test_request_context():
        site, figures = current_site(), office().figures
        codes = [one.code for one in site.area if one.code in gemeentecodes]
        named = title or data.config.title
        if format_ == "xlsx":
            return book_of(site, figures, codes, on, named)
        return area_pdf(site, figures, office().press, codes, on, named, however_many=True)


def gemeente_file(data: MapData, gemeentecode: str, on: date) -> bytes:
    """The report of one gemeente as PDF, on two pages. Raises as `report_file`."""
    app = create_app(data, replace(Settings.from_environment(), requests_per_minute=0))
    with app.test_request_context():
        return gemeente_pdf(current_site(), office().figures, office().press, gemeentecode, on)
