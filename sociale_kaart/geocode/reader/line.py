"""A whole typed address: which piece is the street and number, which the place, and what is left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sociale_kaart.geocode.placenames import is_abroad, place_key, province_of
from sociale_kaart.geocode.reader import special
from sociale_kaart.geocode.reader.behind import (
    Behind,
    is_place_text,
    known_place,
    linked_place,
    place_at_end,
    place_at_start,
    read_behind,
)
from sociale_kaart.geocode.reader.clean import LONGEST, clean, squeeze
from sociale_kaart.geocode.reader.contact import take_contacts
from sociale_kaart.geocode.reader.fields import ParsedAddress
from sociale_kaart.geocode.reader.other import (
    MORE_ADDRESSES,
    are_joined_places,
    holds_more,
    may_join,
    second_in,
)
from sociale_kaart.geocode.reader.parts import Parts, opposite_parts, split_parts
from sociale_kaart.geocode.reader.postcode import Found, find_postcodes
from sociale_kaart.geocode.reader.segment import (
    BARE,
    Segment,
    read_entrance,
    read_segment,
    without_organisation,
)
from sociale_kaart.geocode.reader.tail import NOTHING
from sociale_kaart.geocode.reader.words import (
    COUNTRY,
    ORGANISATIONS,
    first_word,
    is_streetlike,
    opens_remark,
    opens_room,
)

_BRACKETED = re.compile(r"\(([^()]*)\)")
_FOUR_DIGITS = re.compile(r"[1-9][0-9]{3}")
_UNNUMBERED = re.compile(r"\s+(ong(?:enummerd)?|o\.n|z\.?n)\.?$", re.IGNORECASE)
# An address that another is only across from counts after every other.
_ACROSS = 5
_ONLY_DIGITS = 4
# Faults that another address in the same cell would add nothing to.
_NO_HOUSE = frozenset({"abroad", "corner", "opposite"})
_DIGIT = re.compile(r"[0-9]")
_ZERO = re.compile(r"0(?<![0-9]0)[0-9]")


@dataclass(slots=True)
class _Draft:
    """Fields as they are found; used holds the parts that went into one."""

    street: str = ""
    segment: Segment | None = None
    cross_street: str = ""
    postcode: str = ""
    place: str = ""
    used: set[int] = field(default_factory=set)
    spare: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    bracketed: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    # Of the spare parts those that stand behind the number.
    after: list[str] = field(default_factory=list)
    joined: bool = False
    faults: list[str] = field(default_factory=list)


def read_line(text: str) -> ParsedAddress:
    """An address on one line (or several) to its fields; never fails, whatever the text holds."""
    overflow = ""
    if len(text) > LONGEST:
        text, overflow = text[:LONGEST], squeeze(text[LONGEST:])
    text = clean(text)
    if len(text) > LONGEST:  # a ligature may stand for a whole phrase
        text, overflow = text[:LONGEST], squeeze(f"{text[LONGEST:]} {overflow}")
    draft = _Draft()
    if "@" in text or "+" in text or "www" in text or "://" in text or _ZERO.search(text):
        text = _take_contacts(draft, text)
    if "(" in text:
        text = _take_brackets(draft, text)
    lowered = text.lower()
    if "post" in lowered or "antwoord" in lowered or "box" in lowered:
        text, box = special.take_po_box(text)
        if box:
            return _with_po_box(draft, text, box, overflow)
    _read(draft, text, lowered)
    if draft.joined or draft.spare or draft.bracketed or draft.behind:
        _look_for_more(draft)
    return _finish(draft, overflow)


def _look_for_more(draft: _Draft) -> None:
    if draft.segment is None or draft.cross_street or not _NO_HOUSE.isdisjoint(draft.faults):
        return
    left = [*draft.spare, *draft.bracketed, *draft.behind]
    # Without a street, what else stands there may be one: "6 Hulsdonk".
    behind = [*draft.behind, *draft.after] if draft.street else []
    if draft.joined or holds_more(draft.segment, left, behind, draft.postcode, draft.place):
        draft.faults.append(MORE_ADDRESSES)


def _read(draft: _Draft, text: str, lowered: str) -> None:
    postcodes = find_postcodes(text)
    if not postcodes:
        text = _take_abroad(draft, text, lowered)
    else:
        _note_impossible(draft, text, postcodes)
    may_be_joined = may_join(lowered)
    parts = split_parts(text, postcodes, may_be_joined=may_be_joined)
    if "hoek" in lowered:
        _take_corner(draft, parts)
    opposite = opposite_parts(parts) if "t.o" in lowered or "t/o" in lowered or "tegenover" in lowered else {}
    address = _choose(draft, parts, opposite)
    if address in opposite:
        draft.faults.append("opposite")
    behind = _choose_postcode(draft, parts, address)
    _choose_place(draft, parts, address, behind)
    if address is None:
        _choose_street(draft, parts)
    if draft.cross_street and draft.segment is None:
        draft.faults.append("corner")
    draft.joined = parts.joined or (may_be_joined and are_joined_places(draft.place))
    _leave_over(draft, parts, -1 if address is None else address)


def _note_impossible(draft: _Draft, text: str, postcodes: list[Found]) -> None:
    """Name a postcode that cannot exist and leave it over; its digits may still be right."""
    impossible = [text[found.start : found.end] for found in postcodes if len(found.postcode) == _ONLY_DIGITS]
    if impossible:
        draft.spare += map(squeeze, impossible)
        draft.faults.append("postcode_invalid")


def _finish(draft: _Draft, overflow: str) -> ParsedAddress:
    segment, left = (
        draft.segment,
        [*draft.spare, *draft.contacts, *draft.bracketed, *draft.behind],
    )
    if overflow:
        left.append(overflow)
    tail = NOTHING if segment is None else segment.tail
    return ParsedAddress(
        street=draft.street,
        huisnummer=None if segment is None else segment.number,
        huisletter=tail.letter,
        huisnummertoevoeging=tail.suffix,
        huisnummer_to=tail.to,
        cross_street=draft.cross_street,
        postcode=draft.postcode,
        woonplaats=draft.place,
        leftover=", ".join([part for part in left if part]) if left else "",
        faults=tuple(draft.faults),
    )


def _with_po_box(draft: _Draft, text: str, box: str, overflow: str) -> ParsedAddress:
    """An address to visit beside the post box is what counts; else there is nothing to go to."""
    _read(draft, text, text.lower())
    if draft.segment is not None and draft.street:
        draft.spare.append(box)
        return _finish(draft, overflow)
    numbers = [str(draft.segment.number)] if draft.segment else []
    draft.spare[:0] = [box, draft.street, *numbers]
    draft.street, draft.segment = "", None
    draft.faults.append("po_box")
    return _finish(draft, overflow)


def _take_contacts(draft: _Draft, text: str) -> str:
    text, contacts, abroad = take_contacts(text)
    draft.contacts += contacts
    if abroad and not find_postcodes(text):
        draft.faults.append("abroad")
    return text


def _take_brackets(draft: _Draft, text: str) -> str:
    """The text without (remarks); a province, Hengelo (Ov), the corner of a street and a part of its name stay."""

    def keep_or_take(found: re.Match[str]) -> str:
        inside = squeeze(found[1])
        if province_of(inside):
            return f" ({inside})"
        if inside.lower().startswith("hoek "):
            return f" {inside} "
        if inside.isalpha() and text[found.end() :].lstrip()[:1].isdigit() and found.start():
            return f" ({inside}) "
        draft.bracketed.append(inside)
        return " "

    return _BRACKETED.sub(keep_or_take, text)


def _take_abroad(draft: _Draft, text: str, lowered: str) -> str:
    if special.lies_abroad(text, lowered):
        draft.faults.append("abroad")
        text, postcodes = special.take_foreign(text)
        draft.behind += postcodes
    return text


def _take_corner(draft: _Draft, parts: Parts) -> None:
    for at, part in enumerate(parts.texts):
        if "hoek" not in part.lower():
            continue
        corner = special.read_corner(part)
        if corner is None and at and part.lower().startswith("hoek "):
            corner = special.read_corner(f"{parts.texts[at - 1]} {part}")
            if corner is not None:
                parts.texts[at - 1] = ""
        if corner is not None:
            parts.texts[at] = corner.one
            draft.cross_street, draft.place = corner.other, corner.place
            return


def _choose(draft: _Draft, parts: Parts, opposite: dict[int | None, str]) -> int | None:
    """The part that holds street and number; there may be several."""
    found = _likeliest(parts, opposite)
    if not found:
        entrances = [(read_entrance(part), index) for index, part in enumerate(parts.texts)]
        found = [(one, index) for one, index in entrances if one is not None][:1]
    if not found:
        return None
    best, at = found[0] if len(found) == 1 else _last_placed(found, parts)
    if best.rest and _DIGIT.search(best.rest):
        best = _take_second(draft, best)
    draft.segment, draft.street = best, best.street
    draft.used.add(at)
    draft.spare += [part for part in (best.spare, best.tail.spare) if part]
    if best.weight == BARE and not best.street:
        _street_of_bare_number(draft, parts, at)
    return at


def _likeliest(parts: Parts, opposite: dict[int | None, str]) -> list[tuple[Segment, int]]:
    """The parts that are as likely as any other to hold the address, by their weight."""
    found: list[tuple[Segment, int]] = []
    for index, part in enumerate(parts.texts):
        segment = read_segment(opposite.get(index, part)) if _DIGIT.search(part) else None
        if segment is None:
            continue
        if index in opposite:
            segment.weight -= _ACROSS
        if found and segment.weight > found[0][0].weight:
            found.clear()
        if not found or segment.weight == found[0][0].weight:
            found.append((segment, index))
    return found


def _last_placed(found: list[tuple[Segment, int]], parts: Parts) -> tuple[Segment, int]:
    """Of several addresses the last with its postcode or place behind it; where the place stands first, the last."""
    if known_place(parts.texts[0]):
        return found[-1]
    placed = [
        (segment, at)
        for segment, at in found
        if at + 1 in parts.marks
        or known_place(segment.rest)
        or (at + 1 < len(parts.texts) and _is_known(parts.texts[at + 1]))
    ]
    return (placed or found)[-1]


def _take_second(draft: _Draft, first: Segment) -> Segment:
    """Of two addresses with no sign between them the first, unless only the second is a street for certain.

    The place behind them may be that of both.
    """
    second = second_in(first.rest)
    if second is None:
        return first
    if not is_streetlike(first.street):
        draft.spare.append(f"{first.street} {first.number}{first.tail.letter}{first.tail.suffix}")
        return second
    draft.behind.append(squeeze(first.rest.removesuffix(second.rest)))
    first.rest = second.rest
    return first


def _street_of_bare_number(draft: _Draft, parts: Parts, at: int) -> None:
    """The street in a part of its own, before the number or else behind it: "Dorpsstraat, 12"."""
    nearest = (*range(at - 1, -1, -1), *range(at + 1, len(parts.texts)))
    for index in nearest:
        part = parts.texts[index]
        if index in parts.marks and index > at:
            continue
        if _may_be_street(part) and (is_streetlike(part) or (index < at and not known_place(part))):
            draft.street = without_organisation(part)[0]
            draft.used.add(index)
            return


def _may_be_street(part: str) -> bool:
    return (
        bool(part)
        and first_word(part) not in ORGANISATIONS
        and not opens_room(part)
        and not _is_country(part)
    )


def _choose_postcode(draft: _Draft, parts: Parts, address: int | None) -> int | None:
    """Take the first postcode behind the address, or else the last; the index of the part right behind it."""
    if not parts.marks:
        return None
    at = len(parts.marks) - 1
    if at and address is not None:
        at = next((i for i, mark in enumerate(parts.marks) if mark > address), at)
    draft.postcode = parts.postcodes[at]
    draft.behind += [other for i, other in enumerate(parts.postcodes) if i != at]
    mark = parts.marks[at]
    return mark if mark < len(parts.texts) and mark not in draft.used else None


def _choose_place(draft: _Draft, parts: Parts, address: int | None, behind: int | None) -> None:
    # 1. right behind the postcode: nothing else stands there
    if behind is not None and not draft.place:
        _take_place(draft, parts, behind, read_behind(parts.texts[behind]))
    # 2. behind the number on the same part of the line
    if draft.segment is not None and draft.segment.rest:
        _place_behind_number(draft, read_behind(draft.segment.rest))
    # 3. a part behind the address, one that we know for a place before one that may be
    # 4. a part before it that we know: "Utrecht, Neude 11"
    if not draft.place:
        index = _place_part(draft, parts, -1 if address is None else address)
        if index is not None:
            _take_place(draft, parts, index, read_behind(parts.texts[index]))
    # 5. the first words of the street: "Utrecht Neude 11"
    if not draft.place and " " in draft.street:
        _place_before_street(draft)


def _place_behind_number(draft: _Draft, read: Behind) -> None:
    draft.behind += [read.spare] if read.spare else []
    if not draft.place:
        draft.place = read.place
    elif place_key(read.place) != place_key(draft.place):
        draft.behind.append(read.place)
    _take_digits(draft, read.postcode)


def _place_part(draft: _Draft, parts: Parts, address: int) -> int | None:
    free = [i for i, part in enumerate(parts.texts) if part and i not in draft.used and not _is_country(part)]
    after = [i for i in free if i > address]
    known = [i for i in after if _is_known(parts.texts[i])]
    if known:
        # Behind a number the place comes first, and then its province; without one, the street comes first.
        return known[0] if address >= 0 else known[-1]
    if address >= 0:
        possible = [i for i in after if is_place_text(parts.texts[i]) and not province_of(parts.texts[i])]
        if possible:
            return possible[-1]
        before = [i for i in free if i < address and known_place(parts.texts[i])]
        return before[-1] if before else None
    return None


def _is_known(part: str) -> bool:
    """Whether a part is a place that we know, with its four digits or the word that links it: "7511 Enschede"."""
    place = read_behind(part).place
    return bool(place) and (known_place(place) or is_abroad(place))


def _take_place(draft: _Draft, parts: Parts, index: int, read: Behind) -> None:
    if not read.place:
        return
    draft.used.add(index)
    draft.place = read.place
    draft.behind += [read.spare] if read.spare else []
    _take_digits(draft, read.postcode)
    follows = index + 1
    if follows < len(parts.texts) and follows not in draft.used:
        province = parts.texts[follows]
        if province_of(province) and not known_place(province) and "(" not in draft.place:
            draft.place = f"{draft.place} ({province})"
            draft.used.add(follows)


def _take_digits(draft: _Draft, postcode: str) -> None:
    """The four digits in front of a place, where there is no whole postcode."""
    if not draft.postcode:
        draft.postcode = postcode
    elif postcode:
        draft.behind.append(postcode)


def _place_before_street(draft: _Draft) -> None:
    words = draft.street.split()
    count = place_at_start(words)
    if count and draft.segment is not None:
        draft.place, draft.street = squeeze(" ".join(words[:count])), " ".join(words[count:])


def _choose_street(draft: _Draft, parts: Parts) -> None:
    """A street without a number: the part that ends as streets do, or else the first that is nothing else."""
    free = [i for i, part in enumerate(parts.texts) if i not in draft.used and _may_name_street(part)]
    if not free:
        return
    certain = [i for i in free if not opens_remark(parts.texts[i])] or free
    index = next((i for i in free if is_streetlike(parts.texts[i])), certain[0])
    street, spare = without_organisation(parts.texts[index])
    draft.used.add(index)
    draft.spare += [spare] if spare else []
    unnumbered = _UNNUMBERED.search(street)
    if unnumbered is not None:
        draft.behind.append(unnumbered[1])
        street = street[: unnumbered.start()]
    draft.street = squeeze(street if draft.place else _without_place(draft, street.split()))


def _without_place(draft: _Draft, words: list[str]) -> str:
    link = linked_place(words)
    if link:
        draft.place = " ".join(words[link + 1 :])
        return " ".join(words[:link])
    street = len(words) - place_at_end(words)
    draft.place = " ".join(words[street:])
    return " ".join(words[:street])


def _may_name_street(part: str) -> bool:
    if _is_country(part) or opens_room(part) or not any(c.isalpha() for c in part):
        return False
    return first_word(part) not in ORGANISATIONS or (is_streetlike(part) and " " in part)


def _leave_over(draft: _Draft, parts: Parts, address: int) -> None:
    for index, part in enumerate(parts.texts):
        if index in draft.used or not part:
            continue
        if not draft.postcode and _FOUR_DIGITS.fullmatch(part) and draft.street:
            draft.postcode = part
        elif not _is_repeated(draft, part):
            draft.spare.append(part)
            if index > address:
                draft.after.append(part)
    if draft.place and not draft.postcode and "abroad" not in draft.faults and is_abroad(draft.place):
        draft.faults.append("abroad")


def _is_repeated(draft: _Draft, part: str) -> bool:
    """Whether a part is the number once more, and with it what the number lacked: "Bloemstraat 37, 37 a"."""
    first = draft.segment
    if first is None or first.tail != NOTHING or not part.startswith(str(first.number)):
        return False
    again = read_segment(part)
    if again is None or again.street or again.rest or again.number != first.number:
        return False
    first.tail = again.tail
    return True


def _is_country(part: str) -> bool:
    return part.lower() in COUNTRY
