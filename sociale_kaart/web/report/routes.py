"""The files of a report: a gemeente on two pages, the whole area as PDF, and the same as a workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import cast

from flask import Blueprint, Flask, Response, current_app, request
from flask_babel import gettext as _

from sociale_kaart.export.press import MIMETYPE, Press, can_print
from sociale_kaart.export.tables import XLSX
from sociale_kaart.web import language
from sociale_kaart.web.clock import moment
from sociale_kaart.web.dekking.choices import NAMES as CHOICES
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.report.area import made_with
from sociale_kaart.web.report.figures import Figures
from sociale_kaart.web.report.fitting import area_pdf, gemeente_pdf
from sociale_kaart.web.site import Site, current_site

_EXTENSION = "sociale_kaart_report_press"
_MOST_REMEMBERED = 30_000_000  # bytes; a report of a provincie has two megabytes
_PATIENCE_S = 30.0

blueprint = Blueprint("rapport", __name__)
# A workbook speaks the language of the map: it has one address.
book = Blueprint("rapportbestand", __name__)


@dataclass(frozen=True, slots=True)
class Office:
    """What reports of one map are made with, and those that were asked for last."""

    figures: Figures
    press: Press
    files: Memory[tuple[str, ...], bytes]


def install(app: Flask, site: Site) -> None:
    """Give an app what its reports need; with a press of their own, so that no sheet of a citizen waits for one."""
    app.extensions[_EXTENSION] = Office(
        Figures(site),
        Press([Path(app.static_folder or "")], patience_s=_PATIENCE_S),
        Memory(_MOST_REMEMBERED, weigh=len),
    )


def office() -> Office:
    """That of the running app."""
    return cast(Office, current_app.extensions[_EXTENSION])


@blueprint.get("/dekking/<gemeentecode>.pdf")
def of_gemeente(gemeentecode: str) -> Response:
    """The report of one gemeente, on two pages."""
    site = current_site()
    _needs_a_press()
    if gemeentecode not in site.data.gemeentecodes:
        raise Refused(
            HTTPStatus.NOT_FOUND, _("Deze gemeente staat niet op deze kaart. Kies er een uit het overzicht.")
        )
    on = moment().date()
    return _pdf(
        site,
        gemeentecode,
        on,
        lambda: gemeente_pdf(site, office().figures, office().press, gemeentecode, on),
    )


@blueprint.get("/dekking/rapport.pdf")
def of_area() -> Response:
    """The report of the whole area, or of one provincie; of a country its summary, which says where the rest is."""
    site = current_site()
    _needs_a_press()
    title, codes = _chosen(site)
    on = moment().date()
    return _pdf(
        site,
        f"rapport {title}",
        on,
        lambda: area_pdf(site, office().figures, office().press, codes, on, title),
    )


@book.get("/dekking/rapport.xlsx")
def as_book() -> Response:
    """The whole area, or one provincie, as a workbook with a sheet per theme."""
    # With openpyxl, which no other page needs.
    from sociale_kaart.web.report.book import book_of

    site = current_site()
    title, codes = _chosen(site)
    on = moment().date()
    return _file(
        site,
        (f"boek {title}", on.isoformat()),
        f"{_slug(title)}.xlsx",
        XLSX,
        lambda: book_of(site, office().figures, codes, on, title),
    )


def provincies(site: Site) -> list[str]:
    """The provincies that a map is about, by name."""
    return sorted({one.provincie for one in site.area})


def _chosen(site: Site) -> tuple[str, Sequence[str]]:
    """The title and the gemeenten that an address asks for. Raises Refused for a provincie that is not there."""
    for said in CHOICES:
        if request.args.get(said):
            sentences = (_("Een rapport volgt de keuze ‘%(name)s’ niet.", name=said), made_with())
            raise Refused(HTTPStatus.BAD_REQUEST, " ".join(sentences))
    name = request.args.get("provincie", "")
    if not name:
        return site.data.config.title, [one.code for one in site.area]
    if name not in provincies(site):
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            _("Deze provincie staat niet op deze kaart. Kies er een uit de lijst."),
            choices=provincies(site),
        )
    title = _("%(title)s: provincie %(name)s", title=site.data.config.title, name=name)
    return title, [one.code for one in site.area if one.provincie == name]


def _needs_a_press() -> None:
    if not can_print():
        raise Refused(
            HTTPStatus.NOT_FOUND,
            " ".join(
                [
                    _(
                        "Deze website maakt geen PDF. De beheerder kan dat aanzetten: %(command)s.",
                        command="pip install 'sociale-kaart[pdf]'",
                    ),
                    _("Print de pagina vanuit uw browser."),
                ]
            ),
        )


def _pdf(site: Site, name: str, on: date, make: Callable[[], bytes]) -> Response:
    key = (name, on.isoformat(), language.current())
    return _file(site, key, f"{_slug(name)}.pdf", MIMETYPE, make)


def _file(site: Site, key: tuple[str, ...], name: str, mimetype: str, make: Callable[[], bytes]) -> Response:
    """The file: the same all day for a build, so made once, and only for who does not have it yet."""
    tag = hashlib.sha256("\x1f".join((site.data.content_hash, *key)).encode()).hexdigest()[:20]
    response = Response(mimetype=mimetype)
    response.set_etag(tag)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if request.if_none_match.contains(tag):
        response.status_code = HTTPStatus.NOT_MODIFIED
        return response
    response.set_data(office().files.get(key, make))
    return response


def _slug(text: str) -> str:
    """A name for a file, of plain letters."""
    plain = "".join(one if one.isascii() and one.isalnum() else "-" for one in text)
    return "-".join(part for part in plain.split("-") if part)[:60] or "rapport"
