"""A figure for a report: as SVG and as PNG, the same bytes every time, with its source in the file itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sociale_kaart.errors import OutputError
from sociale_kaart.extras import optional

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS_PER_INCH = 150
INK, SOFT_INK, FAINT = "#17212b", "#4a5661", "#c9d5d9"

# What every figure is drawn with, whatever the settings of who draws it.
STYLE: Final[Mapping[str, Any]] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that a text is as wide everywhere
    "font.size": 9.0,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT_INK,
    "xtick.color": SOFT_INK,
    "ytick.color": SOFT_INK,
    "hatch.linewidth": 1.1,
    "svg.fonttype": "path",  # shows the same letters where that font is not
    "svg.hashsalt": "sociale-kaart",  # else every SVG has ids of its own
    "path.simplify": False,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn figure with its title and its source line; a notebook shows it as it is.

    source : what it was made of: data, dates and parameters
    """

    figure: Figure
    title: str
    source: str

    def save(self, path: Path | str) -> tuple[Path, Path]:
        """Write an SVG and a PNG beside each other; a suffix of `path` is left off.

        Returns both paths. The same figure gives the same bytes. Raises OutputError.
        """
        stem = Path(path)
        stem = stem.with_suffix("") if stem.suffix in {".svg", ".png"} else stem
        written = []
        for kind in ("svg", "png"):
            target = stem.with_name(f"{stem.name}.{kind}")
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(self.as_bytes(kind))
            except OSError as fault:
                raise OutputError(
                    f"this figure cannot be written: {fault.strerror}",
                    where=target,
                    remedy="name another folder, or make room",
                    dutch=f"hier kan geen figuur worden weggeschreven ({fault.strerror}). Kies een andere map.",
                ) from fault
            written.append(target)
        return written[0], written[1]

    def as_bytes(self, kind: str) -> bytes:
        """The figure as "svg" or "png"."""
        about: dict[str, str | None] = {"Title": self.title, "Description": self.source}
        # Without a date, and without the version of what drew it: those would differ from one run to the next.
        about |= (
            {"Date": None, "Creator": "Sociale Kaart"} if kind == "svg" else {"Software": "Sociale Kaart"}
        )
        memory = BytesIO()
        with matplotlib().rc_context(dict(STYLE)):
            self.figure.savefig(memory, format=kind, dpi=DOTS_PER_INCH, metadata=about, facecolor="white")
        return _light(memory.getvalue()) if kind == "svg" else memory.getvalue()

    def _repr_png_(self) -> bytes:
        return self.as_bytes("png")


def _light(svg: bytes) -> bytes:
    """The same drawing with paths to a hundredth of a point: half as heavy, and no eye sees a ten-thousandth."""
    return re.sub(rb' d="[^"]*"', lambda path: re.sub(rb"(\.\d\d)\d+", rb"\1", path[0]), svg)


def matplotlib() -> Any:
    """The package matplotlib; raises ExtraMissing without the extra `notebooks`."""
    return optional("matplotlib", "draws figures")


def new_figure(width_in: float, height_in: float) -> Figure:
    """An empty figure, in inches, that no window and no global state knows of."""
    matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width_in, height_in))
    FigureCanvasAgg(figure)
    return figure
