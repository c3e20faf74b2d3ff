"""The words that tell a street from a building, a remark or a place."""

from __future__ import annotations

import re


def word_list(text: str) -> tuple[str, ...]:
    """Words that are written with commas between them, to be read as a paragraph."""
    return tuple(word.strip() for word in text.split(","))


def word_set(text: str) -> frozenset[str]:
    """Such words as a set."""
    return frozenset(word_list(text))


# What a street's name ends in, near enough to always: for telling a street from something else that has a number.
STREET_ENDINGS = word_list(
    """
    straat, straatje, str, strjitte, weg, wg, wei, laan, ln, leane, plein, pln, gracht, kade, singel,
    steeg, dijk, dyk, hof, pad, plantsoen, plnts, dreef, ring, baan, markt, haven, wal, vaart, allee,
    boulevard, park, akker, gang, poort, erf, tuin
    """
)

# A kind of building or organisation that stands before its address: "Gymzaal Aprilstraat 1".
ORGANISATIONS = word_set(
    """
    basisschool, bibliotheek, bieb, bso, bs, buurtcentrum, buurthuis, buurtkamer, cafe, café, clubgebouw,
    clubhuis, college, cultuurhuis, dagbesteding, dorpscentrum, dorpshuis, eetcafe, eetcafé, gebouw,
    gemeentehuis, gezondheidscentrum, gymzaal, hotel, huisartsenpraktijk, ikc, inloophuis, kantine,
    kapel, kdv, kindcentrum, kulturhus, mfa, mfc, moskee, multifunctioneel, museum, obs, openbare,
    parochiehuis, praktijk, restaurant, rkbs, speeltuin, speeltuingebouw, speeltuinvereniging,
    sportcentrum, sporthal, sportzaal, stadhuis, stadskantoor, station, stichting, stadsbibliotheek,
    theater, verzorgingshuis, vereniging, verzorgingstehuis, wijkcentrum, wijkgebouw, wijkhuis,
    wijkwijzer, woonzorgcentrum, wzc, zalencentrum, ziekenhuis, zorgcentrum, taalpunt, informatiepunt
    """
)

_ORGANISATION_ENDINGS = word_list(
    """
    school, bibliotheek, kerk, centrum, gebouw, lyceum, museum, praktijk, apotheek, ziekenhuis, zaal,
    sporthal, theater, winkel, kantoor, stichting, vereniging
    """
)

# Of these the name behind them is a street's sooner than their own.
CALLED_AFTER_STREET = frozenset(
    {"gymzaal", "sporthal", "sportzaal", "bibliotheek", "bieb", "station", "speeltuin"}
)

# What a form calls the address, in front of it.
LABELS = word_set(
    "adres, bezoekadres, hoofdadres, locatie, lokatie, postadres, vestigingsadres, woonadres, p/a"
)

# What has a number of its own inside a building, or is no place at all: "Kamer 4", "tel. 053".
ROOMS = word_set(
    """
    achteringang, app, appartement, balie, blok, bus, email, e-mail, etage, fax, gang, groepsruimte,
    hoofdingang, ingang, kamer, kantoor, kantoornr, kelder, leslokaal, loket, lokaal, mail, mobiel,
    nooduitgang, opgang, open, openingstijden, paviljoen, ruimte, spreekkamer, spreekuur, telefoon, tel,
    toegang, trap, unit, verdieping, vergaderzaal, verdiepingsnummer, vleugel, website, zaal,
    zij-ingang, zijingang, geopend, inloop, vanaf, www, www., gratis, c/o
    """
)

ENTRANCES = frozenset({"ingang", "toegang", "entree", "hoofdingang", "zij-ingang", "zijingang"})

# What opens a remark behind an address; in front of a number most of these may be a street ("Achter de Dom 1").
REMARKS = ROOMS | word_set(
    """
    achter, achterdeur, achterin, achterkant, achterom, achterzijde, alleen, bel, bellen, begane,
    beganegrond, beneden, benedenverdieping, bezoek, bij, boven, bovenverdieping, contact, dagelijks,
    dinsdag, donderdag, elke, entree, flat, geen, hal, hoek, iedere, k, let, links, maandag, naast,
    nabij, naar, o.n, ong, ongenummerd, ook, op, parkeergarage, parkeerplaats, parkeren, poort, rechts,
    s.v.p, souterrain, svp, t.a.v, t.h.v, t.o, t/o, tav, tegenover, telefonisch, thv, tussen, uur, uw,
    via, vlakbij, voor, voorheen, vragen, vrijdag, woensdag, z.n, zaterdag, zie, zijkant, zn, zondag
    """
)
_DAYS = frozenset({"ma", "di", "wo", "do", "vr", "za", "zo"})
_HOURS = re.compile(
    r"(?:ma|di|wo|do|vr|za|zo)\.?(?:\s*(?:[-/&+,]|t/m|tot|en)\s*|\s+)(?:[0-9]|(?:ma|di|wo|do|vr|za|zo)\b)",
    re.IGNORECASE,
)
_FLOOR = re.compile(r"[0-9]{1,2}(?:e|de|ste)?[ -]*(?:verd\w*|et|etage|vloer)\b\.?", re.IGNORECASE)

# Words that bind a place to what stands before it: "Dorpsstraat 12 te Borne".
LINKS = frozenset({"te", "in", "gem", "gemeente"})

# Nobody's name: a word of these in front of a place makes it part of the street, "Laan van Utrecht".
BINDING = word_set(
    """
    van, de, der, den, het, 't, t, en, op, aan, bij, naar, over, onder, voor, achter, oude, nieuwe, oud,
    nieuw, korte, lange, grote, kleine, groot, klein, tot, v, vd, v.d, v., v.d., in, te, ter, ten,
    buiten, binnen, hoge, lage, ds, dr
    """
)

COUNTRY = frozenset({"nederland", "netherlands", "the netherlands", "holland", "nl"})

MONTHS = (
    r"(?:jan(?:uari)?|feb(?:r(?:uari)?)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?"
    r"|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)


def first_word(text: str) -> str:
    """The first word of a text, in lower case and without the signs at its end."""
    return text.partition(" ")[0].rstrip(".,:;").lower()


def opens_remark(text: str) -> bool:
    """Whether a text behind an address begins as a remark does: "ingang achter", "2e verdieping", "ma 9-12"."""
    word = first_word(text)
    return word in REMARKS or _opens_floor_or_day(text, word)


def opens_room(text: str) -> bool:
    """Whether a text cannot hold the address, whatever its number: "Kamer 4", "2e verdieping"."""
    word = first_word(text)
    return word in ROOMS or _opens_floor_or_day(text, word)


def _opens_floor_or_day(text: str, word: str) -> bool:
    if word[:2] in _DAYS:
        return _HOURS.match(text) is not None
    return word[:1].isdigit() and _FLOOR.match(text) is not None


def is_streetlike(text: str) -> bool:
    """Whether a text ends as streets do; one that is nothing but the ending does too ("Laan")."""
    return text.rstrip(" .").lower().endswith(STREET_ENDINGS)


def is_organisation(word: str) -> bool:
    """Whether a word names a kind of building or organisation: "Gymzaal", "Ontmoetingskerk", "Montessorischool"."""
    low = word.rstrip(".,:;").lower()
    return low in ORGANISATIONS or (len(low) > len("school") and low.endswith(_ORGANISATION_ENDINGS))
