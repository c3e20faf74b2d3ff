"""The only reader of the environment: every setting, its name, its default and what it does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from sociale_kaart.errors import SocialeKaartError

PREFIX = "SOCIALE_KAART_"
USER_AGENT = "sociale-kaart (open source)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one run; each may be set as SOCIALE_KAART_<NAME IN CAPITALS>."""

    geodata: Annotated[Path | None, "folder with the reference geography (gebieden/)"] = None
    pdok_url: Annotated[str, "base address of the PDOK Locatieserver"] = (
        "https://api.pdok.nl/bzk/locatieserver/search/v3_1"
    )
    boundaries_url: Annotated[str, "OGC API with gemeentegebied and provinciegebied"] = (
        "https://api.pdok.nl/kadaster/brk-bestuurlijke-gebieden/ogc/v1"
    )
    buurten_url: Annotated[str, "OGC API with CBS buurten; {year} is filled in"] = (
        "https://api.pdok.nl/cbs/wijken-en-buurten-{year}/ogc/v1"
    )
    requests_per_second: Annotated[float, "the most requests per second to any outside service"] = 5.0
    timeout_s: Annotated[float, "seconds to wait for an outside service"] = 10.0
    retries: Annotated[int, "how often a request that failed is tried again"] = 3
    tiles_url: Annotated[str, "background tiles; empty for none"] = (
        "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
    )
    tiles_attribution: Annotated[str, "credit for the background tiles"] = "Kaartgegevens © Kadaster (PDOK)"
    host: Annotated[str, "address the web server listens on"] = "127.0.0.1"
    threads: Annotated[int, "threads of the web server"] = 4

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read every setting that the environment names; raises SocialeKaartError on a wrong value."""
        environ = os.environ if environ is None else environ
        given = {
            setting.name: _parse(
                PREFIX + setting.name.upper(),
                environ[PREFIX + setting.name.upper()],
                setting.default,
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
    hints = get_type_hints(Settings, include_extras=True)
    return {
        PREFIX + setting.name.upper(): hints[setting.name].__metadata__[0] for setting in fields(Settings)
    }


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
