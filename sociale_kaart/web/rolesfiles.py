"""Who does what, to take along: CSV and Excel of what was asked for, and JSON of the whole map."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request

from sociale_kaart.export.findings import Findings
from sociale_kaart.export.rolesfile import ROLES, role_findings
from sociale_kaart.export.tables import XLSX, as_csv
from sociale_kaart.web.documents import answer, tell_how_long
from sociale_kaart.web.roleschoices import RoleChoices
from sociale_kaart.web.rolesknown import RolesFile, roles_known
from sociale_kaart.web.site import Site, current_site

NAME = "wie-doet-wat"

blueprint = Blueprint("rollen", __name__)


@blueprint.get("/wie-doet-wat.csv")
def csv_file() -> Response:
    """The rows as a Dutch Excel opens them; each says what it rests on."""
    return _file("csv", "text/csv", lambda findings: as_csv(findings, findings.part(ROLES)))


@blueprint.get("/wie-doet-wat.xlsx")
def xlsx_file() -> Response:
    """The rows, the promises, the library organisations, and a sheet with sources and dates."""
    # With openpyxl, which no other page needs.
    from sociale_kaart.web.rolesbook import roles_book

    site = current_site()
    return _file("xlsx", XLSX, lambda findings: roles_book(site, findings, site.data.known_on))


@blueprint.get("/api/wie-doet-wat.json")
def json_file() -> Response:
    """Organisations and their roles per gemeente, and how far each promise is kept."""
    return answer(NAME, "application/json", _whole)


def _whole(site: Site) -> dict[str, Any]:
    known = roles_known(site)
    findings = role_findings(site.data, known.rows, known.promises)
    return {**findings.marks, **{part.name: part.rows for part in findings.parts}}


def _file(ending: str, mimetype: str, write: Callable[[Findings], bytes]) -> Response:
    site = current_site()
    known = roles_known(site)
    asked = RoleChoices.of(request.args, site, known.libraries).narrowed()

    def make() -> RolesFile:
        rows = asked.rows(known.rows, known.libraries)
        chosen = asked.said(site, known.libraries)
        content = write(role_findings(site.data, rows, known.promises, chosen))
        return RolesFile(content, hashlib.sha256(content).hexdigest()[:20])

    made = known.files.get((asked, ending), make)
    response = Response(made.content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename={NAME}.{ending}"
    response.set_etag(made.tag)
    tell_how_long(response, "")
    response.make_conditional(request)
    return response
