"""Makes the website of one map."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask
from flask_compress import Compress

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web import (
    accesslog,
    agenda,
    api,
    apidoc,
    assets,
    calls,
    changes,
    datafiles,
    datapage,
    faults,
    headers,
    health,
    legal,
    limits,
    links,
    once,
    over,
    plek,
    publicaddress,
    rawbytes,
    rolesfiles,
    sheets,
    shortlinks,
    theme,
    tiles,
    tongues,
    wiedoetwat,
    words,
    zoeken,
)
from sociale_kaart.web.catalogues import TRANSLATIONS, Languages
from sociale_kaart.web.clock import Clock, system_clock
from sociale_kaart.web.clock import install as install_clock
from sociale_kaart.web.dekking import routes as dekking
from sociale_kaart.web.embed import builder, oembed
from sociale_kaart.web.embed import pages as embed
from sociale_kaart.web.hsds import routes as hsds
from sociale_kaart.web.ogc import routes as ogc
from sociale_kaart.web.outlines import bounds
from sociale_kaart.web.pictures import routes as pictures
from sociale_kaart.web.report import routes as report
from sociale_kaart.web.shelf import NO_SHELF, Shelf
from sociale_kaart.web.site import EXTENSION, Site, current_site
from sociale_kaart.web.speaking import SpeakingFlask
from sociale_kaart.web.speaking import install as install_languages
from sociale_kaart.web.whatif import bench as whatif_bench
from sociale_kaart.web.whatif import routes as whatif

# What answers addresses, room by room.
_ROOMS: tuple[Blueprint, ...] = (
    zoeken.blueprint,
    plek.blueprint,
    sheets.blueprint,
    shortlinks.blueprint,
    dekking.blueprint,
    wiedoetwat.blueprint,
    rolesfiles.blueprint,
    over.blueprint,
    legal.blueprint,
    api.blueprint,
    agenda.blueprint,
    ogc.blueprint,
    hsds.blueprint,
    pictures.blueprint,
    embed.blueprint,
    builder.blueprint,
    oembed.blueprint,
    changes.blueprint,
    datafiles.blueprint,
    datapage.blueprint,
    apidoc.blueprint,
    apidoc.page,
    report.blueprint,
    report.book,
    whatif.blueprint,
    whatif.files,
    health.blueprint,
)


def create_app(
    data: MapData | Path | str,
    settings: Settings | None = None,
    *,
    folder: Path | None = None,
    clock: Clock = system_clock,
    translations: Path = TRANSLATIONS,
    shelf: Shelf = NO_SHELF,
) -> Flask:
    """The website of a built map.

    Parameters
    ----------
    data : the map, or the path of its kaart.gpkg (raises StoreError)
    settings : by default those of the environment
    folder : where thema.css may lie; by default beside kaart.gpkg
    clock : what time it is, asked once per request; by default the system's
    translations : folder with a catalogue of every language beside the map's own
    shelf : where what is the same for everybody lies ready; by default nothing does
    """
    settings = settings or Settings.from_environment()
    app = SpeakingFlask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask types its provider by the base class
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    site = Site(_read(data), settings, shelf)
    app.extensions[EXTENSION] = site
    # With the map it belongs to: a new build brings its own.
    weakref.finalize(site, site.finder.close)
    _compress(app)
    install_clock(app, clock)
    accesslog.install(app)
    health.install_own(app, site)
    install_languages(app, Languages.of(site.data.config.language, translations))
    rawbytes.install(app)
    calls.install(app)
    once.install(app)
    publicaddress.install(app, settings.public_url)
    assets.install(app)
    headers.install(app, "" if settings.tiles_proxy else settings.tiles_url)
    tiles.install(app, settings, lambda: bounds(site.outlines))
    theme.install(app, settings.theme, folder or (None if isinstance(data, MapData) else Path(data).parent))
    faults.install(app)
    sheets.install(app)
    report.install(app, site)
    pictures.install(app)
    oembed.install(app)
    limits.install(app, settings)
    changes.install(app, site.data, None if isinstance(data, MapData) else Path(data))
    datafiles.install(app, site)
    whatif_bench.install(app, site)
    for room in _ROOMS:
        app.register_blueprint(room)
    app.context_processor(_for_templates)
    return app


def _compress(app: Flask) -> None:
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    # A page is some hundred bytes larger than one level up, in two thirds of the time.
    app.config["COMPRESS_LEVEL"], app.config["COMPRESS_BR_LEVEL"] = 4, 3
    Compress(app)


def _read(data: MapData | Path | str) -> MapData:
    if isinstance(data, MapData):
        return data
    from sociale_kaart.dataset.store import read_map

    return read_map(Path(data))


def _for_templates() -> dict[str, Any]:
    site = current_site()
    return {
        "site": site,
        "kaart": site.data.config,
        "words": words,
        "links": links,
        "tongues": tongues,
        "as_of": max((source.as_of for source in site.data.config.sources), default=None),
    }
