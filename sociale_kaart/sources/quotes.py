"""What a coordinator wrote, and under which heading: messages quote that, never our own names or values."""

from __future__ import annotations

from collections.abc import Iterable

from sociale_kaart.sources.columns import RowRef, SourceRow, SourceRows

_POINT = (("x_rd", "y_rd"), ("lon", "lat"))
# Field of the model -> the fields of a sheet it comes from, where they are called otherwise.
_READ_FROM = {
    "kind": (("organisation_kind",),),
    "gemeentecode": (("gemeente",),),
    "given_x_rd": _POINT,
    "given_y_rd": _POINT,
}


class Quotes:
    """The cells of all sources, to quote from."""

    def __init__(self, sources: Iterable[SourceRows] = ()) -> None:
        self._rows: dict[RowRef, tuple[SourceRows, SourceRow]] = {
            row.ref: (source, row) for source in sources for row in source.rows
        }

    def cell(self, ref: RowRef, field: str) -> tuple[str, str]:
        """Heading and text of the cell (of a point: the two cells) that a row fills a field of the model from."""
        source, row = self._rows[ref]
        for names in _READ_FROM.get(field, ((field,),)):
            filled = [name for name in names if row.values.get(name)]
            if filled:
                headings = " en ".join(dict.fromkeys(_heading(source, name) for name in filled))
                return headings, " / ".join(" ".join(row.values[name].split()) for name in filled)
        return "", ""


def _heading(source: SourceRows, name: str) -> str:
    fixed = "vaste waarde in kaart.toml" if name in source.source.defaults else "correcties.csv"
    return source.heading(name) or fixed


def place_of(ref: RowRef, seen_from: RowRef) -> str:
    """Where another row stands, as somebody at this row would say it."""
    return f"rij {ref.number}" if ref.file == seen_from.file and ref.sheet == seen_from.sheet else _far(ref)


def _far(ref: RowRef) -> str:
    sheet = f'blad "{ref.sheet}", ' if ref.sheet else ""
    return f"{ref.file}, {sheet}rij {ref.number}"
