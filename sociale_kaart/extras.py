"""Packages that only some need: which extra installs them, and what is said where one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from sociale_kaart.errors import ExtraMissing

# Package -> the extra of pyproject.toml that brings it.
EXTRA_OF: Mapping[str, str] = MappingProxyType(
    {
        "scipy": "coverage",
        "highspy": "coverage",
        "dask": "cluster",
        "distributed": "cluster",
        "osmium": "osm",
        "pyarrow": "parquet",
        "typst": "pdf",
        "folium": "notebooks",
        "matplotlib": "notebooks",
    }
)


def optional(module: str, what_for: str) -> Any:
    """A module of an optional package, by its dotted name; raises ExtraMissing where it is not installed.

    what_for : what the package does here, as the end of a sentence: "draws figures"
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as fault:
        raise missing_extra(fault, what_for) or fault from fault


def missing_extra(fault: ModuleNotFoundError, what_for: str = "this needs") -> ExtraMissing | None:
    """What to tell of an import that failed; None where no extra brings that package: then it is a bug."""
    package = (fault.name or "").partition(".")[0]
    if package not in EXTRA_OF:
        return None
    install = f"pip install 'sociale-kaart[{EXTRA_OF[package]}]'"
    return ExtraMissing(
        f"{package} is not installed, which {what_for}",
        remedy=f"Install it: {install}",
        dutch=f"hiervoor is {package} nodig, en dat is niet geïnstalleerd. Installeer het met: {install}",
    )
