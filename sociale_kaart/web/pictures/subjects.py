"""What stands on a picture of places or of coverage: title, map, legend, source and date, in the language at hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from sociale_kaart.export.areadrawing import AreaDrawing
from sociale_kaart.export.mapdots import MERGED, Dots
from sociale_kaart.export.mappicture import Entry, MapPicture
from sociale_kaart.gebieden import boundaries
from sociale_kaart.gebieden.gemeenten import Gemeente
from sociale_kaart.web import language, words
from sociale_kaart.web.dekking.gemeente import neighbours
from sociale_kaart.web.dekking.painting import QUESTION, LegendLine, Painted, PaintedArea, painted
from sociale_kaart.web.embed.selected import Selected, selected
from sociale_kaart.web.embed.shown import Shown
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.language import ngettext
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.pictures.palette import FILLS, IN_DOUBT, PLACE
from sociale_kaart.web.publicaddress import known_address
from sociale_kaart.web.site import Site

MOST_DRAWINGS = 64
_MOST_SOURCES = 4
# Points on the map: how many at most are drawn so large, in units of the drawing.
_SIZES = ((60, 20.0), (500, 14.0), (2_000, 9.0))
_SMALLEST = MERGED[0][1]


@dataclass(frozen=True, slots=True)
class Said:
    """What a picture or an embedded map is called, and what it shows in two sentences.

    drawn_so : what one must know to read the picture, if anything
    """

    title: str
    sentences: tuple[str, ...]
    drawn_so: str = ""

    @property
    def alternative(self) -> str:
        """For who does not see it."""
        return " ".join(self.sentences)

    @property
    def of_picture(self) -> str:
        """The same of the drawn picture, with how it is drawn."""
        return f"{self.alternative} {self.drawn_so}".strip()


class Drawings:
    """The land of a map, and of each gemeente with its neighbours."""

    def __init__(self) -> None:
        self._of_gemeente: Memory[str, AreaDrawing] = Memory(MOST_DRAWINGS)

    def of(self, site: Site, gemeente: Gemeente | None) -> AreaDrawing:
        """Of the whole map, or of one gemeente and those beside it that are on the map."""
        if gemeente is None:
            return site.drawing
        around = neighbours(gemeente.code) & {*site.data.gemeentecodes}
        codes = sorted({gemeente.code, *around})
        return self._of_gemeente.get(
            gemeente.code,
            lambda: AreaDrawing.of_gemeenten(
                boundaries.web_geojson(codes, "land"), boundaries.web_geojson(codes)
            ),
        )


def said(site: Site, shown: Shown) -> Said:
    """What it is called, and what it shows in two sentences."""
    return (
        _said_of_places(site, shown) if shown.choices is None else said_of_coverage(shown, _view(site, shown))
    )


def picture(site: Site, shown: Shown, drawings: Drawings) -> MapPicture:
    """Everything that stands on the picture."""
    about = _places(site, shown, drawings) if shown.choices is None else _coverage(site, shown, drawings)
    return MapPicture(
        language=language.current(),
        fills=FILLS,
        footer=footer_of(site, with_people=shown.choices is not None),
        example=words.example_notice() if site.data.config.example else "",
        **about,
    )


def _view(site: Site, shown: Shown) -> Painted:
    assert shown.choices is not None
    return painted(site, shown.choices)


def _coverage(site: Site, shown: Shown, drawings: Drawings) -> dict[str, Any]:
    view = _view(site, shown)
    words_ = said_of_coverage(shown, view)
    drawing = drawings.of(site, shown.gemeente)
    counts = counted_in(view, drawing)
    return {
        "title": words_.title,
        "alternative": words_.alternative,
        "drawing": drawing,
        "filled": {code: fill_of(one) for code, one in view.areas.items()},
        "over": {code: one.over for code, one in view.areas.items() if one.over},
        "legend_title": view.legend_title,
        "legend": tuple(
            Entry(counted_gemeenten(one.text, counts[fill_of(one)]), fill=fill_of(one)) for one in view.legend
        ),
        "outlined": shown.gemeente.code if shown.gemeente else "",
    }


def counted_in(view: Painted, drawing: AreaDrawing) -> Counter[str]:
    """How many of the gemeenten that are drawn have each fill of the legend."""
    seen = [view.areas[one.code] for one in drawing.shapes]
    return Counter(key for one in seen for key in (fill_of(one), one.over))


def fill_of(one: PaintedArea | LegendLine) -> str:
    """Its key in the palette."""
    return one.pattern or one.css


def said_of_coverage(shown: Shown, view: Painted) -> Said:
    """The title and the sentences of a view, or of one gemeente in it."""
    if shown.gemeente is None:
        return Said(view.title, view.sentences)
    area = view.areas[shown.gemeente.code]
    own = _("%(gemeente)s: %(value)s.", gemeente=shown.gemeente.naam, value=area.value)
    rest = [_("Over de hele kaart: %(told)s", told=one) for one in view.sentences[:1]]
    return Said(_titled(view.title, shown.gemeente), (own, *rest))


def counted_gemeenten(text: str, count: int) -> str:
    """A line of the legend and how many gemeenten are so."""
    counted = ngettext("1 gemeente", "%(number)s gemeenten", count, number=words.number(count))
    return _with_count(text, counted)


def _places(site: Site, shown: Shown, drawings: Drawings) -> dict[str, Any]:
    words_, found = _said_of_places(site, shown), selected(site, shown)
    drawing = drawings.of(site, _gemeente_of(site, shown))
    size, are_merged = _size_of(found), _are_merged(found)
    sure = Dots(_units(site, drawing, found.sure), size, PLACE, are_merged=are_merged)
    doubtful = Dots(_units(site, drawing, found.doubtful), size, IN_DOUBT, hollow=True, are_merged=are_merged)
    legend = [Entry(counted_places(_("hulp is er"), len(sure.at)), dots=sure)]
    if doubtful.at:
        legend.append(Entry(counted_places(_("onbekend of hulp er is"), len(doubtful.at)), dots=doubtful))
    if are_merged:
        legend.extend(_of_sizes(sure))
    gemeente = _gemeente_of(site, shown)
    return {
        "title": words_.title,
        "alternative": words_.of_picture,
        "drawing": drawing,
        "filled": {},
        "legend_title": _("Plekken op de kaart"),
        "legend": tuple(legend),
        "outlined": gemeente.code if gemeente else "",
        "dots": (doubtful, sure),
    }


def _size_of(found: Selected) -> float:
    count = len(found.sure) + len(found.doubtful)
    return next((size for most, size in _SIZES if count <= most), _SMALLEST)


def _are_merged(found: Selected) -> bool:
    """Whether there are so many places that dots would lie on each other."""
    return _size_of(found) == _SMALLEST


def _of_sizes(dots: Dots) -> list[Entry]:
    """How many places a larger dot stands for."""
    least = [(number, size) for number, size in MERGED if number > 1]
    told = [
        _("%(least)s tot en met %(most)s plekken dicht bij elkaar", least=number, most=after - 1)
        for (number, _size), (after, _after_size) in pairwise(least)
    ]
    told.append(_("%(least)s of meer plekken dicht bij elkaar", least=least[-1][0]))
    return [Entry(text, dots=dots, size=size) for text, (_number, size) in zip(told, least, strict=True)]


def _gemeente_of(site: Site, shown: Shown) -> Gemeente | None:
    """The gemeente that is drawn: that of the one place, too."""
    if shown.location is None:
        return shown.gemeente
    code = site.data.gemeente_of(shown.location.id)
    return site.gemeenten[code] if code in site.data.gemeentecodes else None


def _units(site: Site, drawing: AreaDrawing, rows: list[int]) -> tuple[tuple[int, int], ...]:
    placed = [row for row in rows if not np.isnan(site.index.x_rd[row])]
    return tuple(drawing.at(float(site.index.x_rd[row]), float(site.index.y_rd[row])) for row in placed)


def counted_places(text: str, count: int) -> str:
    """A line of the legend and how many places it is about."""
    return _with_count(text, ngettext("1 plek", "%(number)s plekken", count, number=words.number(count)))


def _with_count(text: str, counted: str) -> str:
    """Both on a line of the legend, the count in one piece."""
    together = counted.replace(" ", "\N{NO-BREAK SPACE}")
    return f"{text} ({together})"


def _said_of_places(site: Site, shown: Shown) -> Said:
    if shown.location is not None:
        name = site.index.name(shown.location)
        return Said(
            name, (_("%(name)s: %(where)s.", name=name, where=site.index.whereabouts(shown.location)),)
        )
    found = selected(site, shown)
    where = shown.gemeente.naam if shown.gemeente else site.data.config.title
    title = site.pillars[shown.pillar].name if shown.pillar else _("Hulp bij u in de buurt")
    drawn_so = _("Op het plaatje staat een grotere stip voor meer plekken dicht bij elkaar.")
    return Said(
        _titled(title, shown.gemeente),
        (_first_of(found, shown, where), _second_of(found)),
        drawn_so if _are_merged(found) else "",
    )


def _first_of(found: Selected, shown: Shown, where: str) -> str:
    count = len(found.sure)
    if not shown.pillar:
        return ngettext(
            "%(where)s: er is 1 plek met hulp bekend.",
            "%(where)s: er zijn %(number)s plekken met hulp bekend.",
            count,
            where=where,
            number=words.number(count),
        )
    return ngettext(
        "%(where)s: er is 1 plek met deze hulp bekend.",
        "%(where)s: er zijn %(number)s plekken met deze hulp bekend.",
        count,
        where=where,
        number=words.number(count),
    )


def _second_of(found: Selected) -> str:
    count = len(found.doubtful)
    if not count:
        return _("Van elke plek op de kaart is bekend of deze hulp er is.")
    return ngettext(
        "Van 1 andere plek weten we niet of die hulp er is.",
        "Van %(number)s andere plekken weten we niet of die hulp er is.",
        count,
        number=words.number(count),
    )


def _titled(title: str, gemeente: Gemeente | None) -> str:
    if not gemeente:
        return title
    end = QUESTION if title.endswith(QUESTION) else ""
    return _("%(title)s in %(gemeente)s", title=title.removesuffix(end), gemeente=gemeente.naam) + end


def footer_of(site: Site, *, with_people: bool) -> tuple[str, ...]:
    """From where and from when it is, and whose; with_people : whether it tells of inhabitants too."""
    config = site.data.config
    names = list(dict.fromkeys(source.name for source in config.sources))
    more = len(names) - _MOST_SOURCES
    told = [
        *names[:_MOST_SOURCES],
        *([ngettext("1 andere", "%(number)s andere", more, number=more)] if more > 0 else []),
    ]
    lines = [
        " ".join(
            [
                _("Bron: %(sources)s.", sources=words.listed(told)),
                _("Stand van %(day)s.", day=words.day(site.data.known_on)),
            ]
        )
    ]
    if with_people:
        lines.append(
            " ".join(
                [
                    _("Inwoners: CBS, %(vintage)s.", vintage=site.population_vintage),
                    _("Afstanden zijn in een rechte lijn."),
                ]
            )
        )
    whose = _("%(map)s, gemaakt door %(publisher)s.", map=config.title, publisher=config.publisher.name)
    lines.append(" ".join([whose, _("Grenzen: Kadaster."), known_address()]).strip())
    return tuple(lines)
