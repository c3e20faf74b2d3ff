"""Copies a workbook with one of its documents changed here and there, and every other byte of it as it was.

A spreadsheet library would load the workbook and write its own idea of it: slowly, and without what it does not know.
Here the XML is followed as it streams by; what a follower neither cuts nor adds goes out as it came in.
"""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import IO, BinaryIO, Protocol
from xml.parsers import expat
from xml.sax.saxutils import escape

from sociale_kaart.sources.extent import damaged

_CHUNK = 1 << 16
# Attributes may hold a ">", so a tag does not end at the first.
_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
# What XML 1.0 cannot hold, escaped or not.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Follower(Protocol):
    """Is told of every tag; offset is where in the document it begins (an end: where the closing tag does)."""

    def start(self, name: str, attributes: Mapping[str, str], offset: int) -> None: ...
    def end(self, name: str, offset: int) -> None: ...


class Splicer:
    """A document on its way from source to out: copied, skipped and added to by a follower, in order of offset."""

    def __init__(self, source: IO[bytes], out: IO[bytes], where: str) -> None:
        self._source, self._out, self._where = source, out, where
        self._held = bytearray()
        self._at = 0

    def run(self, follower: Follower) -> None:
        """Let a follower change the document; raises SourceUnreadable where it is no XML."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, attributes: follower.start(
            name, attributes, parser.CurrentByteIndex
        )
        parser.EndElementHandler = lambda name: follower.end(name, parser.CurrentByteIndex)
        try:
            while chunk := self._source.read(_CHUNK):
                self._held += chunk
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as fault:
            raise damaged(self._where) from fault
        self._out.write(self._held)

    def copy_to(self, offset: int) -> None:
        """Everything before the offset goes out as it is."""
        self._out.write(self._held[: offset - self._at])
        self.skip_to(offset)

    def skip_to(self, offset: int) -> None:
        """Everything before the offset that is not out yet is left out."""
        del self._held[: offset - self._at]
        self._at = offset

    def write(self, xml: str) -> None:
        """Something that was not there; plain ASCII, which is the same in every encoding that a document may have."""
        self._out.write(xml.encode("ascii", "xmlcharrefreplace"))

    def replace_tag(self, offset: int, change: Callable[[bytes], bytes]) -> None:
        """The tag at an offset goes out changed."""
        tag = self.tag(offset)
        self.copy_to(offset)
        self._out.write(change(tag))
        self.skip_to(offset + len(tag))

    def open_tag(self, offset: int, change: Callable[[bytes], bytes] = bytes) -> bool:
        """The tag at an offset goes out changed, and open for what is to come; whether it was closed in itself."""
        is_closed = self.tag(offset).endswith(b"/>")
        self.replace_tag(offset, lambda tag: change(tag.removesuffix(b"/>") + b">" if is_closed else tag))
        return is_closed

    def tag(self, offset: int) -> bytes:
        """The tag at an offset, as it is written."""
        found = _TAG.match(self._held, offset - self._at)
        if found is None:
            raise damaged(self._where)
        return bytes(found[0])

    def behind(self, offset: int) -> int:
        """Where the closing tag at an offset ends."""
        return self._at + self._held.index(b">", offset - self._at) + 1


def copy_zip(source: Path, out: BinaryIO, part: str, change: Callable[[IO[bytes], IO[bytes]], None]) -> None:
    """A zip again, in the same order and packed the same way, with one part changed.

    Raises SourceUnreadable where a part cannot be unpacked.
    """
    try:
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
            for member in old.infolist():
                copied = zipfile.ZipInfo(member.filename, member.date_time)
                copied.compress_type, copied.external_attr = member.compress_type, member.external_attr
                with old.open(member) as there, new.open(copied, "w") as here:
                    if member.filename == part:
                        change(there, here)
                    else:
                        shutil.copyfileobj(there, here)
    # zipfile raises NotImplementedError for a way of packing that it does not know.
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as fault:
        raise damaged(source.name) from fault


@lru_cache(maxsize=1024)
def split_name(name: str) -> tuple[str, str]:
    """Prefix, with its colon, and the rest of a name: `x:row` and `row` are one."""
    prefix, colon, local = name.rpartition(":")
    return prefix + colon, local


def xml_text(text: str) -> str:
    """Text as it may stand between two tags."""
    return escape(_NOT_IN_XML.sub("", text))
