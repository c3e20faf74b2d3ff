"""What all commands share: the group that ends on an error of ours, KAART, --output, and where output goes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sociale_kaart.atomic import write_bytes
from sociale_kaart.cli.dutch import in_dutch
from sociale_kaart.errors import OutputError, SocialeKaartError
from sociale_kaart.extras import missing_extra
from sociale_kaart.kaart import Kaart, open_kaart

if TYPE_CHECKING:
    from sociale_kaart.dataset.mapdata import MapData


class Commands(click.Group):
    """A group that ends an error of ours with its message and exit code, in Dutch; a traceback is for bugs."""

    def main(self, *args: Any, **more: Any) -> Any:
        with in_dutch():
            return super().main(*args, **more)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """As click's own; in a line of use the words for what may follow are Dutch too."""
        super().add_command(cmd, name)
        _with_dutch_words(cmd)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SocialeKaartError as error:
            _end(error)
        except ModuleNotFoundError as fault:
            missing = missing_extra(fault)
            if missing is None:
                raise
            _end(missing)
        except OSError as fault:
            if fault.filename is None:
                raise
            _end(
                OutputError(
                    f"dit bestand kan niet gelezen of geschreven worden ({fault.strerror})",
                    where=str(fault.filename),
                    remedy="kijk of de map bestaat, of er ruimte is en of u er mag schrijven",
                )
            )


def _with_dutch_words(command: click.Command) -> None:
    command.options_metavar = "[OPTIES]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "OPDRACHT ..."
        for below in command.commands.values():
            _with_dutch_words(below)


def _end(error: SocialeKaartError) -> NoReturn:
    click.echo(f"Fout: {error.in_dutch()}", err=True)
    sys.exit(error.exit_code)


KAART = click.argument("kaart", type=open_kaart, metavar="KAART")
OUTPUT = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Schrijf naar dit bestand (anders: het scherm).",
)


def built(kaart: Kaart) -> MapData:
    """The map as it was built; raises NotBuilt, StoreOutdated or StoreError."""
    from sociale_kaart.dataset.store import read_map

    return read_map(kaart.store_path)


def deliver(content: bytes | str, output: Path | None) -> None:
    """To the file that was asked for, in one step, or to the screen."""
    content = content.encode() if isinstance(content, str) else content
    if output is None:
        click.echo(content, nl=False)
    else:
        write_bytes(output, content)
        click.echo(f"geschreven: {output}", err=True)
