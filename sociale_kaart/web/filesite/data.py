"""The tables of a site of files, each at an address of its own: what every language has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Blueprint, Response, current_app
from werkzeug.exceptions import NotFound

from sociale_kaart.web.documents import as_json
from sociale_kaart.web.filesite import names
from sociale_kaart.web.filesite.cards import PLACES_A_PIECE, pieces_of
from sociale_kaart.web.filesite.columns import help_states, place_columns
from sociale_kaart.web.filesite.span import current_span
from sociale_kaart.web.filesite.timelines import Timelines
from sociale_kaart.web.site import current_site

NAMES_A_PIECE = 256
_MADE = "sociale_kaart_filesite_made"

blueprint = Blueprint("filedata", __name__, url_prefix="/zoek")

Made = TypeVar("Made")


@blueprint.get("/plekken.json")
def places() -> Response:
    """Every place in columns, to search in."""
    return as_file(place_columns(current_site(), current_span()))


@blueprint.get("/standen.json")
def states() -> Response:
    """How all help stands from the day of publishing on."""
    return as_file(help_states(current_site(), timelines()))


@blueprint.get("/plaatsen/<piece>.json")
def place_names(piece: str) -> Response:
    """What the names stand for that begin with these letters."""
    return _piece(name_pieces(), piece)


@blueprint.get("/postcodes/<piece>.json")
def postcodes(piece: str) -> Response:
    """What the postcodes stand for that begin with these digits."""
    return _piece(once("postcodes", names.postcode_pieces), piece)


@blueprint.get("/begin/<piece>.json")
def beginnings(piece: str) -> Response:
    """The names to suggest to who typed these letters."""
    return _piece(suggestions(), piece)


@blueprint.get("/namen.json")
def all_names() -> Response:
    """Every name, for who mistyped one."""
    return as_file(names.all_names())


@blueprint.get("/punten/<int:piece>.json")
def point_names(piece: str) -> Response:
    """Id, name and address of rows of the map, as /api/namen.json gives them."""
    points = current_site().map_points
    first = int(piece) * NAMES_A_PIECE
    rows = range(first, min(first + NAMES_A_PIECE, len(points)))
    if not rows:
        raise NotFound
    return as_file({"version": points.version, **points.names(rows)})


def name_pieces() -> Any:
    """Piece -> what its names stand for."""
    return once("names", lambda: names.name_pieces(current_site().data.gemeentecodes))


def suggestions() -> Any:
    """Piece -> names to suggest."""
    return once("suggestions", lambda: names.suggestions(current_site().data.gemeentecodes))


def pieces() -> dict[str, list[Any]]:
    """Of everything that comes in pieces, what the pieces are called."""
    site = current_site()
    return {
        "names": sorted(name_pieces()),
        "postcodes": sorted(once("postcodes", names.postcode_pieces)),
        "beginnings": sorted(suggestions()),
        "points": list(range(-(-len(site.map_points) // NAMES_A_PIECE))),
        "cards": list(range(-(-len(site.index) // PLACES_A_PIECE))),
    }


def timelines() -> Timelines:
    """Those of the running app."""
    return once("timelines", lambda: Timelines(current_site(), current_span()))


def card_pieces() -> list[list[int]]:
    """The rows of every piece of cards."""
    return once("cards", lambda: pieces_of(current_site()))


def shard_of(location_id: str) -> int:
    """The piece that the cards of a place are in."""
    numbers = once(
        "shards",
        lambda: {row: number for number, rows in enumerate(card_pieces()) for row in rows},
    )
    return numbers[current_site().index.row_of[location_id]]


def once(name: str, make: Callable[[], Made]) -> Made:
    """What an app needs again and again, made when first needed."""
    made: dict[str, Any] = current_app.extensions.setdefault(_MADE, {})
    if name not in made:
        made[name] = make()
    return cast(Made, made[name])


def as_file(content: Any) -> Response:
    """JSON without spaces: the same bytes for the same content."""
    return Response(as_json(content), mimetype="application/json")


def _piece(some: Any, piece: str) -> Response:
    if piece not in some:
        raise NotFound
    return as_file(some[piece])
