"""What a visitor may type, and the position it stands for: in pieces by the first letters, as `search_position` says.

A piece holds the answers themselves, so that the browser has to look up and not to reckon. A position is a row: label,
kind, name, x_rd, y_rd, lon, lat, gemeentecode; the options of a name that stands for several are their labels.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sociale_kaart.gebieden.gemeenten import provincies
from sociale_kaart.gebieden.names import fold
from sociale_kaart.gebieden.places import (
    Ambiguous,
    NotFound,
    Position,
    known_texts,
    postcodes,
    ranked_names,
    search_position,
)

# Of a folded name: enough letters for pieces of a kilobyte or two.
_LETTERS = 2
_DIGITS = 2
_CENTIMETRES = 2
# The start of a name as it is typed: one letter gives too many to suggest from at once.
_OTHER = re.compile(r"[^a-z0-9]")


def piece_of(folded: str) -> str:
    """In which piece a folded text is looked up."""
    return _OTHER.sub("_", folded[:_LETTERS].ljust(_LETTERS, "_"))


def name_pieces(prefer: Collection[str]) -> Mapping[str, Any]:
    """Piece -> its answers, by folded text; prefer : gemeentecodes of the map's own area."""
    pieces: defaultdict[str, dict[str, Any]] = defaultdict(lambda: {"answers": [], "texts": {}})
    for text in known_texts():
        answer = _answer(search_position(text, prefer))
        if answer is None:
            continue
        piece = pieces[piece_of(fold(text))]
        if answer not in piece["answers"]:
            piece["answers"].append(answer)
        piece["texts"][fold(text)] = piece["answers"].index(answer)
    return pieces


def postcode_pieces() -> Mapping[str, Any]:
    """First digits -> postcode of four digits -> position."""
    pieces: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for one in postcodes():
        pieces[one[:_DIGITS]][one] = _answer(search_position(one))
    return pieces


def suggestions(prefer: Collection[str]) -> Mapping[str, Any]:
    """First letters -> the names that begin so, folded and as shown, in the order to suggest them."""
    pieces: defaultdict[str, list[list[str]]] = defaultdict(list)
    for one in ranked_names(prefer):
        pieces[piece_of(one.folded)].append([one.folded, one.name])
    return pieces


def all_names() -> dict[str, Any]:
    """For "did you mean": every name, folded and as shown, with the inhabitants of its gemeente; and the provincies."""
    return {
        "names": [[one.folded, one.name, one.size] for one in sorted(ranked_names(), key=lambda x: x.folded)],
        "provincies": {fold(name): name for name in provincies().values()},
    }


def _answer(found: Position | Ambiguous | NotFound) -> Any:
    if isinstance(found, NotFound):
        return None
    if isinstance(found, Ambiguous):
        return {"options": [one.label for one in found.options]}
    return [
        found.label,
        found.kind,
        found.name,
        round(found.x_rd, _CENTIMETRES),
        round(found.y_rd, _CENTIMETRES),
        found.lon,
        found.lat,
        found.gemeentecode,
    ]
