"""The pictures' addresses: /kaart.svg, /kaart.png, and what they show in words at /kaart.json."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Flask, Response, current_app, jsonify, request, url_for

from sociale_kaart.export.mappicture import Drawn, MapPicture, draw
from sociale_kaart.export.mappng import MIMETYPE, Printer
from sociale_kaart.export.press import can_print
from sociale_kaart.web import language
from sociale_kaart.web.documents import EXAMPLE_HEADER
from sociale_kaart.web.embed.shown import Shown, Subject
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.pictures.asked import MOST_PX, paper_of, query_of, refuse_misspelt, refuse_plan
from sociale_kaart.web.pictures.subjects import Drawings, picture
from sociale_kaart.web.publicaddress import public_address
from sociale_kaart.web.site import Site, current_site

# Bytes of pictures kept: some hundred of a usual size.
MOST_REMEMBERED_B = 48_000_000
HOW_LONG = "public, max-age=3600"
_EXTENSION = "sociale_kaart_pictures"

blueprint = Blueprint("pictures", __name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A picture as SVG, and what it says of itself."""

    picture: MapPicture
    drawn: Drawn

    @property
    def weight(self) -> int:
        """About how many bytes it takes to keep: drawings are shared."""
        return len(self.drawn.svg)


class Studio:
    """What makes the pictures of one map, and those made last."""

    def __init__(self, fonts: Path) -> None:
        self.drawings = Drawings()
        self.printer = Printer([fonts])
        self.drawn: Memory[tuple[str, ...], Made] = Memory(MOST_REMEMBERED_B // 4, lambda one: one.weight)
        self.printed: Memory[str, bytes] = Memory(MOST_REMEMBERED_B, len)


def install(app: Flask) -> None:
    """Give a site its studio."""
    app.extensions[_EXTENSION] = Studio(Path(app.static_folder or ""))


def studio() -> Studio:
    """That of the running app."""
    return cast(Studio, current_app.extensions[_EXTENSION])


def shown_in_address(site: Site) -> Shown:
    """What the address asks for: coverage, unless it says places."""
    said = request.args.get("wat") or Subject.COVERAGE
    if said not in tuple(Subject):
        raise Refused(HTTPStatus.BAD_REQUEST, _("Kies wat u wilt zien: plekken of dekking."))
    return Shown.of(request.args, site, Subject(said))


def picture_query(shown: Shown) -> dict[str, Any]:
    """What the address of a picture must say to show this."""
    wat = {} if shown.subject is Subject.COVERAGE else {"wat": str(shown.subject)}
    return {**wat, **shown.query()}


@blueprint.get("/kaart.svg")
def svg() -> Response:
    """The picture as SVG."""
    made, _key = _made()
    content = made.drawn.svg.encode()
    return _answer(content, "image/svg+xml", _tag(content))


@blueprint.get("/kaart.png")
def png() -> Response:
    """The picture as PNG, with its size on paper and what it shows written into it."""
    if not can_print():
        raise Refused(
            HTTPStatus.NOT_FOUND,
            _(
                "Deze website maakt geen PNG. De beheerder kan dat aanzetten: pip install “sociale-kaart[pdf]”. "
                "Een SVG maakt de website wel."
            ),
        )
    made, dpi = _made()
    tag = _tag(f"{dpi} {made.drawn.width_px} {made.drawn.height_px} {made.drawn.svg}".encode())
    if request.if_none_match.contains(tag):
        return _answer(b"", MIMETYPE, tag)
    return _answer(studio().printed.get(tag, lambda: _printed(made, dpi)), MIMETYPE, tag)


@blueprint.get("/kaart.json")
def words() -> Response:
    """What the picture shows in words, and its addresses: for who puts it on a page."""
    site, shown, paper = current_site(), shown_in_address(current_site()), paper_of(request.args)
    made, _dpi = _made()
    query: dict[str, Any] = {**picture_query(shown), **query_of(paper)}
    response = jsonify(
        {
            "title": made.picture.title,
            "alt": made.picture.alternative,
            "language": language.current(),
            "width": made.drawn.width_px,
            "height": made.drawn.height_px,
            "dpi": paper.dpi,
            "svg": public_address(url_for("pictures.svg", **query)),
            "png": public_address(url_for("pictures.png", **query)) if can_print() else None,
            "page": public_address(shown.page(site)),
            "source": list(made.picture.footer),
            "as_of": site.data.known_on.isoformat(),
            "example": site.data.config.example,
        }
    )
    _open_to_all(response)
    return response


def _made() -> tuple[Made, int]:
    """The picture that the address asks for, and its pixels in an inch."""
    refuse_misspelt(request.args)
    refuse_plan(request.args, "whatif.png" if request.endpoint == "pictures.png" else "whatif.svg")
    site, shown, paper = current_site(), shown_in_address(current_site()), paper_of(request.args)
    asked = (language.current(), *map("=".join, {**picture_query(shown), **query_of(paper)}.items()))

    def make() -> Made:
        content = picture(site, shown, studio().drawings)
        drawn = draw(content, paper)
        if drawn.height_px > MOST_PX:
            drawn = draw(content, replace(paper, height_px=MOST_PX))
        return Made(content, drawn)

    return studio().drawn.get(asked, make), paper.dpi


def _printed(made: Made, dpi: int) -> bytes:
    site = current_site()
    about = {
        "Title": made.picture.title,
        "Description": made.picture.alternative,
        "Source": "\n".join(made.picture.footer),
        "Author": site.data.config.publisher.name,
        "Software": "Sociale Kaart",
    }
    if made.picture.example:
        about["Warning"] = made.picture.example
    return studio().printer.png(made.drawn, dpi=dpi, about=about, on=site.data.known_on)


def _answer(content: bytes, mimetype: str, tag: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.set_etag(tag)
    response.headers["Cache-Control"] = HOW_LONG
    if current_site().data.config.example:
        response.headers[EXAMPLE_HEADER] = "1"
    _open_to_all(response)
    response.make_conditional(request)
    return response


def _open_to_all(response: Response) -> None:
    """Any page may show it, one that keeps itself apart from others too."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _tag(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:20]
