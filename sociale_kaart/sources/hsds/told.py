"""What the attributes of an HSDS file say of its records: our own terms by their code, others by their name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sociale_kaart.hsds.extension import CATEGORY, CODES, LINK_TYPE, PILLAR, SOURCE
from sociale_kaart.hsds.layout import Row, Tables


class Told:
    """Attributes by the record that they are about."""

    def __init__(self, tables: Tables) -> None:
        self._terms: dict[str, Row] = {row["id"]: row for row in tables["taxonomy_term"] if "id" in row}
        self._values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._linked: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self.read: set[str] = set()
        for row in tables["attribute"]:
            self._take(row)

    def _take(self, row: Row) -> None:
        link, term = row.get("link_id", ""), row.get("taxonomy_term_id", "")
        kind = row.get("link_type", "")
        if kind == LINK_TYPE and term in CODES:
            self._values[link, CODES[term]].append(row.get("value", ""))
        elif kind in (PILLAR, SOURCE) and term in self._terms:
            self._linked[link, kind].append(self._terms[term].get("code", ""))
        elif row.get("link_entity") in ("service", "contact"):
            name = row.get("label", "") if kind == CATEGORY else self._terms.get(term, {}).get("name", "")
            if not name:
                return
            self._linked[link, CATEGORY].append(name)
        else:
            return
        self.read.add(row.get("id", ""))

    def one(self, its_id: str, code: str) -> str:
        """What a term of ours says of a record; "" where it says nothing."""
        return next(iter(self._values.get((its_id, code), ())), "")

    def all(self, its_id: str, code: str) -> Sequence[str]:
        """Everything that a term of ours says of a record."""
        return self._values.get((its_id, code), ())

    def pillar(self, its_id: str) -> str:
        """The id of the pillar of a service; "" where it has none."""
        return next(iter(self._linked.get((its_id, PILLAR), ())), "")

    def categories(self, its_id: str) -> Sequence[str]:
        """What a record is classified by, in words."""
        return tuple(dict.fromkeys(self._linked.get((its_id, CATEGORY), ())))

    def source(self, its_id: str) -> str:
        """The code of the source of a record; "" where it names none."""
        return next(iter(self._linked.get((its_id, SOURCE), ())), "")
