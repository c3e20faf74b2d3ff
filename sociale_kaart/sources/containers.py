"""Looks into the zip that an Excel or ODS file is, before a reader builds its sheets in memory.

Both formats can say "a cell, a billion times" or "a cell, in the last row and column" in a hundred bytes; readers
take them at their word. `extent` finds how far a sheet's filled cells reach, and where formulas stand.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.sources.extent import Formulas, OdsContent, XlsxSheet, damaged, locked, read_xml
from sociale_kaart.sources.limits import MAX_UNZIPPED_BYTES

ZIP = b"PK\x03\x04"

# How an encrypted file of either kind shows: a stream in an OLE container, or an entry in the manifest.
_XLSX_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS_ENCRYPTED = b"encryption-data"


@dataclass(frozen=True, slots=True)
class Contents:
    """What is known of a workbook before it is opened; xlsx_has_formulas asks for openpyxl, ods: sheet -> formulas."""

    xlsx_has_formulas: bool = False
    ods: Mapping[str, Formulas] = field(default_factory=dict)


def inspect(data: bytes, where: str) -> Contents:
    """Look into a workbook's bytes; raises SourceUnreadable where it is locked, damaged or swells too much."""
    if _XLSX_ENCRYPTED in data:
        raise locked(where)
    if not data.startswith(ZIP):
        return Contents()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _inspect_zip(archive, where)
    # zipfile raises NotImplementedError for a way of packing that it does not know.
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as fault:
        raise damaged(where) from fault


def _inspect_zip(archive: zipfile.ZipFile, where: str) -> Contents:
    members = archive.infolist()
    if sum(member.file_size for member in members) > MAX_UNZIPPED_BYTES:
        raise SourceUnreadable(
            f"uitgepakt is dit bestand groter dan {MAX_UNZIPPED_BYTES // 1_000_000} MB",
            where=where,
            remedy="haal er weg wat de kaart niet nodig heeft",
        )
    names = {member.filename for member in members}
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if any(member.flag_bits & 1 for member in members) or _ODS_ENCRYPTED in manifest:
        raise locked(where)
    if "content.xml" in names:
        return _inspect_ods(archive, where)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return _inspect_xlsx(archive, where)
    raise SourceUnreadable(
        "dit is een zip-bestand, geen Excel of ODS",
        where=where,
        remedy="pak het uit en noem het bestand erin",
    )


def _inspect_xlsx(archive: zipfile.ZipFile, where: str) -> Contents:
    has_formulas = False
    for name in archive.namelist():
        # A sheet need not lie in xl/worksheets: what it is called is up to whoever made the file.
        if name.startswith("xl/") and name.endswith(".xml") and name != "xl/sharedStrings.xml":
            sheet = XlsxSheet(where)
            with archive.open(name) as file:
                read_xml(file, sheet, where)
            has_formulas = has_formulas or sheet.has_formulas
    return Contents(xlsx_has_formulas=has_formulas)


def _inspect_ods(archive: zipfile.ZipFile, where: str) -> Contents:
    content = OdsContent(where)
    with archive.open("content.xml") as file:
        read_xml(file, content, where)
    return Contents(ods=content.formulas)
