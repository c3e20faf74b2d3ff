"""Names of public and school holidays as a text writes them."""

from __future__ import annotations

from sociale_kaart.hours.schedule import Holiday, SchoolHoliday, Season

_EASTER = (Holiday.EERSTE_PAASDAG, Holiday.TWEEDE_PAASDAG)
_WHITSUN = (Holiday.EERSTE_PINKSTERDAG, Holiday.TWEEDE_PINKSTERDAG)
_CHRISTMAS = (Holiday.EERSTE_KERSTDAG, Holiday.TWEEDE_KERSTDAG)
# The beginning of a name, and what it names; the first that fits.
_NAMES: tuple[tuple[str, tuple[Holiday, ...] | Season], ...] = (
    ("nieuwjaar", (Holiday.NIEUWJAARSDAG,)),
    ("new year", (Holiday.NIEUWJAARSDAG,)),
    ("goede vrijdag", (Holiday.GOEDE_VRIJDAG,)),
    ("good friday", (Holiday.GOEDE_VRIJDAG,)),
    ("eerste paas", (Holiday.EERSTE_PAASDAG,)),
    ("1e paas", (Holiday.EERSTE_PAASDAG,)),
    ("tweede paas", (Holiday.TWEEDE_PAASDAG,)),
    ("2e paas", (Holiday.TWEEDE_PAASDAG,)),
    ("paasmaandag", (Holiday.TWEEDE_PAASDAG,)),
    ("pasen", _EASTER),
    ("koning", (Holiday.KONINGSDAG,)),
    ("king", (Holiday.KONINGSDAG,)),
    ("bevrijding", (Holiday.BEVRIJDINGSDAG,)),
    ("hemelvaart", (Holiday.HEMELVAARTSDAG,)),
    ("eerste pinkster", (Holiday.EERSTE_PINKSTERDAG,)),
    ("1e pinkster", (Holiday.EERSTE_PINKSTERDAG,)),
    ("tweede pinkster", (Holiday.TWEEDE_PINKSTERDAG,)),
    ("2e pinkster", (Holiday.TWEEDE_PINKSTERDAG,)),
    ("pinkster", _WHITSUN),
    ("eerste kerst", (Holiday.EERSTE_KERSTDAG,)),
    ("1e kerst", (Holiday.EERSTE_KERSTDAG,)),
    ("christmas", (Holiday.EERSTE_KERSTDAG,)),
    ("tweede kerst", (Holiday.TWEEDE_KERSTDAG,)),
    ("2e kerst", (Holiday.TWEEDE_KERSTDAG,)),
    ("boxing", (Holiday.TWEEDE_KERSTDAG,)),
    ("easter sunday", (Holiday.EERSTE_PAASDAG,)),
    ("easter monday", (Holiday.TWEEDE_PAASDAG,)),
    ("whit sunday", (Holiday.EERSTE_PINKSTERDAG,)),
    ("whit monday", (Holiday.TWEEDE_PINKSTERDAG,)),
    ("ascension", (Holiday.HEMELVAARTSDAG,)),
    ("liberation", (Holiday.BEVRIJDINGSDAG,)),
    ("oudejaar", Season((12, 31), (12, 31))),
    ("oudjaar", Season((12, 31), (12, 31))),
    ("kerstavond", Season((12, 24), (12, 24))),
)
_SCHOOL = (
    ("herfst", SchoolHoliday.HERFST),
    ("kerst", SchoolHoliday.KERST),
    ("voorjaar", SchoolHoliday.VOORJAAR),
    ("krokus", SchoolHoliday.VOORJAAR),
    ("mei", SchoolHoliday.MEI),
    ("zomer", SchoolHoliday.ZOMER),
    ("autumn", SchoolHoliday.HERFST),
    ("christmas", SchoolHoliday.KERST),
    ("spring", SchoolHoliday.VOORJAAR),
    ("may", SchoolHoliday.MEI),
    ("summer", SchoolHoliday.ZOMER),
)
_PAIRS = (("paasdag", _EASTER), ("pinksterdag", _WHITSUN), ("kerstdag", _CHRISTMAS))


def named_holidays(text: str) -> tuple[Holiday, ...] | Season:
    """The holidays that a name stands for; a day of the year for one that is no public holiday."""
    if "- en " in text:
        first = text.startswith(("eerste", "1e"))
        return tuple(days[0 if first else 1] for name, days in _PAIRS if name.removesuffix("dag") in text)
    if text.startswith("beide") or " en " in text:
        return next(days for name, days in _PAIRS if name in text)
    for begin, holidays in _NAMES:
        if text.startswith(begin):
            return holidays
    return _CHRISTMAS


def school_holidays(text: str) -> tuple[SchoolHoliday, ...]:
    """The school holidays that are named."""
    return tuple(holiday for begin, holiday in _SCHOOL if begin in text)
