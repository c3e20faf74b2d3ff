"""The offline backend: what the register offers for an address, put to our own grader.

Everything that may be meant is offered, and bounded; which of it fits, and how well, is the grader's to say (grade.py).
"""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, Self

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.geocode.address import ParsedAddress, readings
from sociale_kaart.geocode.backend import (
    AT_ADDRESS_WITHIN_M,
    Candidate,
    Found,
    NotFound,
    Outcome,
    Suggestion,
)
from sociale_kaart.geocode.better import goodness, is_settled
from sociale_kaart.geocode.grade import choose
from sociale_kaart.geocode.register.candidates import Finder
from sociale_kaart.geocode.register.describe import Describer, House, identification, in_degrees, wijkcode_of
from sociale_kaart.geocode.register.evident import Evidence, Evident, EvidentFinder
from sociale_kaart.geocode.register.info import reading
from sociale_kaart.geocode.register.literal import Typed, as_typed, literally
from sociale_kaart.geocode.register.many import Task, Workers, pack_asked, unpack_outcomes, workers_for
from sociale_kaart.geocode.register.places import Places
from sociale_kaart.geocode.register.reverse import nearest
from sociale_kaart.geocode.register.rows import Rows
from sociale_kaart.geocode.register.streets import Streets
from sociale_kaart.geocode.register.suggest import Suggester
from sociale_kaart.model import AddressInput, MatchLevel

BACKEND = "register"
# Readings of one text that are tried; the likeliest come first (address.readings).
READINGS = 6
# Below this a worker has hardly started when all is done.
WORTH_WORKERS = 5_000
_CHUNK = 1_000


class _Verdict(NamedTuple):
    """What the grader said of an evident answer."""

    faults: tuple[str, ...]
    confidence: float | None


_UNGRADED = _Verdict((), None)


class RegisterBackend:
    """Answers from one register file; any number of threads may ask.

    Raises RegisterNotFound, RegisterDamaged or RegisterOutdated where the file cannot be used.
    """

    name = BACKEND

    def __init__(self, path: Path) -> None:
        self.path = path
        with reading(path):
            self.rows = Rows(path)
            self.data_version = self.rows.meta().get("source_date", "")
        places, streets = Places(self.rows), Streets(self.rows)
        self._finder = Finder(self.rows, places, streets)
        self._describe = Describer(self.rows, places, streets)
        self._evident = EvidentFinder(self.rows, places, streets, self._describe)
        self._suggester = Suggester(self.rows, places, streets)
        self._workers = Workers(path, self.rows.edition)
        self._learned: dict[Evidence, _Verdict | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, and of the workers on it."""
        self._workers.close()
        self.rows.close()

    def candidates(self, parsed: ParsedAddress, *, gemeentecode: str = "") -> list[Candidate]:
        """What the register has that may be meant, the likeliest first; never more than candidates.MOST.

        gemeentecode is that of the gemeente stated beside the address: then every street of the name there is offered.
        Raises RegisterDamaged.
        """
        with reading(self.path):
            return in_degrees(self._finder.candidates(parsed, gemeentecode))

    def lookup(self, asked: AddressInput) -> Outcome:
        """The best answer over the sensible readings of an address, graded by our own rules. Raises RegisterDamaged."""
        return self._lookup_here([asked])[0]

    def lookup_many(self, asked: Sequence[AddressInput], *, processes: int | None = None) -> list[Outcome]:
        """The answers of lookup to many addresses, in their order.

        From WORTH_WORKERS addresses on, workers share the work, one for each further core; processes is how many
        there are to be at most, this one included. Raises RegisterDamaged.
        """
        workers = workers_for(len(asked), WORTH_WORKERS, processes)
        if workers < 1:
            return self._lookup_here(asked)
        # Those of one postcode or place together: they read the same pages of the file, and the same streets.
        towns = [(one.postcode, one.woonplaats) for one in asked]
        order = sorted(range(len(asked)), key=towns.__getitem__)
        chunks = [[asked[i] for i in order[at : at + _CHUNK]] for at in range(0, len(order), _CHUNK)]
        task: Task[Sequence[AddressInput], list[Outcome]] = Task(
            "lookup", self._lookup_here, pack_asked, unpack_outcomes
        )
        spread: list[list[Outcome]] = self._workers.spread(task, chunks, workers)
        answers = dict(zip(order, chain.from_iterable(spread), strict=True))
        return [answers[i] for i in range(len(asked))]

    def _lookup_here(self, asked: Sequence[AddressInput]) -> list[Outcome]:
        answers: list[Outcome] = []
        with reading(self.path):
            for at in range(0, len(asked), _CHUNK):
                with _without_collecting():
                    answers += self._lookup_chunk(asked[at : at + _CHUNK])
        return answers

    def _lookup_chunk(self, asked: Sequence[AddressInput]) -> Iterator[Outcome]:
        """Most are written as the register would write them: those are looked for together, and all else one by one."""
        typed = [literally(one) for one in asked]
        evident = self._evident.find(typed, [one.gemeentecode for one in asked], misspelled=True)
        for one, as_is, known in zip(asked, typed, evident, strict=True):
            settled = self._settled(one, as_is, known) if as_is and known else None
            yield settled or self._lookup_read(one, as_is)

    def reverse(self, lon: float, lat: float) -> Outcome:
        """The address nearest to a point (degrees WGS84), at most REVERSE_WITHIN_M away; else NotFound.

        Within AT_ADDRESS_WITHIN_M the point is at that address. Farther off it is only near it, so that the
        answer is its street, without an id; the point given is still that of the nearest address. Nothing was asked in
        words that could agree or not, so there is no confidence. Raises RegisterDamaged.
        """
        query = f"{lat:.6f}, {lon:.6f}"
        with reading(self.path):
            found = nearest(self.rows, lon, lat)
            if found is None:
                return NotFound(
                    level=MatchLevel.NONE, query=query, backend=BACKEND, data_version=self.data_version
                )
            row, distance_m = found
            level = MatchLevel.ADRES if distance_m <= AT_ADDRESS_WITHIN_M else MatchLevel.STRAAT
            return self._found(query, self._describe.house(row), level)

    def suggest(
        self, prefix: str, near: tuple[float, float] | None = None, limit: int = 8
    ) -> list[Suggestion]:
        """What somebody who typed this may go on to type: places, streets, postcodes and addresses.

        near is (lon, lat) in degrees WGS84: then the nearest come first, else the largest. Raises RegisterDamaged.
        """
        with reading(self.path):
            return self._suggester.suggest(prefix, near, limit)

    def _lookup_read(self, asked: AddressInput, tried: Typed | None) -> Outcome:
        """The best answer over the readings of an address, of which one was tried and is not evident."""
        best: Outcome | None = None
        for parsed in islice(readings(asked), READINGS):
            outcome = self._of_reading(asked, parsed, tried)
            if best is None or goodness(outcome) < goodness(best):
                best = outcome
            if is_settled(best):
                break
        assert best is not None, "there is always one reading"
        return best

    def _of_reading(self, asked: AddressInput, parsed: ParsedAddress, tried: Typed | None) -> Outcome:
        typed = as_typed(parsed)
        if typed is None or typed == tried:
            return self._graded(asked, parsed)
        (evident,) = self._evident.find([typed], [asked.gemeentecode])
        settled = self._settled(asked, typed, evident) if evident else None
        return settled or self._graded(asked, parsed)

    def _graded(self, asked: AddressInput, parsed: ParsedAddress) -> Outcome:
        offered, area = self._finder.in_two(parsed, asked.gemeentecode)
        outcome = choose(asked, parsed, offered, all_streets=True)
        if isinstance(outcome, NotFound) and (places := area()):
            outcome = choose(asked, parsed, [*offered, *places], all_streets=True)
        return self._signed(outcome)

    def _settled(self, asked: AddressInput, typed: Typed, evident: Evident) -> Outcome | None:
        """An evident answer, graded: what the grader says of what rests on the same evidence, it says once.

        None where the grader holds it for less than an address.
        """
        house, evidence = evident
        verdict = self._learned.get(evidence, _UNGRADED)
        if verdict is _UNGRADED:
            outcome = self._graded(asked, typed.parsed)
            exact = outcome.level is MatchLevel.ADRES
            self._learned[evidence] = _Verdict(outcome.faults, outcome.confidence) if exact else None
            return outcome
        return self._found(str(asked), house, MatchLevel.ADRES, verdict) if verdict else None

    def _found(self, query: str, house: House, level: MatchLevel, verdict: _Verdict = _UNGRADED) -> Found:
        row, place = house.row, house.place
        exact = level is MatchLevel.ADRES
        buurtcode = self._describe.buurtcode(row)
        return Found(
            level=level,
            query=query,
            confidence=verdict.confidence,
            faults=verdict.faults,
            nummeraanduiding_id=identification(row.nummeraanduiding_id) if exact else "",
            adresseerbaarobject_id=identification(row.adresseerbaarobject_id) if exact else "",
            address=house.label if exact else house.street_label,
            woonplaats=place.woonplaats,
            gemeentecode=place.gemeentecode,
            wijkcode=wijkcode_of(buurtcode),
            buurtcode=buurtcode,
            lon=row.lon / 1e7,
            lat=row.lat / 1e7,
            x_rd=row.x / 10,
            y_rd=row.y / 10,
            backend=BACKEND,
            data_version=self.data_version,
        )

    def _signed(self, outcome: Outcome) -> Outcome:
        """An answer of the grader with where it came from; field by field, as dataclasses.replace is slow."""
        lon, lat, x_rd, y_rd = outcome.lon, outcome.lat, outcome.x_rd, outcome.y_rd
        if lon is not None and x_rd is not None and y_rd is not None and math.isnan(lon):
            lon, lat = (round(float(one), 7) for one in rd_to_wgs84(x_rd, y_rd))
        return type(outcome)(
            level=outcome.level,
            query=outcome.query,
            confidence=outcome.confidence,
            faults=outcome.faults,
            nummeraanduiding_id=outcome.nummeraanduiding_id,
            adresseerbaarobject_id=outcome.adresseerbaarobject_id,
            address=outcome.address,
            woonplaats=outcome.woonplaats,
            gemeentecode=outcome.gemeentecode,
            wijkcode=outcome.wijkcode,
            buurtcode=outcome.buurtcode,
            lon=lon,
            lat=lat,
            x_rd=x_rd,
            y_rd=y_rd,
            backend=BACKEND,
            data_version=self.data_version,
            alternatives=outcome.alternatives,
        )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave garbage for a moment: looking for cycles, of which looking up makes none, takes a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
