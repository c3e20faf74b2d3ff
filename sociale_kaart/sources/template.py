"""What `sociale-kaart new` puts down: a workbook to fill in, a kaart.toml that fits it, correcties.csv."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files
from pathlib import Path

from openpyxl import Workbook

from sociale_kaart.kaart import KAART_TOML
from sociale_kaart.sources.corrections import COLUMNS as CORRECTION_COLUMNS
from sociale_kaart.sources.newfolder import new_folder
from sociale_kaart.sources.workbook import (
    ROWS_WITH_CHOICES,
    Cell,
    Column,
    add_table,
    add_text,
    save_workbook,
)

WORKBOOK = "sociale-kaart.xlsx"
CORRECTIONS = "correcties.csv"
_TOML_DATE = "as_of = 2026-01-01"

YES_NO = ("ja", "nee")
YES_NO_UNKNOWN = ("ja", "nee", "onbekend")
KINDS = ("bibliotheek", "partner", "overheid", "onbekend")
ROLES = ("gastheer", "helper", "trainer", "verwijzer", "coördinator")
APPOINTMENTS = ("nodig", "mogelijk", "niet nodig", "onbekend")
PILLARS = ("computer", "training", "spreekuur")

_NAMES_OF_ORGANISATIONS = f"Organisaties!$A$2:$A${ROWS_WITH_CHOICES}"
_NAMES_OF_PLACES = f"Plekken!$A$2:$A${ROWS_WITH_CHOICES}"
_DATE = "Een datum, zoals 31-12-2026."

ORGANISATIONS = (
    Column(heading="Organisatie", width=34, help="De naam, zoals bezoekers hem kennen."),
    Column(heading="Soort", width=14, choices=KINDS),
    Column(heading="Onderdeel van", width=28, help="Bij een vestiging: de naam van de hele organisatie."),
    Column(heading="Werkt in gemeenten", width=28, help="Namen van gemeenten, met een komma ertussen."),
    Column(heading="Telefoon", width=16, text=True, help="Een Nederlands nummer, met de 0 ervoor."),
    Column(heading="E-mail", width=26),
    Column(heading="Website", width=32, help="Een webadres dat met https:// begint."),
    Column(heading="Convenant sinds", width=16, help=f"Wanneer de organisatie ging meedoen. {_DATE}"),
    Column(heading="Contact voor partners", width=28, help="Wie een partner kan bellen of mailen."),
    Column(
        heading="Contact openbaar",
        width=12,
        choices=YES_NO,
        help="Alleen bij 'ja' ziet iedereen het contact.",
    ),
    Column(heading="Gecontroleerd op", width=16, help=f"Wanneer iemand deze rij heeft nagekeken. {_DATE}"),
)
PLACES = (
    Column(
        heading="Plek", width=34, help="De naam van het gebouw of de vestiging. Elke naam staat er één keer."
    ),
    Column(heading="Organisatie", width=34, choices_from=_NAMES_OF_ORGANISATIONS, help="Van wie de plek is."),
    Column(heading="Adres", width=28, help="Straat en huisnummer, zoals Dorpsstraat 12a."),
    Column(heading="Postcode", width=10, text=True, help="Vier cijfers en twee letters, zoals 1234 AB."),
    Column(heading="Woonplaats", width=18),
    Column(heading="Gemeente", width=18),
    Column(heading="X (RD)", width=10, help="Alleen als u geen adres hebt: meters in het RD-stelsel."),
    Column(heading="Y (RD)", width=10, help="Alleen als u geen adres hebt: meters in het RD-stelsel."),
    Column(heading="Zonder drempel", width=12, choices=YES_NO_UNKNOWN),
    Column(heading="Toegankelijkheid", width=30),
    Column(
        heading="Computers", width=10, help="Hoeveel computers een bezoeker mag gebruiken. Leeg is onbekend."
    ),
    Column(
        heading="Printers", width=10, help="Hoeveel printers een bezoeker mag gebruiken. Leeg is onbekend."
    ),
    Column(
        heading="Gebouw open",
        width=34,
        help="Wanneer het gebouw open is, zoals: maandag t/m vrijdag 9.00-17.00 uur, gesloten op feestdagen.",
    ),
    Column(heading="Netwerk gecontroleerd op", width=16, help=f"Controle op veiligheid en privacy. {_DATE}"),
    Column(heading="Gecontroleerd op", width=16, help=f"Wanneer iemand deze rij heeft nagekeken. {_DATE}"),
    Column(heading="Gecontroleerd door", width=22),
)
OFFERS = (
    Column(heading="Organisatie", width=34, choices_from=_NAMES_OF_ORGANISATIONS, help="Wie de hulp geeft."),
    Column(
        heading="Plek", width=34, choices_from=_NAMES_OF_PLACES, help="Waar: een naam uit het blad Plekken."
    ),
    Column(heading="Pijler", width=14, choices=PILLARS, help="De soort hulp, zoals die in kaart.toml staat."),
    Column(heading="Wat", width=30, help="De hulp in een paar gewone woorden."),
    Column(heading="Rol", width=14, choices=ROLES),
    Column(
        heading="Aanwezig", width=12, choices=YES_NO_UNKNOWN, help="Weet u het niet? Kies dan 'onbekend'."
    ),
    Column(heading="Tijden", width=36, help="Zoals: dinsdag 10.00-12.00 uur (oneven weken)."),
    Column(heading="Vanaf", width=12, help=f"Sinds wanneer. {_DATE}"),
    Column(heading="Tot en met", width=12, help=f"De laatste dag. {_DATE}"),
    Column(heading="Afspraak", width=12, choices=APPOINTMENTS),
    Column(heading="Voor wie", width=20),
    Column(heading="Talen", width=18, help="Met een komma ertussen."),
    Column(heading="Kosten", width=10),
    Column(heading="Meenemen", width=24),
    Column(heading="Cursus", width=14, help="Bij een training: de naam, zoals Digisterker of Klik & Tik."),
    Column(heading="Getrainde vrijwilligers", width=12, help="Een aantal. Leeg is onbekend."),
    Column(heading="Opmerking", width=28),
    Column(heading="Gecontroleerd op", width=16, help=f"Wanneer iemand deze rij heeft nagekeken. {_DATE}"),
)

EXPLANATION = (
    ("Uw sociale kaart", "Vul de drie bladen in. Daarna maakt Sociale Kaart er een kaart van."),
    ("", ""),
    ("Voorbeelden", "De schuine rijen zijn verzonnen. Haal ze weg als u uw eigen rijen invult."),
    ("Organisaties", "Wie helpt? Elke organisatie staat er één keer in."),
    ("Plekken", "Waar kunnen mensen heen? Elke plek staat er één keer in, met een adres."),
    ("Aanbod", "Wie doet wat, waar en wanneer? Eén rij voor elke soort hulp op een plek."),
    ("", ""),
    ("Adres", "Vul straat, nummer, postcode en plaats in. De computer zoekt het punt op de kaart erbij."),
    ("X en Y", "Gebruik deze alleen als een plek geen adres heeft. Het zijn meters in het RD-stelsel."),
    ("Pijler", "De soort hulp. Kies uit de lijst. Een eigen pijler maakt u in kaart.toml."),
    ("Rol", "gastheer: het gebouw is van u. helper: u houdt spreekuur. trainer: u geeft de cursus."),
    ("", "verwijzer: u stuurt mensen door. coördinator: u houdt het netwerk bij elkaar."),
    ("Aanwezig", "ja: het is er. nee: u weet dat het er niet is. onbekend: u weet het niet. Raad niet."),
    ("Tijden", "Schrijf de tijden zoals u ze zegt: 'maandag en donderdag 13.00-15.00 uur',"),
    ("", "'1e maandag van de maand 14.00-16.00 uur', 'dinsdag 10.00-12.00 uur (oneven weken)'."),
    ("Leeg", "Een lege cel betekent: onbekend. Dat is geen fout."),
    ("Contact voor partners", "Dit ziet niemand op de kaart, behalve als u bij 'Contact openbaar' ja kiest."),
    ("Gecontroleerd op", "Wanneer iemand de rij heeft nagekeken. Na een jaar vraagt de controle ernaar."),
    ("", ""),
    ("Nakijken", "Geef de opdracht: sociale-kaart check MAP. U ziet per rij wat er nog niet goed is."),
    ("Adressen zoeken", "Geef de opdracht: sociale-kaart geocode MAP. Dit vraagt internet."),
    ("Kaart maken", "Geef de opdracht: sociale-kaart build MAP, en daarna sociale-kaart serve MAP."),
    ("Eigen kolommen", "U mag kolommen toevoegen of anders noemen. Zet de nieuwe kop dan ook in kaart.toml."),
)  # fmt: skip


_LIBRARY, _PARTNER = "Voorbeeldbibliotheek", "Voorbeeld Formulierenhulp"
_BRANCH, _COMMUNITY = "Voorbeeldvestiging Centrum", "Voorbeeldbuurthuis"
_WHO = "Voorbeeldmedewerker"

EXAMPLE_ORGANISATIONS: tuple[dict[str, Cell], ...] = (
    {
        "Organisatie": _LIBRARY,
        "Soort": "bibliotheek",
        "Werkt in gemeenten": "Utrecht",
        "E-mail": "bibliotheek@example.org",
        "Website": "https://www.example.org/bibliotheek",
        "Convenant sinds": date(2016, 9, 21),
        "Contact voor partners": _WHO,
        "Contact openbaar": "nee",
    },
    {
        "Organisatie": _PARTNER,
        "Soort": "partner",
        "Werkt in gemeenten": "Utrecht",
        "E-mail": "hulp@example.org",
        "Website": "https://www.example.org/hulp",
        "Contact openbaar": "nee",
    },
)
# Two points in the city of Utrecht; no street address, for any would be somebody's.
EXAMPLE_PLACES: tuple[dict[str, Cell], ...] = (
    {
        "Plek": _BRANCH,
        "Organisatie": _LIBRARY,
        "Gemeente": "Utrecht",
        "X (RD)": 136500,
        "Y (RD)": 455900,
        "Zonder drempel": "ja",
        "Toegankelijkheid": "Lift en invalidentoilet",
        "Computers": 6,
        "Printers": 1,
        "Gecontroleerd door": _WHO,
    },
    {
        "Plek": _COMMUNITY,
        "Organisatie": _PARTNER,
        "Gemeente": "Utrecht",
        "X (RD)": 134700,
        "Y (RD)": 457600,
        "Zonder drempel": "onbekend",
        "Gecontroleerd door": _WHO,
    },
)
_COMPUTER: dict[str, Cell] = {"Pijler": "computer", "Rol": "gastheer", "Wat": "Gratis computer en printer"}
_DESK: dict[str, Cell] = {
    "Organisatie": _PARTNER,
    "Pijler": "spreekuur",
    "Wat": "Spreekuur belasting en toeslagen",
    "Rol": "helper",
    "Aanwezig": "ja",
    "Kosten": "gratis",
    "Meenemen": "Uw brief en uw DigiD",
}
EXAMPLE_OFFERS: tuple[dict[str, Cell], ...] = (
    {**_COMPUTER, "Organisatie": _LIBRARY, "Plek": _BRANCH, "Aanwezig": "ja", "Afspraak": "niet nodig"},
    {
        "Organisatie": _LIBRARY,
        "Plek": _BRANCH,
        "Pijler": "training",
        "Wat": "Cursus Klik & Tik",
        "Rol": "trainer",
        "Aanwezig": "ja",
        "Tijden": "vrijdag 10.00-12.00 uur",
        "Afspraak": "nodig",
        "Talen": "Nederlands",
        "Kosten": "gratis",
        "Cursus": "Klik & Tik",
        "Getrainde vrijwilligers": 2,
    },
    {
        **_DESK,
        "Plek": _BRANCH,
        "Tijden": "dinsdag 10.00-12.00 uur (oneven weken)",
        "Afspraak": "niet nodig",
        "Voor wie": "iedereen",
        "Talen": "Nederlands, Engels",
        "Getrainde vrijwilligers": 3,
    },
    {
        **_DESK,
        "Plek": _COMMUNITY,
        "Tijden": "1e maandag van de maand 13.30-15.30 uur",
        "Afspraak": "mogelijk",
        "Talen": "Nederlands",
    },
    {**_COMPUTER, "Organisatie": _PARTNER, "Plek": _COMMUNITY, "Aanwezig": "nee"},
)


def new_kaart(folder: Path, *, on: date | None = None) -> list[Path]:
    """A map folder that builds at once, offline, with example rows to replace.

    Parameters
    ----------
    folder : new or empty; raises KaartError where it holds something or cannot be made
    on : the day that the example rows bear; today where left out

    Returns the files, in the order a person would open them.
    """
    day = on or date.today()  # noqa: DTZ011 the day as the user's own machine has it
    with new_folder(folder) as draft:
        _write_workbook(draft / WORKBOOK, day)
        _write_toml(draft / KAART_TOML, day)
        _write_corrections(draft / CORRECTIONS)
    return [folder / name for name in (WORKBOOK, KAART_TOML, CORRECTIONS)]


def _write_workbook(path: Path, day: date) -> None:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_text(workbook, "Uitleg", EXPLANATION)
    for title, columns, rows in (
        ("Organisaties", ORGANISATIONS, EXAMPLE_ORGANISATIONS),
        ("Plekken", PLACES, EXAMPLE_PLACES),
        ("Aanbod", OFFERS, EXAMPLE_OFFERS),
    ):
        filled = ({"Gecontroleerd op": day, **row} for row in rows)
        add_table(workbook, title, columns, filled, examples=True)
    save_workbook(workbook, path, made_on=day)


def _write_toml(path: Path, day: date) -> None:
    text = files("sociale_kaart.sources").joinpath("new_kaart.toml").read_text("utf-8")
    path.write_text(text.replace(_TOML_DATE, f"as_of = {day.isoformat()}"), encoding="utf-8")


def _write_corrections(path: Path) -> None:
    # with a BOM, so that Excel reads the accents in it
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerow(CORRECTION_COLUMNS)
