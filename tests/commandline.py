"""The command as somebody types it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from sociale_kaart.cli import main

MAPS = Path(__file__).resolve().parents[1] / "geodata" / "kaarten"


def sociale_kaart(*arguments: object) -> Result:
    """What a command printed and how it ended. A fault that is not ours fails the test instead of hiding in it."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
