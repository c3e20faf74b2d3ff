"""Opens a map folder: kaart.toml and the files around it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sociale_kaart.errors import KaartNotFound
from sociale_kaart.kaarttoml import KaartConfig, read_kaart_toml

KAART_TOML = "kaart.toml"


@dataclass(frozen=True, slots=True)
class Kaart:
    """A map as a folder that a coordinator can keep in git, on a share, in a zip."""

    folder: Path
    config: KaartConfig

    @property
    def name(self) -> str:
        return self.folder.resolve().name

    @property
    def lock_path(self) -> Path:
        return self.folder / "adressen.lock.csv"

    @property
    def corrections_path(self) -> Path:
        return self.folder / "correcties.csv"

    @property
    def store_path(self) -> Path:
        return self.folder / "kaart.gpkg"

    @property
    def report_path(self) -> Path:
        return self.folder / "rapport.json"


def open_kaart(folder: Path | str) -> Kaart:
    """The map in a folder; raises KaartNotFound or KaartConfigError."""
    folder = Path(folder)
    toml = folder / KAART_TOML
    if folder.is_file():
        raise KaartNotFound(
            "dit is een bestand, geen map",
            where=folder,
            remedy=f"noem de map waar het in staat: {folder.parent}",
        )
    if not folder.is_dir():
        raise KaartNotFound(
            "deze map bestaat niet",
            where=folder,
            remedy="noem een map met een kaart.toml, of maak er een: sociale-kaart new MAP",
        )
    if not toml.is_file():
        raise KaartNotFound(
            "in deze map staat geen kaart.toml",
            where=folder,
            remedy="maak een nieuwe map: sociale-kaart new MAP",
        )
    return Kaart(folder=folder, config=read_kaart_toml(toml))
