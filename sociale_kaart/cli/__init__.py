"""The command `sociale-kaart`: one command per stage; each parses, calls and prints, nothing more."""

from __future__ import annotations

import click

from sociale_kaart.cli.addresses import geocode, geocode_file
from sociale_kaart.cli.areas import gebieden
from sociale_kaart.cli.frame import Commands
from sociale_kaart.cli.hsds import hsds
from sociale_kaart.cli.maps import build, check, example, new, serve
from sociale_kaart.cli.measuring import coverage, profile
from sociale_kaart.cli.planning import compare, next_places
from sociale_kaart.cli.publish import publish
from sociale_kaart.cli.registers import register
from sociale_kaart.cli.reporting import report
from sociale_kaart.cli.texts import hours


@click.group(
    cls=Commands,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT ...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    package_name="sociale-kaart", message="%(prog)s, versie %(version)s", help="Toon de versie."
)
def main() -> None:
    """Maak van spreadsheets met hulp in de buurt een kaart die klopt, en zie waar hulp ontbreekt.

    KAART is steeds een map met een kaart.toml.
    """


for command in (
    new,
    check,
    geocode,
    geocode_file,
    build,
    hours,
    coverage,
    profile,
    next_places,
    compare,
    report,
    serve,
    publish,
    example,
    register,
    gebieden,
    hsds,
):
    main.add_command(command)
