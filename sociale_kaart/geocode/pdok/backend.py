"""Asks the Locatieserver."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Self

import requests

from sociale_kaart.config import Settings
from sociale_kaart.crs import LAT_RANGE, LON_RANGE, wgs84_to_rd
from sociale_kaart.errors import ServiceAnswerInvalid
from sociale_kaart.geocode.address import parse_input
from sociale_kaart.geocode.backend import (
    AT_ADDRESS_WITHIN_M,
    REVERSE_WITHIN_M,
    Candidate,
    Found,
    NotFound,
    Outcome,
    Suggestion,
    as_outcome,
)
from sociale_kaart.geocode.better import goodness, is_settled
from sociale_kaart.geocode.grade import choose, grade, nothing_fits
from sociale_kaart.geocode.pdok.documents import (
    FIELDS,
    KINDS,
    SUGGESTION_FIELDS,
    candidate,
    candidates,
    documents,
    is_cut_off,
    suggestion,
)
from sociale_kaart.geocode.pdok.questions import (
    MOST_REQUESTS,
    Query,
    as_read,
    escape_text,
    narrowed,
    questions,
)
from sociale_kaart.http import get_json, session
from sociale_kaart.model import AddressInput, Match, MatchLevel

BACKEND = "pdok"
DATA_VERSION = "v3_1"

KEEP_HIT, KEEP_MISS = timedelta(days=30), timedelta(days=1)

MOST_SUGGESTIONS = 20
# Nobody types more than this to find a street, and the service need not read it.
LONGEST_PREFIX = 100
# The nearest few: more than one house may stand on the same point, and we measure for ourselves.
_NEAREST = "5"
# As the service writes them: adr-2a8dc1af055da20b8bcdc8e4dbda1eaa.
_ID = re.compile(r"[a-z]{3}-[0-9A-Za-z_-]{1,64}")


class PdokBackend:
    """Asks the Locatieserver, structured first and then in free text, at the polite rate of the settings."""

    name = BACKEND

    def __init__(self, settings: Settings, client: requests.Session | None = None) -> None:
        self._url = settings.pdok_url.rstrip("/")
        self._client = client or session(settings, keep_for=keep_for)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def lookup(self, asked: AddressInput) -> Outcome:
        """The best answer the Locatieserver has to one address, graded by our own rules, in MOST_REQUESTS at most.

        Raises ServiceUnavailable, ServiceMoved or ServiceAnswerInvalid; never turns those into NotFound.
        """
        best: Outcome = nothing_fits(asked, parse_input(asked))
        seen: list[Candidate] = []
        waiting = list(questions(asked))
        for _ in range(MOST_REQUESTS):
            if not waiting:
                break
            question = waiting.pop(0)
            answer = self._ask("free", question.query)
            seen += candidates(answer, where=self._url)
            # Not every street that is alike was offered, so only a postcode can vouch for a misspelled one.
            outcome = choose(asked, question.parsed, seen, all_streets=False)
            outcome = as_outcome(replace(outcome, query=as_read(question.parsed)))
            best = outcome if goodness(outcome) < goodness(best) else best
            if is_settled(best):
                break
            further = narrowed(question) if is_cut_off(answer) else None
            if further is not None:
                waiting.insert(0, further)
        return as_outcome(_signed(best))

    def reverse(self, lon: float, lat: float) -> Outcome:
        """The address nearest to a point (degrees WGS84), at most REVERSE_WITHIN_M away; else NotFound.

        Beyond AT_ADDRESS_WITHIN_M it is the street of that address. Raises as lookup does.
        """
        query = f"{lat:.6f}, {lon:.6f}"
        if not (LON_RANGE[0] <= lon <= LON_RANGE[1] and LAT_RANGE[0] <= lat <= LAT_RANGE[1]):
            return NotFound(level=MatchLevel.NONE, query=query, backend=BACKEND, data_version=DATA_VERSION)
        answer = self._ask(
            "reverse",
            {
                "lat": f"{lat:.6f}",
                "lon": f"{lon:.6f}",
                "type": "adres",
                "distance": f"{REVERSE_WITHIN_M:g}",
                "fl": ",".join(FIELDS),
                "rows": _NEAREST,
            },
        )
        x_rd, y_rd = (float(value) for value in wgs84_to_rd(lon, lat))
        measured = [
            (math.dist((x_rd, y_rd), (one.x_rd, one.y_rd)), one.label, one)
            for one in candidates(answer, where=self._url)
            if one.kind is MatchLevel.ADRES
        ]
        distance_m, _, nearest = min(measured, key=lambda one: one[:2], default=(math.inf, "", None))
        if nearest is None or distance_m > REVERSE_WITHIN_M:
            return _plain(None, query)
        return _plain(nearest if distance_m <= AT_ADDRESS_WITHIN_M else _street_of(nearest), query)

    def suggest(
        self, prefix: str, near: tuple[float, float] | None = None, limit: int = 8
    ) -> list[Suggestion]:
        """What somebody who typed this may go on to type, the likeliest first; near is (lon, lat). Raises as lookup."""
        text = escape_text(" ".join(prefix[:LONGEST_PREFIX].split()))
        if not text or limit < 1:
            return []
        query: Query = {
            "q": text,
            "fq": [f"type:({' OR '.join(KINDS)})"],
            "fl": ",".join(SUGGESTION_FIELDS),
            "rows": str(min(limit, MOST_SUGGESTIONS)),
        }
        if near is not None:
            query |= {"lon": f"{near[0]:.3f}", "lat": f"{near[1]:.3f}"}
        found = (suggestion(doc) for doc in documents(self._ask("suggest", query), where=self._url))
        return [one for one in found if one is not None][:limit]

    def by_id(self, suggestion_id: str) -> Outcome:
        """What a suggestion of ours stands for; NotFound where the service knows no such id. Raises as lookup."""
        if not _ID.fullmatch(suggestion_id):
            return _plain(None, "")
        answer = self._ask("lookup", {"id": suggestion_id, "fl": ",".join(FIELDS)})
        return _plain(next(iter(candidates(answer, where=self._url)), None), suggestion_id)

    def _ask(self, endpoint: str, query: Query) -> dict[str, Any]:
        return get_json(self._client, f"{self._url}/{endpoint}", query)


def match_document(asked: AddressInput, doc: Mapping[str, Any]) -> Match:
    """The match that one recorded Locatieserver document makes with an address; level none where it is another.

    Raises ServiceAnswerInvalid where the document has no point.
    """
    parsed, found = parse_input(asked), candidate(doc)
    return _signed(nothing_fits(asked, parsed) if found is None else grade(asked, parsed, found))


def keep_for(content: bytes) -> timedelta | None:
    """How long an answer may be kept: a hit for 30 days, a miss for one; None for what we could not use."""
    try:
        answer = json.loads(content)
        docs = documents(answer)
        candidates(answer)
    except (ValueError, AttributeError, ServiceAnswerInvalid):
        return None
    return KEEP_HIT if docs else KEEP_MISS


def _street_of(house: Candidate) -> Candidate:
    """The street of a house, at the place of that house."""
    return replace(
        house,
        kind=MatchLevel.STRAAT,
        label=f"{house.street}, {house.woonplaats}",
        nummeraanduiding_id="",
        adresseerbaarobject_id="",
    )


def _plain(found: Candidate | None, query: str) -> Outcome:
    """What was found without a question in words to grade it by, so without faults or confidence."""
    if found is None:
        return NotFound(level=MatchLevel.NONE, query=query, backend=BACKEND, data_version=DATA_VERSION)
    return Found(
        level=found.kind,
        query=query,
        nummeraanduiding_id=found.nummeraanduiding_id,
        adresseerbaarobject_id=found.adresseerbaarobject_id,
        address=found.label,
        woonplaats=found.woonplaats,
        gemeentecode=found.gemeentecode,
        wijkcode=found.wijkcode,
        buurtcode=found.buurtcode,
        lon=found.lon,
        lat=found.lat,
        x_rd=found.x_rd,
        y_rd=found.y_rd,
        backend=BACKEND,
        data_version=DATA_VERSION,
    )


def _signed(match: Match) -> Match:
    return replace(match, backend=BACKEND, data_version=DATA_VERSION)
