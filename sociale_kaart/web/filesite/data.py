"""The tables of a site of files, each at an address of its own: what every language has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Blueprint, Response, current_app
from werkzeug.exceptions import NotFound

from sociale_kaart.web.documents import as_json
from sociale_kaart.web.filesite import names, surroundings
from sociale_kaart.web.filesite.addresses import Addresses
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
    known = addresses()
    told = once("postcodes", names.postcode_pieces)
    if known is None or piece not in told:
        return _piece(told, piece)
    # Which of them have a table of houses.
    return as_file({**told[piece], "houses": [one for one in known.digits if one.startswith(piece)]})


@blueprint.get("/adressen/<piece>.json")
def houses(piece: str) -> Response:
    """The houses whose postcode begins with these digits, or those of a gemeente that have none."""
    known = addresses()
    if known is None or piece not in known.houses_pieces:
        raise NotFound
    return as_file(known.houses(piece))


@blueprint.get("/straten.json")
def street_index() -> Response:
    """How the tables of streets are divided; empty without a register."""
    known = addresses()
    return as_file(known.index() if known else {})


@blueprint.get("/straten/<piece>.json")
def streets(piece: str) -> Response:
    """Some streets of a gemeente, with the postcodes of each."""
    known = addresses()
    if known is None or piece not in known.street_pieces:
        raise NotFound
    return as_file(known.streets(piece))


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


@blueprint.get("/omgeving/<piece>.json")
def surrounding(piece: str) -> Response:
    """Land, borders and names in a square of the country, for the map of a sheet."""
    if piece not in pieces()["surroundings"]:
        raise NotFound
    ranked = once("ranked", surroundings.ranked_names)
    return as_file({"version": current_site().map_points.version, **surroundings.square(piece, ranked)})


def name_pieces() -> Any:
    """Piece -> what its names stand for."""
    return once("names", lambda: names.name_pieces(current_site().data.gemeentecodes))


def suggestions() -> Any:
    """Piece -> names to suggest."""
    return once("suggestions", lambda: names.suggestions(current_site().data.gemeentecodes))


def addresses() -> Addresses | None:
    """Those of the publisher's register; None without one."""
    register = current_app.config["FROZEN_REGISTER"]
    return once("addresses", lambda: Addresses(current_site(), register)) if register else None


def pieces() -> dict[str, list[Any]]:
    """Of everything that comes in pieces, what the pieces are called."""
    site, known = current_site(), addresses()
    return {
        "houses": known.houses_pieces if known else [],
        "streets": known.street_pieces if known else [],
        "names": sorted(name_pieces()),
        "postcodes": sorted(once("postcodes", names.postcode_pieces)),
        "beginnings": sorted(suggestions()),
        "points": list(range(-(-len(site.map_points) // NAMES_A_PIECE))),
        "cards": list(range(-(-len(site.index) // PLACES_A_PIECE))),
        "surroundings": once("surroundings", lambda: surroundings.squares(site)),
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
