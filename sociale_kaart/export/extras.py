"""Packages that only some need: loaded when they are first used, and missed with a remedy."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sociale_kaart.errors import SocialeKaartError


def optional(module: str, *, extra: str, what_for: str) -> Any:
    """A module of an optional dependency.

    Parameters
    ----------
    module : its dotted name
    extra : the extra of this package that installs it
    what_for : what it does here, as the end of a sentence: "draws figures"

    Raises SocialeKaartError where it is not installed.
    """
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ImportError as missing:
        raise SocialeKaartError(
            f"{package} is not installed, which {what_for}",
            remedy=f"Install it: pip install 'sociale-kaart[{extra}]'",
            dutch=f"{package} is niet geïnstalleerd. Installeer het: pip install 'sociale-kaart[{extra}]'.",
        ) from missing
