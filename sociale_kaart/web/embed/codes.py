"""What a publisher puts on a page of their own: code, and addresses; every value in it is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from sociale_kaart.export.press import can_print
from sociale_kaart.web.embed.controls import Controls
from sociale_kaart.web.embed.shown import Shown, Subject
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.languagelinks import at_the_root
from sociale_kaart.web.pictures.routes import picture_query
from sociale_kaart.web.pictures.subjects import Said, said
from sociale_kaart.web.publicaddress import public_address
from sociale_kaart.web.site import Site

_ON_SCREEN: Mapping[str, Any] = {"breedte": 640, "dpi": 96}


@dataclass(frozen=True, slots=True)
class Codes:
    """All of it, for one choice, in the language at hand: HTML as plain text, which a page escapes to show it.

    frame : address of the embedded map. page : of the full page that shows the same. oembed : of its oEmbed answer
    svg, png : addresses of the picture, "" where there is no PNG; *_path : the same for our own pages
    """

    told: Said
    title: str
    frame: str
    page: str
    oembed: str
    fitting: str
    svg: str
    png: str
    svg_path: str
    png_path: str
    svg_preview: str

    def iframe(self, height: int) -> str:
        """HTML of a frame as wide as the text around it, and the link below it for who sees no frame."""
        return frame_html(self.frame, self.title, "100%", height) + "\n" + self.link()

    def link(self) -> str:
        """HTML of a plain link."""
        said = _("Open de kaart: %(title)s", title=self.title)
        return str(Markup('<p><a href="{}">{}</a></p>').format(self.page, said))

    def script(self) -> str:
        """HTML that makes a frame as high as what is in it."""
        return str(Markup('<script src="{}" async></script>').format(self.fitting))


def codes(site: Site, shown: Shown, controls: Controls, size: Mapping[str, Any] | None = None) -> Codes:
    """The addresses and the words of one choice.

    size : of the picture, as its address says it
    """
    told = said(site, shown)
    frame = public_address(frame_address(shown, controls))
    picture: dict[str, Any] = {**picture_query(shown), **(size or {})}
    svg = url_for("pictures.svg", **picture)
    png = url_for("pictures.png", **picture) if can_print() else ""
    return Codes(
        told=told,
        title=f"{told.title} – {site.data.config.title}",
        frame=frame,
        page=public_address(shown.page(site)),
        oembed=public_address(url_for("oembed.answer", url=frame, format="json")),
        fitting=public_address(at_the_root("/ingesloten/passend.js")),
        svg=public_address(svg),
        png=public_address(png) if png else "",
        svg_path=svg,
        png_path=png,
        svg_preview=url_for("pictures.svg", **picture_query(shown), **_ON_SCREEN),
    )


def frame_address(shown: Shown, controls: Controls) -> str:
    """The path of the embedded map."""
    endpoint = "embed.places" if shown.subject is Subject.PLACES else "embed.coverage"
    asked: dict[str, Any] = {**shown.query(), **controls.query()}
    return url_for(endpoint, **asked)


def frame_html(address: str, title: str, width: int | str, height: int) -> str:
    """HTML of the frame itself, which loads when somebody comes near it."""
    frame = Markup(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0"></iframe>'
    )
    return str(frame.format(address, title, width, height))
