"""What an address is read into."""

from __future__ import annotations

from typing import NamedTuple


class ParsedAddress(NamedTuple):
    """An address in fields, as BAG names them; "" or None where it does not say. `leftover` was not understood.

    huisnummer_to is the end of a range (12-14, 12 t/m 16; of letters only, 12a t/m c, the same number again).
    cross_street is the other street of a corner. faults are what the text alone shows: po_box, abroad, opposite
    (t.o. 14), corner (hoek X en Y), more_addresses (Kerkstraat 1 en Dorpsstraat 2), postcode_invalid (1234 SS).
    """

    street: str = ""
    huisnummer: int | None = None
    huisletter: str = ""
    huisnummertoevoeging: str = ""
    huisnummer_to: int | None = None
    cross_street: str = ""
    postcode: str = ""
    woonplaats: str = ""
    leftover: str = ""
    faults: tuple[str, ...] = ()

    @property
    def po_box(self) -> bool:
        """A post box or a freepost number: an address for mail, not a place to go to."""
        return "po_box" in self.faults

    @property
    def suffix(self) -> str:
        """Letter and suffix as one, in capitals: people and BAG divide them differently (12-A, 12A)."""
        return suffix_key(self.huisletter, self.huisnummertoevoeging)


def suffix_key(huisletter: str, huisnummertoevoeging: str) -> str:
    """What hangs on a house number, for comparing: capitals, no spaces, hyphens or points."""
    both = huisletter + huisnummertoevoeging
    return both.upper() if both.isalnum() else "".join(c for c in both.upper() if c.isalnum())
