"""What the map of the page shows of places: those there are as one shape, and a sign for each end of a step."""

from __future__ import annotations

from sociale_kaart.export.mapdots import steps_of
from sociale_kaart.web.site import Site
from sociale_kaart.web.whatif.ground import Ground
from sociale_kaart.web.whatif.outcome import Outcome

_WHOLE = "whole"


def dots(site: Site, ground: Ground) -> str:
    """The places as they are, as one shape: thousands of them are a few kilobytes."""
    if _WHOLE not in ground.shapes:
        xy = ground.now.sites.xy_rd.tolist()
        ground.shapes[_WHOLE] = steps_of(site.drawing.at(x, y) for x, y in xy)
    return ground.shapes[_WHOLE]


def marks(site: Site, found: Outcome) -> list[tuple[str, int, int]]:
    """Of every step that was taken what goes ("dicht") and what comes ("bij"), and where in the drawing."""
    taken = [one for one in found.steps if not one.refused]
    ends = [(kind, end) for one in taken for kind, end in (("dicht", one.place), ("bij", one.to)) if end]
    return [(kind, *site.drawing.at(end.x_rd, end.y_rd)) for kind, end in ends]
