"""How far people live from help on a whole map, as lines for the kaart.toml of a map of a part of it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.profiles import Profile, profiles
from sociale_kaart.coverage.raking import raked
from sociale_kaart.coverage.report import report
from sociale_kaart.coverage.sites import sites_of
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.kaarttoml import LONGEST_AREA, ComparisonPart

_WHOLE = "kaart"
# As `sociale-kaart profile` tells them: to a tenth of a percent, as no straight line is worth more.
_DIGITS = 3


def comparison_lines(data: MapData, area: str = "") -> str:
    """Blocks of `[[comparisons]]`, one per kind of help, and a comment where no place is known.

    Parameters
    ----------
    area : what the map's gemeenten are called together; by default Nederland, a provincie, or the map's title

    Shares are of the inhabitants, in a straight line; `at_least` where somewhere nobody said that all places are known.
    """
    points = raked(buurt_points())[0]
    sites_rd = {one.id: sites_of(data, one.id).xy_rd for one in data.pillars}
    found = profiles(points, sites_rd, {_WHOLE: data.gemeentecodes})
    is_open = {row.pillar for row in report(data).rows if row.distance_at_most}
    name = area or _name(data)
    return "\n".join(
        _block(data, name, found[_WHOLE, one.id], is_open=one.id in is_open) for one in data.pillars
    )


def _name(data: MapData) -> str:
    own, every = set(data.gemeentecodes), gemeenten()
    if own == set(every):
        return "Nederland"
    provincie = every[data.gemeentecodes[0]].provincie
    if own == {code for code, one in every.items() if one.provincie == provincie}:
        return f"provincie {provincie}"
    return textwrap.shorten(data.config.title, LONGEST_AREA, placeholder=" …")


def _block(data: MapData, name: str, profile: Profile, *, is_open: bool) -> str:
    shares = [one for one in profile.shares if one is not None]
    if len(shares) < len(profile.shares):
        return f"# {profile.pillar}: geen plek bekend\n"
    lines = ["[[comparisons]]", *_pairs(data, name, profile.pillar, shares, is_open=is_open)]
    return "\n".join(lines) + "\n"


def _pairs(data: MapData, name: str, pillar: str, shares: list[float], *, is_open: bool) -> Iterator[str]:
    yield f"area = {_text(name)}"
    yield f"pillar = {_text(pillar)}"
    fields = [one for one in ComparisonPart.model_fields if one.startswith("share_")]
    for field, share in zip(fields, shares, strict=True):
        yield f"{field} = {round(share, _DIGITS)}"
    if is_open:
        yield "at_least = true  # niet overal is opgegeven dat alle plekken bekend zijn"
    made_up = " (verzonnen voorbeeld)" if data.config.example else ""
    yield f"source = {_text(f'{data.config.publisher.name}, {data.config.title}{made_up}')}"
    yield f"as_of = {data.known_on.isoformat()}"


def _text(text: str) -> str:
    """As TOML writes a text, which is as JSON does."""
    return json.dumps(text, ensure_ascii=False)
