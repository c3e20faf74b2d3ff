"""The only reader of the environment: every setting, its name, its default and what it does."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from sociale_kaart.errors import SettingError

PREFIX = "SOCIALE_KAART_"
LONGEST_CONTACT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one run; each may be set as SOCIALE_KAART_<NAME IN CAPITALS>."""

    geodata: Annotated[Path | None, "folder with the reference geography (gebieden/)"] = None
    register: Annotated[Path | None, "file with all Dutch addresses, made by `register build`"] = None
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
    connect_timeout_s: Annotated[float, "seconds to wait until an outside service picks up"] = 5.0
    timeout_s: Annotated[float, "seconds to wait for the next piece of its answer"] = 10.0
    total_timeout_s: Annotated[float, "seconds to wait for a whole answer, however it trickles in"] = 60.0
    retries: Annotated[int, "how often a request that failed is tried again"] = 3
    contact: Annotated[str, "your e-mail or web address, told to the outside services we ask"] = ""
    cache: Annotated[str, "folder for the answers of PDOK; empty to keep none"] = "~/.cache/sociale-kaart"
    visitors_pdok: Annotated[bool, "may the text that a visitor searches for go to PDOK (never their IP)"] = (
        False
    )
    tiles_url: Annotated[str, "background tiles; empty for none"] = (
        "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
    )
    tiles_proxy: Annotated[bool, "fetch the tiles through our own server, so that visitors ask no other"] = (
        False
    )
    theme: Annotated[Path | None, "CSS with your own colours; by default thema.css beside kaart.gpkg"] = None
    tiles_attribution: Annotated[str, "credit for the background tiles"] = "Kaartgegevens © Kadaster (PDOK)"
    public_url: Annotated[str, "address that visitors know the website by, for what is printed"] = ""
    host: Annotated[str, "address the web server listens on"] = "127.0.0.1"
    workers: Annotated[int, "processes of the web server; 0 for as many as suit the machine"] = 0
    threads: Annotated[int, "threads of each of them"] = 4
    log: Annotated[str, "how the web server logs: auto, text or json"] = "auto"
    access_log: Annotated[str, "which requests are logged: none, requests (all but /gezond) or all"] = "none"
    proxies: Annotated[int, "how many proxies of your own stand before the web server"] = 0
    requests_per_minute: Annotated[int, "the most costly requests per minute from one address; 0 for any"] = (
        300
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read every setting that the environment names; raises SettingError on a wrong value."""
        environ = os.environ if environ is None else environ
        texts = {setting: environ.get(PREFIX + setting.name.upper()) for setting in fields(cls)}
        return cls(
            **{
                one.name: _parse(one.name, text, one.default)
                for one, text in texts.items()
                if text is not None
            }
        )

    def cache_dir(self) -> Path | None:
        """Folder for the answers of outside services; None where none are kept."""
        return Path(self.cache).expanduser() if self.cache else None

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


# The values that would stop a program without a word; the rest is up to whoever sets them.
_BOUNDS = {
    "requests_per_second": (0.01, 1000.0),
    "connect_timeout_s": (0.1, 600.0),
    "timeout_s": (0.1, 600.0),
    "total_timeout_s": (0.1, 3600.0),
    "retries": (0, 20),
    "workers": (0, 64),
    "threads": (1, 256),
    "proxies": (0, 5),
    "requests_per_minute": (0, 1_000_000),
}
_CHOICES = {"log": ("auto", "text", "json"), "access_log": ("none", "requests", "all")}
_SWITCH = {
    "1": True,
    "true": True,
    "yes": True,
    "ja": True,
    "0": False,
    "false": False,
    "no": False,
    "nee": False,
}
# It goes into a header of every request: one address, and nothing that could be another header.
_CONTACT = re.compile(r"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[!-~]+)?", re.ASCII)
# It is printed and put into QR codes: short, and nothing after its path.
_PUBLIC_URL = re.compile(r"(?:https?://[\w.-]{1,100}(?::\d{1,5})?(?:/[\w./~-]{0,100})?)?", re.ASCII)


def _parse(setting: str, text: str, default: Any) -> Any:
    try:
        return _value(setting, text, default)
    except (ValueError, KeyError):
        raise SettingError(
            f"{text!r} is not a value for this setting",
            where=PREFIX + setting.upper(),
            expected=_expected(setting, default),
            remedy="correct or unset the environment variable",
            dutch=f'"{text}" kan deze instelling niet zijn. Verwacht: {_expected_in_dutch(setting, default)}. '
            "Verbeter de omgevingsvariabele, of haal haar weg.",
        ) from None


def _value(setting: str, text: str, default: Any) -> Any:
    """The text as what the setting is; raises ValueError or KeyError where it cannot be that."""
    if isinstance(default, bool):
        return _SWITCH[text.strip().casefold()]
    if default is None:
        return Path(text) if text else None
    value = type(default)(text)
    low, high = _BOUNDS.get(setting, (None, None))
    # Written so that NaN, which compares with nothing, is refused too.
    if low is not None and not low <= value <= high:
        raise ValueError
    if setting == "contact" and not (len(text) <= LONGEST_CONTACT and _CONTACT.fullmatch(text)):
        raise ValueError
    if setting == "public_url" and not _PUBLIC_URL.fullmatch(text):
        raise ValueError
    if text not in _CHOICES.get(setting, (text,)):
        raise ValueError
    return value


def _expected(setting: str, default: Any) -> str:
    if isinstance(default, bool):
        return "expected true or false"
    if setting == "contact":
        return "expected an e-mail address, or a web address that begins with https://"
    if setting == "public_url":
        return "expected a web address such as https://hulp.example.org"
    if setting in _CHOICES:
        return f"expected one of {', '.join(_CHOICES[setting])}"
    low, high = _BOUNDS.get(setting, (None, None))
    bounds = "" if low is None else f" from {low} to {high}"
    return f"expected a {type(default).__name__}{bounds}, such as {default!r}"


def _expected_in_dutch(setting: str, default: Any) -> str:
    if isinstance(default, bool):
        return "true of false"
    if setting == "contact":
        return "een e-mailadres, of een webadres dat met https:// begint"
    if setting == "public_url":
        return "een webadres, zoals https://hulp.example.org"
    if setting in _CHOICES:
        return f"een van {', '.join(_CHOICES[setting])}"
    low, high = _BOUNDS.get(setting, (None, None))
    kind = "een heel getal" if isinstance(default, int) else "een getal met een punt"
    return kind + ("" if low is None else f" van {low} tot en met {high}") + f", zoals {default!r}"
