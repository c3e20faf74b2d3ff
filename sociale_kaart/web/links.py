"""Addresses that a page may link to, made from what a coordinator typed; anything doubtful gives no link."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from sociale_kaart.model import Match

_OPENSTREETMAP = "https://www.openstreetmap.org"
_PHONE_LETTERS = re.compile(r"[^\d+]")
_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_HOST = re.compile(r"[\w.-]+\.[a-z]{2,}(:\d+)?", re.IGNORECASE)


def website(text: str) -> str:
    """An http(s) address, or "" where the text is none; `www.` without a scheme is taken as https."""
    text = text.strip()
    if text.lower().startswith("www."):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    sound = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc) is not None
    return text if sound and not re.search(r"\s", text) else ""


def phone(text: str) -> str:
    """A tel: address, or "" where the text holds no single phone number."""
    digits = _PHONE_LETTERS.sub("", text.replace("(0)", ""))
    return f"tel:{digits}" if re.fullmatch(r"\+?\d{3,15}", digits) else ""


def mail(text: str) -> str:
    """A mailto: address, or "" where the text is no mail address."""
    return f"mailto:{quote(text.strip(), safe='@+.-_')}" if _MAIL.fullmatch(text.strip()) else ""


def mail_about(address: str, subject: str, body: str) -> str:
    """A mailto: address with the letter begun, or "" where the text is no mail address."""
    to = mail(address)
    return f"{to}?subject={quote(subject)}&body={quote(body)}" if to else ""


def route(match: Match, address: str) -> str:
    """OpenStreetMap's directions to a point, or its search for an address without one."""
    if match.lat is not None and match.lon is not None:
        return f"{_OPENSTREETMAP}/directions?to={match.lat:.5f}%2C{match.lon:.5f}"
    return f"{_OPENSTREETMAP}/search?query={quote(address)}" if address else ""


def routes(match: Match, address: str) -> list[tuple[str, str]]:
    """Ways to plan a trip to a place, by name: links alone, and whoever follows one chooses by whom to be seen.

    Empty where neither a point nor an address is known.
    """
    point = f"{match.lat:.5f},{match.lon:.5f}" if match.lat is not None and match.lon is not None else ""
    goal = quote(point or address)
    if not goal:
        return []
    return [
        ("OpenStreetMap", route(match, address)),
        ("Google Maps", f"https://www.google.com/maps/dir/?api=1&destination={goal}"),
        # 9292 documents no address that carries a goal: its own page asks for one.
        ("9292", "https://9292.nl/"),
    ]
