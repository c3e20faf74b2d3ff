"""Where a visitor means: by the names of places, by the publisher's register, and by PDOK where the publisher allows.

What a visitor typed is theirs. It is not logged and not kept; nobody is asked who does not have to be; and when PDOK is
asked, it sees our server and never the visitor. A position is rounded to about a hundred metres, which is as exact as
the distances on a page are: no page or answer holds whose door it was.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import TypeVar, cast

from sociale_kaart.config import Settings
from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.places import (
    Ambiguous,
    Kind,
    NotFound,
    Position,
    names_beginning,
    search_position,
)
from sociale_kaart.geocode.address import ParsedAddress, parse
from sociale_kaart.geocode.backend import Geocoder, Outcome, Suggestion
from sociale_kaart.model import AddressInput, Match, MatchLevel

# No visitor waits longer than this for somebody else's service.
PATIENCE_S = 2.0
# Of longitude and latitude: 111 and about 68 metres.
DECIMALS = 3
ADDRESS_RADIUS_M = 100.0

LIMIT = 8
_NAMES_BESIDE_ADDRESSES = 3
_ALTERNATIVES = 5

_FINE = (MatchLevel.ADRES, MatchLevel.HUISNUMMER, MatchLevel.STRAAT, MatchLevel.POSTCODE)
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

    def close(self) -> None:
        """Let go of the register and of PDOK."""
        with ExitStack() as closing:
            for one in (self._register, self._pdok):
                if one is not None:
                    closing.callback(one.close)

    def position(self, text: str) -> Position | Ambiguous | NotFound:
        """The position of an address, postcode, woonplaats or gemeente; as gebieden.places.search_position."""
        parsed = parse(text)
        is_exact = parsed.huisnummer is not None or len(parsed.postcode) == 6
        # 1. the names of places, where no more than a name was typed: nobody is asked
        by_name = search_position(text, self._prefer)
        if not isinstance(by_name, NotFound) and not is_exact:
            return by_name
        # 2. the register: exact, and on our own disk
        # 3. PDOK, where the publisher allows it and it answers in time
        found = self._addressed(text)
        if found is not None:
            return found
        # 4. what is left of an address without its house: its postcode, or its place
        around = self._around(parsed) if is_exact and isinstance(by_name, NotFound) else None
        return around or by_name

    def suggest(
        self, text: str, near: tuple[float, float] | None = None, limit: int = LIMIT
    ) -> list[Suggestion]:
        """What a visitor may go on to type, each label once; near is (lon, lat)."""
        finer = [] if self._register is None else self._register.suggest(text, near, limit)
        names = names_beginning(text, _NAMES_BESIDE_ADDRESSES if finer else limit, self._prefer)
        if self._pdok is not None and not finer and not names:
            pdok = self._pdok
            finer = pdok.ask(lambda: pdok.geocoder.suggest(text, near, limit)) or []
        named = [Suggestion(kind=MatchLevel.WOONPLAATS, label=name) for name in names]
        return list({one.label: one for one in [*named, *finer]}.values())[:limit]

    def _addressed(self, text: str) -> Position | NotFound | None:
        asked = AddressInput(text=text)
        outcome = None if self._register is None else self._register.lookup(asked)
        if not _is_useful(outcome) and self._pdok is not None:
            pdok = self._pdok
            outcome = pdok.ask(lambda: pdok.geocoder.lookup(asked)) or outcome
        if outcome is None or not _is_useful(outcome):
            return None
        return _position(outcome) if outcome.has_point else _several(text, outcome)

    def _around(self, parsed: ParsedAddress) -> Position | Ambiguous | None:
        for part in (parsed.postcode, parsed.woonplaats):
            around = search_position(part, self._prefer) if part else None
            if around is not None and not isinstance(around, NotFound):
                return around
        return None


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


def _position(match: Match) -> Position:
    assert match.lon is not None
    assert match.lat is not None
    lon, lat = round(match.lon, DECIMALS), round(match.lat, DECIMALS)
    x_rd, y_rd = (float(value) for value in wgs84_to_rd(lon, lat))
    is_house = match.level in (MatchLevel.ADRES, MatchLevel.HUISNUMMER)
    return Position(
        label=match.address,
        x_rd=x_rd,
        y_rd=y_rd,
        lon=lon,
        lat=lat,
        kind=cast(Kind, match.level.value),
        gemeentecode=match.gemeentecode or locate(x_rd, y_rd)[0] or "",
        exactness=match.address if is_house else f"het midden van {match.address}",
        radius_m=ADDRESS_RADIUS_M if is_house else None,
    )


def _several(text: str, outcome: Match) -> NotFound:
    first = outcome.alternatives[:_ALTERNATIVES]
    return NotFound(text, first, f"Er zijn meer adressen met de naam “{text}”. Bedoelt u {first[0]}?")
