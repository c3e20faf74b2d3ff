"""The workbook of a report: a sheet per theme, and what it rests on before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from sociale_kaart.coverage.report.rows import (
    CURVE_COLUMNS,
    NEED_COLUMNS,
    TARGET_COLUMNS,
    CoverageReport,
    plain_rows,
)
from sociale_kaart.export.reportbook import BookSheet, report_book
from sociale_kaart.web import words
from sociale_kaart.web.dekking.figures import can_reckon
from sociale_kaart.web.report.area import about, notes
from sociale_kaart.web.report.bookfigures import (
    COVERAGE_COLUMNS,
    HOURS_COLUMNS,
    PROFILE_COLUMNS,
    SUMMARY_COLUMNS,
    BookFigures,
)
from sociale_kaart.web.report.bookplaces import (
    BORDER_COLUMNS,
    ORGANISATION_COLUMNS,
    TODO_COLUMNS,
    BookPlaces,
)
from sociale_kaart.web.report.figures import Figures
from sociale_kaart.web.report.gemeente import no_figures
from sociale_kaart.web.site import Site


def book_of(site: Site, figures: Figures, gemeentecodes: Sequence[str], on: date, title: str) -> bytes:
    """The workbook of some gemeenten, or all."""
    told = [*about(site, figures, on), *((_("Uitleg"), note) for note in notes())]
    if site.data.config.example:
        told.insert(0, (_("Let op"), words.example_notice()))
    if not can_reckon():
        told.append((_("Uitleg"), no_figures()))
    return report_book(title, told, [*_sheets(site, figures, gemeentecodes, on)], on)


def _sheets(site: Site, figures: Figures, gemeentecodes: Sequence[str], on: date) -> Iterator[BookSheet]:
    """A sheet per theme; those whose figures could not be reckoned are left out."""
    rows = BookFigures(site, figures, gemeentecodes)
    yield from _of_figures(rows)
    yield from _of_places(BookPlaces(site, figures, gemeentecodes, on))
    if figures.report is not None:
        yield from _of_the_whole_map(rows, figures.report, {*gemeentecodes})


def _of_figures(rows: BookFigures) -> Iterator[BookSheet]:
    yield _sheet(
        "samenvatting",
        "een rij per soort hulp",
        SUMMARY_COLUMNS,
        rows.summary(),
        rows.summary_is_open(),
    )
    yield _sheet(
        "dekking",
        "een rij per gemeente en soort hulp: is er een plek?",
        COVERAGE_COLUMNS,
        rows.coverage(),
        rows.coverage_is_open(),
    )
    if not can_reckon():
        return
    yield _sheet(
        "afstanden",
        "welk deel van de inwoners binnen een afstand van de dichtste plek woont; ook per provincie",
        PROFILE_COLUMNS,
        rows.distances(),
        rows.distances_are_open(),
    )
    yield _sheet("uren", "uren hulp per week", HOURS_COLUMNS, rows.hours())


def _of_places(rows: BookPlaces) -> Iterator[BookSheet]:
    yield _sheet(
        "organisaties",
        "een rij per organisatie, plek en soort hulp waarvan een bron iets zegt",
        ORGANISATION_COLUMNS,
        rows.organisations(),
    )
    yield _sheet(
        "buren",
        "de dichtste plekken in andere gemeenten, per soort hulp",
        BORDER_COLUMNS,
        rows.borders(),
    )
    yield _sheet("nagaan", "wat de coördinator kan nagaan, en waar", TODO_COLUMNS, rows.todos())


def _of_the_whole_map(
    rows: BookFigures, found: CoverageReport, gemeentecodes: set[str]
) -> Iterator[BookSheet]:
    """Lists of the coverage report itself: of groups only those of the gemeenten that were asked for."""
    need = [row for row in plain_rows(found.need) if row["area"] in gemeentecodes]
    for title, caption, columns, some in (
        ("groepen", "een groep mensen naast iedereen daar", NEED_COLUMNS, need),
        (
            "verloop",
            "hoeveel plekken er op een dag waren, hele kaart",
            CURVE_COLUMNS,
            plain_rows(found.curve),
        ),
        ("doelen", "doelen van de hele kaart", TARGET_COLUMNS, plain_rows(found.targets)),
    ):
        named = ([rows.told(column, row[column]) for column in columns] for row in some)
        yield _sheet(title, caption, columns, named)


def _sheet(
    title: str,
    caption: str,
    columns: tuple[str, ...],
    rows: Iterable[Sequence[Any]],
    is_open: Sequence[bool] = (),
) -> BookSheet:
    return BookSheet(title=title, caption=caption, columns=columns, rows=list(rows), is_open=is_open)
