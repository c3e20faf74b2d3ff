"""The whole public site as files."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from sociale_kaart.cli.frame import KAART
from sociale_kaart.config import Settings
from sociale_kaart.kaart import Kaart

PUBLIC_URL = "SOCIALE_KAART_PUBLIC_URL"
_MILLION = 1_000_000
_MOST_FAULTS = 10


@click.command(short_help="Schrijf de website van een gebouwde kaart als bestanden.")
@KAART
@click.argument("out", metavar="UIT", type=click.Path(path_type=Path))
@click.option(
    "--address", default="", help="Het adres waar de website komt te staan, zoals https://kaart.nl."
)
@click.option(
    "--weeks",
    type=click.IntRange(1, 26),
    default=4,
    show_default=True,
    help="Zoveel weken vooruit weet de website wat open is. Publiceer opnieuw voor ze om zijn.",
)
@click.option(
    "--processes", type=click.IntRange(1, 64), help="Hoeveel tegelijk; anders zoveel als er kernen zijn."
)
@click.option(
    "--every-moment/--usual-moments",
    default=True,
    help="Reken dekking en wat-als uit per dagdeel van elke dag (gewoon), of alleen van de week: dat scheelt een land "
    "bijna een minuut.",
)
@click.option("--pack/--no-pack", default=True, help="Schrijf naast elke tekst ook .br en .gz.")
@click.pass_context
def publish(
    ctx: click.Context,
    kaart: Kaart,
    out: Path,
    address: str,
    weeks: int,
    every_moment: bool,
    processes: int | None,
    pack: bool,
) -> None:
    """Schrijf de hele website van een gebouwde kaart als bestanden in UIT, voor elke webhost.

    De map wordt in één keer vervangen, en blijft zoals zij was als een pagina niet gemaakt kan worden.
    Eindigt met 1 als een pagina ergens heen leidt dat er niet is.
    """
    from sociale_kaart.hours.schedule import AMSTERDAM
    from sociale_kaart.publish import USUAL_MOMENTS
    from sociale_kaart.publish import publish as write_site
    from sociale_kaart.web.dekking.moments import MOMENTS

    settings = Settings.from_environment()
    if address:
        asked = Settings.from_environment({PUBLIC_URL: address})
        settings = replace(settings, public_url=asked.public_url)
    done = write_site(
        kaart.store_path,
        out,
        replace(settings, public_url=settings.public_url.rstrip("/")),
        today=datetime.now(AMSTERDAM).date(),
        weeks=weeks,
        moments=tuple(MOMENTS) if every_moment else USUAL_MOMENTS,
        processes=processes or 0,
        packs=pack,
        on_step=lambda step: click.echo(f"  {step} ..."),
    )
    click.echo(f"{done.files} bestanden, {done.bytes / _MILLION:.1f} MB; nieuw of veranderd: {done.new}")
    click.echo(f"Wat open is, staat erin tot {done.until.isoformat()}.")
    for path, status in list(done.failed.items())[:_MOST_FAULTS]:
        click.echo(f"een pagina leidt naar {path}, en dat geeft {status}", err=True)
    if len(done.failed) > _MOST_FAULTS:
        click.echo(f"en nog {len(done.failed) - _MOST_FAULTS} andere", err=True)
    ctx.exit(1 if done.failed else 0)
