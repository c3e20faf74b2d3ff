"""Where a visitor means: by the names of places, by the publisher's register, and by PDOK where the publisher allows.

What a visitor typed is theirs. It is not logged and not kept; nobody is asked who does not have to be; and when PDOK is
asked, it sees our server and never the visitor. A position is rounded to about a hundred metres, which is as exact as
the distances on a page are: no page or answer holds whose door it was.

What is in doubt is told beside the position, or asked ("Bedoelt u ...?") where the answer may be another place
altogether. Both as data: positionwords.py has the sentences.
"""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import TypeVar, cast

from sociale_kaart.config import Settings
from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.errors import RegisterError, SocialeKaartError
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.places import (
    Ambiguous,
    Doubt,
    Kind,
    NotFound,
    Position,
    Unfound,
    names_beginning,
    search_position,
)
from sociale_kaart.geocode.address import ParsedAddress, parse
from sociale_kaart.geocode.backend import Geocoder, Outcome, Suggestion
from sociale_kaart.geocode.grade import is_doubtful
from sociale_kaart.geocode.judge import HARMLESS
from sociale_kaart.model import AddressInput, Match, MatchLevel
from sociale_kaart.web.words import spaced_postcode

# No visitor waits longer than this for somebody else's service.
PATIENCE_S = 2.0
# Of longitude and latitude: 111 and about 68 metres.
DECIMALS = 3
ADDRESS_RADIUS_M = 100.0

LIMIT = 8
_NAMES_BESIDE_ADDRESSES = 3
_ALTERNATIVES = 5

_FINE = (MatchLevel.ADRES, MatchLevel.HUISNUMMER, MatchLevel.STRAAT, MatchLevel.POSTCODE)
_HOUSE = (MatchLevel.ADRES, MatchLevel.HUISNUMMER)
# With one of these what was found may lie somewhere else than was meant: that is asked, and never taken for granted.
_ELSEWHERE: Mapping[str, Unfound] = {
    "place_conflict": Unfound.OTHER_PLACE,
    "gemeente_conflict": Unfound.OTHER_GEMEENTE,
    "place_unsure": Unfound.NAMESAKES,
    "street_conflict": Unfound.OTHER_STREET,
}
# What was not asked for is not in doubt.
_NOT_ASKED = HARMLESS | {"number_missing"}
_FAR_M = 3_000.0  # of a place whose size we do not know

# The first of these that is true is told.
_DOUBTS: Mapping[str, Doubt] = {
    "postcode_conflict": Doubt.POSTCODE,
    "number_not_found": Doubt.HOUSE,
    "street_not_found": Doubt.STREET,
    "place_missing": Doubt.NO_PLACE,
    "corner": Doubt.CORNER,
}
_log = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


class Finder:
    """Finds what a visitor typed; any number of threads may ask.

    Raises RegisterError where the settings name a register that cannot be used.
    """

    def __init__(self, settings: Settings, prefer: Collection[str] = ()) -> None:
        self._prefer = prefer
        self._register = _open_register(settings)
        self._pdok = PatientPdok(settings) if settings.visitors_pdok else None
        self._is_told = False

    def close(self) -> None:
        """Let go of the register and of PDOK."""
        with ExitStack() as closing:
            for one in (self._register, self._pdok):
                if one is not None:
                    closing.callback(one.close)

    @property
    def knows_addresses(self) -> bool:
        """Whether it can find more than places and postcodes."""
        return self._register is not None or self._pdok is not None

    def position(self, text: str) -> Position | Ambiguous | NotFound:
        """The position of an address, postcode, woonplaats or gemeente; as gebieden.places.search_position."""
        parsed = parse(text)
        is_exact = parsed.huisnummer is not None or len(parsed.postcode) == 6
        # 1. the names of places, where no more than a name was typed: nobody is asked
        by_name = search_position(text, self._prefer)
        if not isinstance(by_name, NotFound) and not is_exact:
            return by_name
        if "po_box" in parsed.faults:
            return self._around(parsed, Doubt.PO_BOX) or NotFound(text, (), Unfound.PO_BOX)
        if "abroad" in parsed.faults:
            return NotFound(text, (), Unfound.ABROAD)
        # 2. the register: exact, and on our own disk
        # 3. PDOK, where the publisher allows it and it answers in time
        found, excuse = self._addressed(text, parsed)
        if found is not None:
            return found
        # 4. a name that looks like it, where no more than a name seems to have been typed
        is_name = not (is_exact or parsed.postcode or parsed.cross_street)
        if is_name and isinstance(by_name, NotFound) and by_name.suggestions:
            return by_name
        # 5. what is left of an address without its house: its postcode, or its place
        return self._around(parsed, excuse) or by_name

    def suggest(
        self, text: str, near: tuple[float, float] | None = None, limit: int = LIMIT
    ) -> list[Suggestion]:
        """What a visitor may go on to type, each label once; near is (lon, lat), and is not told to PDOK."""
        register = self._register
        finer, _ = self._ask_register(lambda: register.suggest(text, near, limit) if register else [])
        finer = finer or []
        names = names_beginning(text, _NAMES_BESIDE_ADDRESSES if finer else limit, self._prefer)
        if self._pdok is not None and not finer and not names:
            pdok = self._pdok
            finer = pdok.ask(lambda: pdok.geocoder.suggest(text, None, limit)) or []
        named = [Suggestion(kind=MatchLevel.WOONPLAATS, label=name) for name in names]
        return list({one.label: one for one in [*named, *finer]}.values())[:limit]

    def _addressed(self, text: str, parsed: ParsedAddress) -> tuple[Position | NotFound | None, Doubt | None]:
        """What the register or PDOK says; and, where that is nothing, why we go by postcode or place."""
        asked, register = AddressInput(text=text), self._register
        outcome, is_away = self._ask_register(lambda: register.lookup(asked) if register else None)
        if not _is_useful(outcome) and self._pdok is not None:
            pdok = self._pdok
            answer = pdok.ask(lambda: pdok.geocoder.lookup(asked))
            outcome, is_away = answer or outcome, answer is None
        if outcome is not None and _is_useful(outcome):
            return _answer(text, parsed, outcome), None
        if not (parsed.street or parsed.huisnummer):
            return None, None
        # That nobody could be asked does not mean that there is no such address.
        return None, Doubt.AWAY if is_away else Doubt.ADDRESS if outcome else Doubt.NO_STREETS

    def _ask_register(self, question: Callable[[], _Answer]) -> tuple[_Answer | None, bool]:
        """The answer; None and True where the register turns out to be damaged: then we do without."""
        try:
            return question(), False
        except RegisterError as fault:
            if not self._is_told:
                self._is_told = True
                _log.error("visitors are served without the register: %s", fault)
            return None, True

    def _around(self, parsed: ParsedAddress, doubt: Doubt | None) -> Position | Ambiguous | NotFound | None:
        """The postcode of an address, else its place; NotFound with both where they lie apart, None without either."""
        postcode, place = (
            search_position(part, self._prefer) if part else None
            for part in (parsed.postcode, parsed.woonplaats)
        )
        if isinstance(postcode, Position) and "po_box" not in parsed.faults:
            if isinstance(place, Position | Ambiguous) and not _is_near(postcode, place):
                return _apart(parsed)
            return _doubted(postcode, doubt)
        if isinstance(place, Position | Ambiguous):
            return _doubted(place, doubt)
        return _doubted(postcode, doubt) if isinstance(postcode, Position) else None


class PatientPdok:
    """PDOK for visitors: one question at a time, nothing kept, and nobody waits longer than PATIENCE_S."""

    def __init__(self, settings: Settings) -> None:
        from sociale_kaart.geocode.pdok import PdokBackend
        from sociale_kaart.http import session

        quick = replace(
            settings,
            retries=0,
            connect_timeout_s=min(settings.connect_timeout_s, PATIENCE_S / 2),
            timeout_s=min(settings.timeout_s, PATIENCE_S),
            total_timeout_s=min(settings.total_timeout_s, PATIENCE_S),
            cache="",
        )
        self.geocoder: Geocoder = PdokBackend(quick, session(quick))
        self._asking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdok")
        self._free = threading.Lock()

    def ask(self, question: Callable[[], _Answer]) -> _Answer | None:
        """The answer; None where PDOK is busy with another visitor, fails or takes too long: then we do without."""
        if not self._free.acquire(blocking=False):
            return None
        asking = self._asking.submit(question)
        asking.add_done_callback(lambda _: self._free.release())
        try:
            return asking.result(timeout=PATIENCE_S)
        except (SocialeKaartError, TimeoutError) as fault:
            # Its kind and no more: what was asked for is in nobody's log.
            _log.info("a visitor's search went on without PDOK: %s", type(fault).__name__)
            return None

    def close(self) -> None:
        """Let go of the connections, once the last question is answered."""
        self._asking.shutdown(wait=True)
        self.geocoder.close()


def _open_register(settings: Settings) -> Geocoder | None:
    if settings.register is None:
        return None
    from sociale_kaart.geocode.register.lookup import RegisterBackend

    return RegisterBackend(settings.register)


def _is_useful(outcome: Outcome | None) -> bool:
    """Whether it says more than the name of a place would."""
    return outcome is not None and (outcome.level in _FINE or bool(outcome.alternatives))


def _answer(text: str, parsed: ParsedAddress, match: Match) -> Position | NotFound:
    """A position, with what is in doubt about it; or the question whether it is the one that was meant."""
    if not match.has_point:
        return NotFound(text, match.alternatives[:_ALTERNATIVES], Unfound.SEVERAL_ADDRESSES, text)
    doubts = set(match.faults) - _NOT_ASKED if is_doubtful(match) else set[str]()
    why = next((_ELSEWHERE[fault] for fault in _ELSEWHERE if fault in doubts), None)
    place = parsed.woonplaats
    if why:
        meant = (match.address, place) if "place_conflict" in doubts and place else (match.address,)
        return NotFound(text, meant, why, match.address, place)
    if "street_fuzzy" in doubts and match.level is not MatchLevel.ADRES:
        return NotFound(text, (match.address,), Unfound.MISSPELLED_ADDRESS, text)
    return replace(_position(match), doubt=_first(doubts))


def _first(doubts: Collection[str]) -> Doubt | None:
    told = (_DOUBTS[fault] for fault in _DOUBTS if fault in doubts)
    return next(told, Doubt.NOT_PRECISE) if doubts else None


def _doubted(found: Position | Ambiguous, doubt: Doubt | None) -> Position | Ambiguous:
    return found if isinstance(found, Ambiguous) else replace(found, doubt=doubt)


def _is_near(postcode: Position, place: Position | Ambiguous) -> bool:
    """Whether an area with this postcode may belong to a place of that name."""
    return any(
        one.gemeentecode == postcode.gemeentecode
        or math.dist((one.x_rd, one.y_rd), (postcode.x_rd, postcode.y_rd))
        <= (one.radius_m or _FAR_M) + (postcode.radius_m or _FAR_M)
        for one in (place.options if isinstance(place, Ambiguous) else (place,))
    )


def _apart(parsed: ParsedAddress) -> NotFound:
    postcode = spaced_postcode(parsed.postcode)
    place = parsed.woonplaats
    return NotFound(f"{postcode} {place}", (postcode, place), Unfound.POSTCODE_ELSEWHERE, postcode, place)


def _position(match: Match) -> Position:
    assert match.lon is not None
    assert match.lat is not None
    lon, lat = round(match.lon, DECIMALS), round(match.lat, DECIMALS)
    x_rd, y_rd = (float(value) for value in wgs84_to_rd(lon, lat))
    is_house = match.level in _HOUSE
    return Position(
        label=match.address,
        x_rd=x_rd,
        y_rd=y_rd,
        lon=lon,
        lat=lat,
        kind=cast(Kind, match.level.value),
        gemeentecode=match.gemeentecode or locate(x_rd, y_rd)[0] or "",
        name=match.address,
        radius_m=ADDRESS_RADIUS_M if is_house else None,
    )
