"""The only reader of the environment: every setting, its name, its default and what it does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sociale_kaart.errors import SocialeKaartError

PREFIX = "SOCIALE_KAART_"
USER_AGENT = "sociale-kaart (open source)"


def _setting(default: Any, doc: str) -> Any:
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one run; each may be set as SOCIALE_KAART_<NAME IN CAPITALS>."""

    geodata: Path | None = _setting(None, "folder with the reference geography (gebieden/)")
    pdok_url: str = _setting(
        "https://api.pdok.nl/bzk/locatieserver/search/v3_1", "base address of the PDOK Locatieserver"
    )
    boundaries_url: str = _setting(
        "https://api.pdok.nl/kadaster/brk-bestuurlijke-gebieden/ogc/v1",
        "OGC API with gemeentegebied and provinciegebied",
    )
    buurten_url: str = _setting(
        "https://api.pdok.nl/cbs/wijken-en-buurten-{year}/ogc/v1",
        "OGC API with CBS buurten; {year} is filled in",
    )
    requests_per_second: float = _setting(5.0, "the most requests per second to any outside service")
    timeout_s: float = _setting(10.0, "seconds to wait for an outside service")
    retries: int = _setting(3, "how often a request that failed is tried again")
    tiles_url: str = _setting(
        "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
        "background tiles; empty for none",
    )
    tiles_attribution: str = _setting("Kaartgegevens © Kadaster (PDOK)", "credit for the background tiles")
    host: str = _setting("127.0.0.1", "address the web server listens on")
    threads: int = _setting(4, "threads of the web server")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read every setting that the environment names; raises SocialeKaartError on a wrong value."""
        environ = os.environ if environ is None else environ
        given = {
            setting.name: _parse(
                PREFIX + setting.name.upper(), environ[PREFIX + setting.name.upper()], setting.default
            )
            for setting in fields(cls)
            if environ.get(PREFIX + setting.name.upper()) is not None
        }
        return cls(**given)

    def geodata_dir(self) -> Path:
        """Folder that holds gebieden/: the setting, else what the package carries, else the repository's own."""
        return self.geodata or _packaged_geodata()


def environment_names() -> dict[str, str]:
    """Each environment variable and what it does."""
    return {PREFIX + setting.name.upper(): str(setting.metadata["doc"]) for setting in fields(Settings)}


def _packaged_geodata() -> Path:
    here = Path(__file__).resolve().parent
    packaged = here / "geodata"
    return packaged if packaged.is_dir() else here.parent / "geodata"


def _parse(name: str, text: str, default: Any) -> Any:
    kind: type = Path if default is None else type(default)
    try:
        return kind(text)
    except ValueError:
        raise SocialeKaartError(
            f"{text!r} is not a value for this setting",
            where=name,
            expected=f"expected a {kind.__name__}, such as {default!r}",
            remedy="correct or unset the environment variable",
        ) from None
