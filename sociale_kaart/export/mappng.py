"""Pictures as PNG: set by typst with the fonts that we ship, and with what they show written into the file.

The same SVG gives the same bytes on any machine: no font of the machine is read, and no date but the map's.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from sociale_kaart.errors import SheetNotSet
from sociale_kaart.export.mappicture import Drawn
from sociale_kaart.export.press import Turns

MIMETYPE = "image/png"
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_INCH_M: Final = 0.0254
_HEADER_END: Final = len(_SIGNATURE) + 25  # IHDR comes first, and is always as long
# What a maker of PNGs may have said itself, and we say.
_OURS: Final = frozenset({b"pHYs", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
_TEMPLATE: Final = (
    b"#set page(width: eval(sys.inputs.width), height: eval(sys.inputs.height), margin: 0pt)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, fit: "stretch")\n'
)


class Printer:
    """Makes PNGs one at a time, so that a flood of questions takes no more than one core.

    Parameters
    ----------
    fonts : folders with the fonts that we ship
    patience_s : seconds to wait for what somebody else asked
    """

    def __init__(self, fonts: Sequence[Path] = (), patience_s: float = 5.0) -> None:
        self._fonts = [str(path) for path in fonts]
        self._turns = Turns(patience_s)

    def png(self, drawn: Drawn, *, dpi: int, about: Mapping[str, str], on: date) -> bytes:
        """A picture in pixels. Raises PressBusy, SheetNotSet.

        dpi : how many pixels go in an inch, which the file says
        about : keyword of the PNG specification ("Title", "Description") -> what the file says of itself
        on : the day that it says it was made
        """
        with self._turns.turn("kaart.png"):
            pixels = self._pixels(drawn)
        return with_words(pixels, dpi=dpi, about={**about, "Creation Time": on.isoformat()})

    def _pixels(self, drawn: Drawn) -> bytes:
        import typst

        compiler = typst.Compiler(  # type: ignore[misc]  # its stub cannot tell the kind of bytes
            _TEMPLATE,
            font_paths=[*self._fonts],
            ignore_system_fonts=True,
            # A point for each pixel: no size is rounded.
            sys_inputs={
                "svg": drawn.svg,
                "width": f"{drawn.width_px}pt",
                "height": f"{drawn.height_px}pt",
            },
        )
        try:
            made = compiler.compile(format="png", ppi=72.0)
        except typst.TypstError as fault:
            raise SheetNotSet(str(fault), where="kaart.png") from fault
        assert isinstance(made, bytes)  # one page
        return made


def with_words(png: bytes, *, dpi: int, about: Mapping[str, str]) -> bytes:
    """The same picture with its size on paper (pHYs) and texts (iTXt, UTF-8) in place of those it had."""
    per_metre = round(dpi / _INCH_M)
    said = _chunk(b"pHYs", per_metre.to_bytes(4, "big") * 2 + b"\x01")
    said += b"".join(_chunk(b"iTXt", _text(keyword, text)) for keyword, text in about.items())
    kept = b"".join(whole for kind, whole in chunks(png[_HEADER_END:]) if kind not in _OURS)
    return png[:_HEADER_END] + said + kept


def chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and bytes of every chunk, from where one begins."""
    at = 0
    while at < len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at:end]
        at = end


def _text(keyword: str, text: str) -> bytes:
    """Not compressed, without a language of its own; PNG specification 11.3.3.4."""
    return keyword.encode("latin-1") + b"\0\0\0\0\0" + text.replace("\0", "").encode()


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return len(content).to_bytes(4, "big") + kind + content + checksum.to_bytes(4, "big")
