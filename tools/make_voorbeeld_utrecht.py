"""Make geodata/kaarten/voorbeeld-utrecht: the covenant in the province of Utrecht, all of it invented.

    OPENPYXL_LXML=False python tools/make_voorbeeld_utrecht.py [FOLDER]

Writes netwerk.xlsx (organisations, places, offers, as three sheets joined by number) and spreekuren.ods (what
the partners send in). kaart.toml and correcties.csv are kept by hand and left alone. Places lie at the middle
of a real buurt, so that distances mean something; nothing else is real. The same reference data gives the
same bytes.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.gebieden.population import population_points
from sociale_kaart.sources.workbook import ZIP_TIME, Cell, Column, add_table, save_workbook

FOLDER = Path(__file__).resolve().parent.parent / "geodata" / "kaarten" / "voorbeeld-utrecht"
AS_OF = date(2026, 10, 15)
Row = dict[str, Cell]
CHECKED_BY = "Voorbeeldcoördinator"

ORGANISATION_COLUMNS = (
    Column(heading="Nr", width=6),
    Column(heading="Naam", width=44),
    Column(heading="Soort", width=14, choices=("bibliotheek", "partner", "overheid", "onbekend")),
    Column(heading="Onderdeel van", width=36),
    Column(heading="Werkt in gemeenten", width=50),
    Column(heading="Website", width=38),
    Column(heading="E-mail", width=34),
    Column(heading="Telefoon", width=14, text=True),
    Column(heading="Convenant getekend op", width=14),
    Column(heading="Contact voor partners", width=44),
    Column(heading="Contact openbaar", width=12, choices=("ja", "nee")),
    Column(heading="Gecontroleerd op", width=14),
)
PLACE_COLUMNS = (
    Column(heading="Plek", width=6),
    Column(heading="Naam van de plek", width=46),
    Column(heading="Organisatie nr", width=12),
    Column(heading="Gemeente", width=20),
    Column(heading="X (RD)", width=10),
    Column(heading="Y (RD)", width=10),
    Column(heading="Zonder drempel", width=12, choices=("ja", "nee", "onbekend")),
    Column(heading="Toegankelijkheid", width=34),
    Column(heading="Computers", width=10),
    Column(heading="Printers", width=10),
    Column(heading="Netwerk gecontroleerd op", width=14),
    Column(heading="Gebouw open", width=60),
    Column(heading="Gecontroleerd op", width=14),
    Column(heading="Gecontroleerd door", width=22),
)
OFFER_COLUMNS = (
    Column(heading="Organisatie nr", width=12),
    Column(heading="Plek", width=6),
    Column(heading="Pijler", width=16, choices=("computer", "training", "spreekuur", "informatiepunt")),
    Column(heading="Soort hulp", width=16),
    Column(heading="Wat", width=36),
    Column(heading="Rol", width=14, choices=("gastheer", "helper", "trainer", "verwijzer", "coördinator")),
    Column(heading="Aanwezig", width=10, choices=("ja", "nee", "onbekend")),
    Column(heading="Tijden", width=44),
    Column(heading="Vanaf", width=12),
    Column(heading="Tot en met", width=12),
    Column(heading="Afspraak", width=12, choices=("nodig", "mogelijk", "niet nodig", "onbekend")),
    Column(heading="Cursus", width=14),
    Column(heading="Getrainde vrijwilligers", width=12),
    Column(heading="Kosten", width=10),
    Column(heading="Gecontroleerd op", width=14),
)
DESK_HEADINGS = (
    "Kenmerk", "Organisatie", "Plek", "Spreekuur", "Sinds", "Tot en met", "Afspraak", "Meenemen", "Talen",
    "Getrainde vrijwilligers", "Opgegeven op",
)  # fmt: skip

# number, tree, gemeenten served, joined the covenant, contact public
LIBRARIES = (
    (
        1,
        "De Linde",
        "Amersfoort, Baarn, Soest, Leusden, Eemnes, Bunschoten, Woudenberg",
        date(2016, 9, 21),
        "nee",
    ),
    (2, "De Kastanje", "Utrecht", date(2016, 9, 21), "ja"),
    (3, "De Wilg", "Nieuwegein, IJsselstein, Houten, Lopik, Vijfheerenlanden", date(2016, 9, 21), "nee"),
    (4, "De Eik", "Woerden, Montfoort, Oudewater, De Ronde Venen, Stichtse Vecht", date(2017, 3, 1), "nee"),
    (5, "De Beuk", "Zeist, De Bilt, Bunnik, Veenendaal, Wijk bij Duurstede, Rhenen, Renswoude", None, "nee"),
)
# number, name, part of, gemeenten served, joined the covenant
PARTNERS = (
    (11, "Voorbeeld Formulierenhulp Zonneweg", "", "Utrecht, Stichtse Vecht", date(2016, 9, 21)),
    (12, "Voorbeeld Formulierenhulp Maanweg", "", "Amersfoort, Soest, Baarn, Leusden", date(2016, 9, 21)),
    (13, "Voorbeeldorganisatie Raad en Regel", "", "Nieuwegein, IJsselstein, Houten", date(2016, 9, 21)),
    (
        14,
        "Voorbeeldorganisatie Raad en Regel, afdeling West",
        "Voorbeeldorganisatie Raad en Regel",
        "Woerden, Montfoort, De Ronde Venen",
        date(2017, 3, 1),
    ),
    (15, "Voorbeeldorganisatie Papierwinkel", "", "Zeist, De Bilt, Bunnik", date(2017, 6, 12)),
    (16, "Voorbeeldorganisatie Toeslagenhulp", "", "Veenendaal, Rhenen, Wijk bij Duurstede", None),
    (17, "Voorbeeldorganisatie Digitaal op Weg", "", "", date(2018, 1, 15)),
    (18, "Voorbeeldorganisatie Buurtraad", "", "Utrecht, Amersfoort", None),
    (19, "Voorbeeldorganisatie Wegwijs", "", "Vijfheerenlanden, Nieuwegein", None),
    (20, "Voorbeeldorganisatie Netwerkbureau", "", "", date(2016, 9, 21)),
)
# place, owner, gemeente, which buurt (1 = most inhabitants), computers, printers, network checked, step-free
PLACES = (
    ("P01", 1, "Amersfoort", 1, 12, 2, date(2026, 2, 10), "ja"),
    ("P02", 1, "Amersfoort", 6, 4, 1, date(2026, 2, 10), "ja"),
    ("P03", 1, "Soest", 1, 6, 1, date(2026, 2, 11), "ja"),
    ("P04", 1, "Baarn", 1, 5, 1, date(2026, 2, 11), "nee"),
    ("P05", 1, "Leusden", 1, 4, 1, None, "ja"),
    ("P06", 2, "Utrecht", 1, 24, 4, date(2026, 4, 2), "ja"),
    ("P07", 2, "Utrecht", 9, 8, 2, date(2026, 4, 2), "ja"),
    ("P08", 2, "Utrecht", 17, 6, 1, date(2026, 4, 3), "onbekend"),
    ("P09", 3, "Nieuwegein", 1, 10, 2, date(2025, 11, 27), "ja"),
    ("P10", 3, "IJsselstein", 1, 4, 1, date(2025, 11, 27), "ja"),
    ("P11", 3, "Houten", 1, 6, 1, None, "ja"),
    ("P12", 3, "Vijfheerenlanden", 1, 3, 1, None, "onbekend"),
    ("P13", 4, "Woerden", 1, 8, 2, date(2026, 5, 19), "ja"),
    ("P14", 4, "Stichtse Vecht", 1, 6, 1, date(2026, 5, 19), "ja"),
    ("P15", 4, "De Ronde Venen", 1, 5, 1, date(2026, 5, 20), "nee"),
    ("P16", 5, "Zeist", 1, 9, 2, None, "ja"),
    ("P17", 5, "De Bilt", 1, None, None, None, "onbekend"),
    ("P18", 5, "Veenendaal", 1, 7, 1, None, "ja"),
    ("P19", 5, "Wijk bij Duurstede", 1, 0, 0, None, "ja"),
    ("P20", 11, "Utrecht", 25, None, None, None, "ja"),
    ("P21", 18, "Amersfoort", 12, None, None, None, "nee"),
    ("P22", 15, "Bunnik", 1, None, None, None, "ja"),
    ("P23", 16, "Rhenen", 1, None, None, None, "onbekend"),
    ("P24", 14, "Montfoort", 1, None, None, None, "ja"),
    ("P25", 19, "Nieuwegein", 5, None, None, None, "ja"),
)
# When a building itself is open; of Woerden (P13) nobody told us.
OPEN = {
    "P01": "maandag t/m vrijdag 9.30-17.30 uur, zaterdag 10.00-14.00 uur, gesloten op feestdagen",
    "P06": "maandag t/m zaterdag 10.00-20.00 uur, zondag 12.00-17.00 uur",
    "P09": "dinsdag, woensdag en donderdag 10.00-17.00 uur, vrijdag 13.00-20.00 uur",
}
# place, course, since, hours
COURSES = (
    ("P01", "Digisterker", date(2017, 1, 9), "elke tweede en vierde dinsdag van de maand 9.30-11.30 uur"),
    ("P01", "Klik & Tik", date(2016, 10, 3), "vrijdag 10.00-12.00 uur"),
    ("P03", "Digisterker", date(2017, 9, 4), "in maart, april en oktober elke donderdag 14.00-16.00 uur"),
    ("P06", "Digisterker", date(2016, 11, 7), "maandag 13.30-15.30 uur en woensdag 19.00-21.00 uur"),
    ("P06", "Klik & Tik", date(2016, 10, 3), "dinsdag en donderdag 10.00-12.00 uur"),
    ("P07", "Klik & Tik", date(2018, 2, 5), "woensdag 10.00-12.00 uur"),
    ("P09", "Digisterker", date(2017, 3, 6), "woensdag 13.30-15.30 uur (oneven weken)"),
    ("P13", "Klik & Tik", date(2019, 1, 14), "maandag 10.00-12.00 uur"),
    ("P14", "Digisterker", date(2021, 9, 6), "op aanvraag"),
    ("P16", "Klik & Tik", date(2022, 2, 7), "dinsdag 14.00-16.00 uur, niet in de schoolvakanties"),
    ("P18", "Digisterker", date(2023, 1, 9), "1e maandag van de maand 13.30-16.00 uur"),
)
# organisation, place, hours, since, until, appointment, languages, trained volunteers, told us on
DESK = (
    (11, "P06", "maandag 13.00-15.00 uur en donderdag 10.00-12.00 uur", date(2016, 10, 3), None, "niet nodig",
     "Nederlands, Engels, Arabisch", 8, date(2026, 9, 14)),
    (12, "P01", "dinsdag 10.00-12.00 uur (oneven weken)", date(2016, 10, 11), None, "niet nodig",
     "Nederlands", 5, date(2026, 9, 10)),
    (13, "P09", "1e maandag van de maand 13.30-15.30 uur", date(2016, 11, 7), None, "mogelijk",
     "Nederlands", 3, date(2026, 9, 21)),
    (12, "P03", "woensdag 14.00-16.00 uur (even weken)", date(2017, 2, 1), None, "niet nodig",
     "Nederlands", 2, date(2026, 9, 10)),
    (14, "P13", "donderdag 9.30-11.30 uur, niet in de schoolvakanties", date(2017, 4, 6), None, "niet nodig",
     "Nederlands, Pools", 3, date(2026, 8, 31)),
    (15, "P16", "vrijdag 13.00-15.00 uur", date(2017, 9, 1), None, "nodig",
     "Nederlands", 4, date(2026, 10, 2)),
    (13, "P10", "1e en 3e maandag van de maand 14.00-16.00 uur", date(2017, 10, 2), None, "niet nodig",
     "Nederlands", 2, date(2026, 9, 21)),
    (11, "P07", "dinsdag 14.00-16.00 uur", date(2018, 1, 16), None, "niet nodig",
     "Nederlands, Turks", 4, date(2026, 9, 14)),
    (12, "P02", "maandag 10.00-12.00 uur", date(2018, 3, 5), date(2022, 12, 19), "niet nodig",
     "Nederlands", None, date(2025, 3, 6)),
    (11, "P20", "maandag t/m donderdag 9.00-12.00 uur", date(2018, 9, 3), None, "mogelijk",
     "Nederlands, Engels", 6, date(2026, 9, 14)),
    (14, "P15", "laatste vrijdag van de maand 10.00-12.00 uur", date(2019, 1, 25), None, "nodig",
     "Nederlands", 2, date(2026, 8, 31)),
    (15, "P22", "woensdag 9.30-11.30 uur (oneven weken)", date(2019, 5, 1), None, "niet nodig",
     "Nederlands", 2, date(2026, 10, 2)),
    (13, "P11", "donderdag 13.00-15.00 uur", date(2021, 9, 2), None, "nodig",
     "Nederlands", 3, date(2026, 9, 21)),
    (16, "P18", "dinsdag 10.00-12.00 uur; februari t/m april ook donderdag 18.30-20.30 uur",
     date(2022, 2, 1), None, "niet nodig", "Nederlands", 3, date(2025, 9, 4)),
    (11, "P14", "1e donderdag van de maand 14.00-16.00 uur", date(2023, 3, 2), None, "nodig",
     "Nederlands", 2, date(2026, 9, 14)),
    (18, "P21", "tijden volgen", date(2024, 10, 1), None, "onbekend", "", None, date(2026, 6, 8)),
    (14, "P24", "dinsdag 13.30-15.00 uur", date(2026, 2, 3), None, "niet nodig",
     "Nederlands", 1, date(2026, 8, 31)),
)  # fmt: skip


def organisations() -> Iterator[Row]:
    """Five library organisations and ten partners; no phone number, for any could be somebody's."""
    for number, tree, serves, joined, public in LIBRARIES:
        slug = tree.lower().replace(" ", "-")
        yield {
            "Nr": number,
            "Naam": f"Voorbeeldbibliotheek {tree}",
            "Soort": "bibliotheek",
            "Werkt in gemeenten": serves,
            "Website": f"https://www.example.org/{slug}",
            "E-mail": f"{slug}@example.org",
            "Convenant getekend op": joined,
            "Contact voor partners": f"Voorbeeldcontact {tree}, netwerk-{slug}@example.org",
            "Contact openbaar": public,
            "Gecontroleerd op": AS_OF,
        }
    for number, name, parent, serves, joined in PARTNERS:
        yield {
            "Nr": number,
            "Naam": name,
            "Soort": "partner",
            "Onderdeel van": parent or None,
            "Werkt in gemeenten": serves or None,
            "Website": f"https://www.example.org/partner-{number}",
            "E-mail": f"partner-{number}@example.org",
            "Convenant getekend op": joined,
            "Contact openbaar": "nee",
            "Gecontroleerd op": AS_OF,
        }


def places() -> Iterator[Row]:
    """Each place at the middle of a buurt of its gemeente."""
    access = {"ja": "Ingang zonder drempel, invalidentoilet", "nee": "Drie treden bij de ingang"}
    for place, owner, gemeente, rank, computers, printers, checked, step_free in PLACES:
        x_rd, y_rd = buurt_centre(gemeente, rank)
        yield {
            "Plek": place,
            "Naam van de plek": place_name(place, owner, gemeente),
            "Organisatie nr": owner,
            "Gemeente": gemeente,
            "X (RD)": x_rd,
            "Y (RD)": y_rd,
            "Zonder drempel": step_free,
            "Toegankelijkheid": access.get(step_free),
            "Computers": computers,
            "Printers": printers,
            "Netwerk gecontroleerd op": checked,
            "Gebouw open": OPEN.get(place),
            "Gecontroleerd op": AS_OF,
            "Gecontroleerd door": CHECKED_BY,
        }


def place_name(place: str, owner: int, gemeente: str) -> str:
    """The gemeente tells branches apart; a number where it holds several of one organisation."""
    tree = next((tree for number, tree, *_ in LIBRARIES if number == owner), None)
    beside = [
        other
        for other, its_owner, its_gemeente, *_ in PLACES
        if (its_owner, its_gemeente) == (owner, gemeente)
    ]
    where = f"{gemeente} {beside.index(place) + 1}" if len(beside) > 1 else gemeente
    return f"Voorbeeldbibliotheek {tree}, vestiging {where}" if tree else f"Voorbeeldbuurthuis {where}"


def offers() -> Iterator[Row]:
    """What the libraries say of their own branches, and who refers, coordinates and trains."""
    branches = {place: owner for place, owner, *_ in PLACES if owner in {number for number, *_ in LIBRARIES}}
    computers = {place: computers for place, _, _, _, computers, *_ in PLACES}
    for place, owner in branches.items():
        yield _computer(owner, place, computers[place])
    for place, course, since, hours in COURSES:
        yield _offer(branches[place], place, "training", f"Cursus {course}", "trainer") | {
            "Aanwezig": "ja",
            "Tijden": hours,
            "Vanaf": since,
            "Afspraak": "nodig",
            "Cursus": course,
            "Kosten": "gratis",
        }
    for place in ("P01", "P06", "P09", "P13"):
        yield _offer(
            branches[place], place, "informatiepunt", "Informatiepunt Digitale Overheid", "gastheer"
        ) | {
            "Aanwezig": "ja",
            "Tijden": "tijdens de openingstijden van de bibliotheek",
            "Vanaf": date(2020, 1, 6),
            "Afspraak": "niet nodig",
        }
    yield _offer(5, "P17", "training", "Cursus", "trainer") | {"Aanwezig": "nee"}
    yield _offer(1, "P05", "spreekuur", "Spreekuur", "gastheer") | {"Aanwezig": "nee"}
    yield _offer(3, "P12", "spreekuur", "Spreekuur", "gastheer") | {"Aanwezig": "onbekend"}
    yield _offer(17, "P08", "training", "Oefenuur met de tablet", "trainer") | {
        "Aanwezig": "ja",
        "Tijden": "3e maandag van de maand 10.00-12.00 uur",
        "Vanaf": date(2024, 4, 15),
        "Getrainde vrijwilligers": 4,
    }
    yield _offer(19, "P25", None, "Verwijst naar het spreekuur", "verwijzer") | {"Soort hulp": "verwijzing"}
    yield _offer(20, "P06", None, "Houdt het netwerk bij elkaar", "coördinator") | {"Soort hulp": "netwerk"}


def _computer(owner: int, place: str, computers: int | None) -> Row:
    presence = "onbekend" if computers is None else "ja" if computers else "nee"
    row = _offer(owner, place, "computer", "Gratis computer, internet en printer", "gastheer")
    row |= {"Aanwezig": presence}
    return row | {"Afspraak": "niet nodig", "Kosten": "gratis"} if presence == "ja" else row


def _offer(organisation: int, place: str, pillar: str | None, what: str, role: str) -> Row:
    return {
        "Organisatie nr": organisation,
        "Plek": place,
        "Pijler": pillar,
        "Wat": what,
        "Rol": role,
        "Gecontroleerd op": AS_OF,
    }


def desk_hours() -> Iterator[tuple[Cell, ...]]:
    """The consultation hours as the partners send them in: who, where, when, since when."""
    names = {number: name for number, name, *_ in PARTNERS}
    for number, (organisation, place, hours, since, until, appointment, languages, *rest) in enumerate(
        DESK, 1
    ):
        bring = "Uw brief en uw DigiD" if appointment != "onbekend" else None
        yield (
            f"S{number:02d}",
            names[organisation],
            place,
            hours,
            since,
            until,
            appointment,
            bring,
            languages or None,
            *rest,
        )


def buurt_centre(gemeente: str, rank: int) -> tuple[int, int]:
    """Middle of the buurt that comes `rank`-th by inhabitants (x_rd, y_rd in metres RD New)."""
    code = next(one.code for one in gemeenten().values() if one.naam == gemeente)
    points = population_points()
    buurten = points[points.gemeentecode == code].sort_values(
        ["inhabitants", "buurtcode"], ascending=[False, True]
    )
    chosen = buurten.iloc[rank - 1]
    return int(chosen.x_rd), int(chosen.y_rd)


def write_ods(path: Path, title: str, rows: Sequence[Sequence[Cell]]) -> None:
    """The smallest OpenDocument sheet there is; dates and numbers stay dates and numbers."""
    body = "".join(
        f"<table:table-row>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>" for row in rows
    )
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="{escape(title)}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name, text in (("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            file.writestr(zipfile.ZipInfo(name, ZIP_TIME), text)


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    shown = f"<text:p>{escape(str(cell))}</text:p>"
    if isinstance(cell, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}">{shown}'
            "</table:table-cell>"
        )
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}">{shown}</table:table-cell>'
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def make(folder: Path = FOLDER) -> None:
    """Write the two source files into the map's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_table(workbook, "Organisaties", ORGANISATION_COLUMNS, organisations())
    add_table(workbook, "Plekken", PLACE_COLUMNS, places())
    add_table(workbook, "Aanbod", OFFER_COLUMNS, offers())
    save_workbook(workbook, folder / "netwerk.xlsx", made_on=AS_OF)
    write_ods(folder / "spreekuren.ods", "Spreekuren", [DESK_HEADINGS, *desk_hours()])


if __name__ == "__main__":
    make(*(Path(argument) for argument in sys.argv[1:2]))
