"""Bring every catalogue up to date with the sentences that pages say, or begin one for another language.

    python tools/translations.py            what `make translations` runs
    python tools/translations.py fr         begins translations/fr/LC_MESSAGES/messages.po

New sentences come in empty, those that no page says any more go out, and what stands translated stays as it is.
Dates and names of people stay out of the file: git has them. A template that does not parse changes nothing.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateSyntaxError

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "sociale_kaart" / "web"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None}
HEADER = "# The ids are the Dutch sentences of the pages; `make translations` brings this file up to date."
_CHANGING = re.compile(
    r'^"(?:Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By).*\n',
    re.M,
)


class Unreadable(Exception):
    """A template that does not parse: says which, at which line, and why."""

    def __init__(self, path: Path, fault: TemplateSyntaxError) -> None:
        super().__init__(f"{path}:{fault.lineno}: {fault.message}")


def extracted(folder: Path = WEB) -> Catalog:
    """Every sentence in the templates and the code, with the file that it stands in. Raises Unreadable."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog()
    at_hand = ""

    def begin(name: str, _method: str, _options: Mapping[str, str]) -> None:
        nonlocal at_hand
        at_hand = name

    found = extract_from_dir(folder, methods, options, keywords=KEYWORDS, comment_tags=(), callback=begin)
    try:
        for name, _, message, _, context in found:
            catalogue.add(message, locations=[(f"sociale_kaart/web/{name}", None)], context=context)
    except TemplateSyntaxError as fault:
        raise Unreadable(folder / at_hand, fault) from None
    return catalogue


def renew(path: Path, language: str, sentences: Catalog) -> int:
    """Write the catalogue anew; returns how many sentences wait for a translation."""
    known = Catalog(locale=language)
    if path.is_file():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    new = Catalog(
        locale=language,
        project="Sociale Kaart",
        version="1",
        charset="utf-8",
        header_comment=HEADER,
        fuzzy=False,
    )
    waiting = 0
    for message in sentences:
        if not message.id:
            continue
        old = known.get(message.id)
        said = old.string if old else ""
        waiting += not (said if isinstance(said, str) else all(said))
        new.add(message.id, said, locations=message.locations, user_comments=old.user_comments if old else ())
    text = io.BytesIO()
    write_po(text, new, width=0, include_lineno=False, sort_by_file=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_CHANGING.sub("", text.getvalue().decode("utf-8")), encoding="utf-8")
    return waiting


def main() -> None:
    """Renew each catalogue that there is, and each that is named."""
    folder = WEB / "translations"
    try:
        sentences = extracted()
    except Unreadable as fault:
        sys.exit(f"nothing is written: {fault}")
    there = {path.name for path in folder.iterdir() if path.is_dir()}
    for language in sorted(there | set(sys.argv[1:])):
        waiting = renew(folder / language / "LC_MESSAGES" / "messages.po", language, sentences)
        print(f"{language}: {len(sentences)} sentences, {waiting} without a translation")


if __name__ == "__main__":
    main()
