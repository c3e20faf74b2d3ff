"""oEmbed 1.0: what a CMS asks when somebody pastes an address of ours, and how it hears that it may ask.

Source: oembed.com, sections 2.3 (responses) and 4 (discovery). Only addresses of this site are answered: nothing is
fetched, from nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

from flask import Blueprint, Flask, Response, current_app, jsonify, redirect, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from sociale_kaart.export.press import can_print
from sociale_kaart.kaartfields import ALL_HELP
from sociale_kaart.web import language
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.embed.codes import Codes, codes, frame_html
from sociale_kaart.web.embed.controls import USUAL_PX, Controls
from sociale_kaart.web.embed.shown import Shown, Subject
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.languagelinks import at_the_root, in_language
from sociale_kaart.web.needs import needs_of
from sociale_kaart.web.pictures.asked import LEAST_PX, MOST_PX
from sociale_kaart.web.pictures.routes import picture_query
from sociale_kaart.web.publicaddress import known_address, public_address
from sociale_kaart.web.site import Site, current_site

FORMATS: Final = ("json", "xml")
# How large a frame is where the asker says nothing, and the picture that stands for it; CSS pixels.
WIDTH_PX: Final = 800
_THUMBNAIL: Final = (480, 360)
_CACHE_S: Final = 86_400
_LONGEST: Final = 2_000  # an address
_MOST_DIGITS: Final = 5
# Pages that can be embedded, and what of their address decides which map.
_PAGES: Final = frozenset(
    {"zoeken.index", "plek.page", "dekking.overview", "dekking.gemeente", "embed.places", "embed.coverage"}
)
_KEPT: Final = frozenset(
    {"pijler", "hulp", "ook", "maat", "groep", "moment", "datum", "binnen", "gemeente", "locatie"}
    | {"zoekveld", "legenda", "lijst"}
)

blueprint = Blueprint("oembed", __name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of ours: its endpoint, what its path and its query say, and its language."""

    endpoint: str
    args: Mapping[str, str]
    language: str


def install(app: Flask) -> None:
    """Let pages that can be embedded say so: in a header always, in the page where the publisher said where it is."""
    app.jinja_env.globals["oembed_link"] = oembed_link

    @app.after_request
    def say_so(response: Response) -> Response:
        # A question for what is allowed here (OPTIONS) has nothing read that its address says.
        is_page = request.method in ("GET", "HEAD") and response.status_code == HTTPStatus.OK
        if is_page and (address := _discovery()):
            response.headers.add("Link", f'<{address}>; rel="alternate"; type="application/json+oembed"')
        return response


def oembed_link() -> Markup:
    """The link of a page to its own oEmbed answer; none where it may be remembered without a known address."""
    address = _discovery() if known_address() else ""
    if not address:
        return Markup()
    return Markup('<link rel="alternate" type="application/json+oembed" href="{}">').format(address)


@blueprint.get("/oembed")
def answer() -> AnyResponse:
    """The frame for an address of ours, as JSON or XML."""
    said = request.args.get("format", "json")
    if said not in FORMATS:
        return _refusal(HTTPStatus.NOT_IMPLEMENTED, _("Kies als formaat json of xml."))
    try:
        asked = _asked(request.args.get("url", ""))
        if asked.language != language.current():
            return redirect(in_language(request.full_path, asked.language), HTTPStatus.FOUND)
        content = _content(current_site(), asked, _most("maxwidth"), _most("maxheight"))
    except Refused as refused:
        return _refusal(refused.code or HTTPStatus.BAD_REQUEST, refused.sentence)
    response = jsonify(content) if said == "json" else Response(_as_xml(content), mimetype="text/xml")
    response.headers["Cache-Control"] = f"public, max-age={_CACHE_S // 24}"
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response


def _discovery() -> str:
    """Where to ask about the page at hand; "" where it cannot be embedded. What was searched for is left out."""
    if request.endpoint not in _PAGES:
        return ""
    kept = _kept_of_a_remembered_page() if request.blueprint == "dekking" else _kept()
    page = public_address(url_for(request.endpoint, **(request.view_args or {}), **kept))
    return public_address(url_for("oembed.answer", url=page, format="json"))


def _kept() -> dict[str, Any]:
    return {name: value for name, value in request.args.items() if name in _KEPT and value}


def _kept_of_a_remembered_page() -> dict[str, Any]:
    """Only what the page is remembered by: whoever asks next may not read what else this address said."""
    if request.endpoint != "dekking.overview":
        return {}
    return {**Choices.of(request.args, current_site()).query()}


def _asked(url: str) -> Asked:
    """What an address means; raises Refused for one that is not of this site, or no page that can be embedded."""
    nowhere = Refused(HTTPStatus.NOT_FOUND, _("Dit adres is geen kaart van deze website."))
    if not url:
        raise Refused(HTTPStatus.BAD_REQUEST, _("Zet het adres van de kaart in url."))
    root = urlsplit(public_address(at_the_root("/")))
    try:
        parts = urlsplit(url)
    except ValueError:
        raise nowhere from None
    is_ours = (parts.scheme, parts.netloc.lower()) == (root.scheme, root.netloc.lower())
    if len(url) > _LONGEST or not is_ours or not parts.path.startswith(root.path):
        raise nowhere
    path = parts.path[len(root.path) :]
    first, _slash, rest = path.partition("/")
    default, *others = language.known_languages()
    path, spoken = (rest, first) if first in others else (path, default)
    try:
        endpoint, in_path = current_app.url_map.bind(root.netloc).match(f"/{path}", method="GET")
    except (HTTPException, RequestRedirect):
        raise nowhere from None
    if endpoint not in _PAGES:
        raise nowhere
    said = {name: value for name, value in reversed(parse_qsl(parts.query)) if name in _KEPT}
    return Asked(endpoint, {**said, **in_path}, spoken)


def shown_of(site: Site, asked: Asked) -> Shown:
    """The map that stands for a page; raises Refused."""
    said = dict(asked.args)
    if asked.endpoint in ("dekking.overview", "dekking.gemeente", "embed.coverage"):
        if code := said.pop("gemeentecode", ""):
            said["gemeente"] = code
        return Shown.of(said, site, Subject.COVERAGE)
    if asked.endpoint == "plek.page":
        return Shown.of({"locatie": said["plek_id"]}, site, Subject.PLACES)
    if "pijler" not in said and (pillar := _pillar_of_need(site, said.get("hulp", ALL_HELP))):
        said["pijler"] = pillar
    return Shown.of(said, site, Subject.PLACES)


def _pillar_of_need(site: Site, need: str) -> str:
    """The one kind of help behind a choice of the front page; "" where it is not one."""
    if need in site.pillars:
        return need
    known = needs_of(site.data.config, tuple(site.pillars.values()), language.current())
    pillars = next((one.wanted.pillars for one in known if one.id == need), ())
    return pillars[0] if len(pillars) == 1 else ""


def _content(site: Site, asked: Asked, max_width: int | None, max_height: int | None) -> dict[str, Any]:
    shown = shown_of(site, asked)
    made = codes(site, shown, Controls.of(asked.args))
    width, height = min(WIDTH_PX, max_width or WIDTH_PX), min(USUAL_PX, max_height or USUAL_PX)
    return {
        "version": "1.0",
        "type": "rich",
        "title": made.title,
        "author_name": site.data.config.publisher.name,
        "provider_name": site.data.config.title,
        "provider_url": public_address(url_for("zoeken.index")),
        "cache_age": _CACHE_S,
        **_thumbnail(shown, max_width, max_height),
        "html": _html(made, width, height),
        "width": width,
        "height": height,
    }


def _html(made: Codes, width: int, height: int) -> str:
    """The frame first: WordPress hides a frame that stands after a quotation, and drops every other element."""
    return frame_html(made.frame, made.title, width, height)


def _thumbnail(shown: Shown, max_width: int | None, max_height: int | None) -> dict[str, Any]:
    width, height = _THUMBNAIL
    width, height = min(width, max_width or width), min(height, max_height or height)
    if (
        current_app.config.get("FROZEN")
        or not can_print()
        or not (LEAST_PX <= width <= MOST_PX and LEAST_PX <= height <= MOST_PX)
    ):
        return {}
    asked: dict[str, Any] = {**picture_query(shown), "breedte": width, "hoogte": height, "dpi": 96}
    return {
        "thumbnail_url": public_address(url_for("pictures.png", **asked)),
        "thumbnail_width": width,
        "thumbnail_height": height,
    }


def _most(name: str) -> int | None:
    said = request.args.get(name, "")
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS and int(said) > 0):
        raise Refused(HTTPStatus.BAD_REQUEST, _("De breedte en de hoogte zijn hele getallen."))
    return int(said)


def _as_xml(content: Mapping[str, Any]) -> bytes:
    root = ET.Element("oembed")
    for name, value in content.items():
        ET.SubElement(root, name).text = str(value)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + written


def _refusal(code: int, sentence: str) -> Response:
    """As problem+json: whoever asks is a program."""
    response = jsonify(status=code, title=HTTPStatus(code).phrase, detail=sentence)
    response.status_code, response.content_type = code, "application/problem+json"
    return response
