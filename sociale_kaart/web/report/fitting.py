"""Reports as PDF with two pages a gemeente: its lists are cut, step by step, until it fits."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cache

from sociale_kaart.export.press import Press
from sociale_kaart.export.reportpdf import SetReport, at_press, pages_of
from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.web.report.area import area_paper, gemeente_paper
from sociale_kaart.web.report.figures import Figures
from sociale_kaart.web.report.gemeente import Room
from sociale_kaart.web.report.todos import longest_group
from sociale_kaart.web.site import Site

PAGES = 2
# From as much as two pages ever hold to as little as still says something.
ROOMS = (
    Room(organisations=22, todos=6, border_places=3),
    Room(organisations=16, todos=5, border_places=3),
    Room(organisations=12, todos=4, border_places=2),
    Room(organisations=8, todos=3, border_places=1),
    Room(organisations=5, todos=2, border_places=1),
    Room(organisations=3, todos=1, border_places=1),
    Room(organisations=3, todos=1, border_places=1, charts=False),
)
# For a browser that prints the page, in which nothing can be tried: what holds for the busiest gemeente.
PRINTED, PRINTED_OF_MANY_PILLARS = Room(20, 6, 3), Room(3, 1, 1)
PRINTED_OF_MANY_LINES = Room(3, 1, 1, charts=False)
_MANY_PILLARS = 5
_log = logging.getLogger(__name__)
# With more, a report would be longer than anybody reads, and take longer than anybody waits; no provincie has as many.
MOST_GEMEENTEN = 62


def gemeente_pdf(site: Site, figures: Figures, press: Press, gemeentecode: str, on: date) -> bytes:
    """The report of one gemeente on two pages. Raises PressBusy and SheetNotSet."""
    with at_press(press, on=on) as set_report:
        return _fitted(site, figures, set_report, gemeentecode, on)[1]


def area_pdf(
    site: Site,
    figures: Figures,
    press: Press,
    gemeentecodes: Sequence[str],
    on: date,
    title: str,
    *,
    however_many: bool = False,
) -> bytes:
    """The report of some gemeenten, two pages each. Raises as `gemeente_pdf`.

    however_many : also with more than MOST_GEMEENTEN, of which there is a summary alone otherwise, which says so
    """
    own_pages = gemeentecodes if however_many or len(gemeentecodes) <= MOST_GEMEENTEN else ()
    with at_press(press, on=on) as set_report:
        rooms = {
            code: _fitted(site, figures, set_report, code, on)[0]
            if _can_be_cut(site, figures, code, on)
            else ROOMS[0]
            for code in own_pages
        }
        return set_report(area_paper(site, figures, gemeentecodes, on, title, rooms))


def printed_room(config: KaartConfig) -> Room:
    """What of each list of a map is printed from a browser: less where every kind of help has lines of its own."""
    if len(config.pillars) <= _MANY_PILLARS:
        return PRINTED
    return PRINTED_OF_MANY_LINES if config.comparisons else PRINTED_OF_MANY_PILLARS


def _fitted(
    site: Site, figures: Figures, set_report: SetReport, gemeentecode: str, on: date
) -> tuple[Room, bytes]:
    """The most room that two pages give a gemeente, and those pages."""

    @cache
    def made_in(room: int) -> bytes:
        return set_report(gemeente_paper(site, figures, gemeentecode, on, ROOMS[room]))

    def fits(room: int) -> bool:
        return pages_of(made_in(room)) <= PAGES

    # Others wait for this press: most fit at once, and of the others half is left out with every try.
    least = len(ROOMS) - 1
    room = 0 if fits(0) else bisect_left(range(len(ROOMS)), True, lo=1, hi=least, key=fits)
    if not fits(room):
        _log.warning("the report of %s takes more than %d pages with the least on them", gemeentecode, PAGES)
    return ROOMS[room], made_in(room)


def _can_be_cut(site: Site, figures: Figures, gemeentecode: str, on: date) -> bool:
    """Whether a gemeente has anything that may have to be cut; most have nothing, and need no trying."""
    least = ROOMS[-1]
    return (
        bool(site.data.config.comparisons)
        or len(site.listings_in.get(gemeentecode, ())) > least.organisations
        or longest_group(figures.todo(gemeentecode, on)) > least.todos
    )
