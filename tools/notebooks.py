"""Keeps the two halves of each notebook in step, and runs notebooks: `python tools/notebooks.py pair | run FOLDER`.

pair: writes each .ipynb from its .py. After saving in Jupyter with jupytext on, both are in step already.
run: executes every notebook and writes it, with its outputs, to a folder; the repository itself stays as it is.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import jupytext
import nbformat

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
PATIENCE_S = 300


def sources(folder: Path = NOTEBOOKS) -> list[Path]:
    """The notebooks as text, in the order in which they are read."""
    return sorted(folder.glob("[0-9]*.py"))


def paired(source: Path) -> Any:
    """A notebook from its text; ids follow the order of the cells, so that the same text is the same file."""
    notebook = jupytext.read(source)
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cel-{number}"
    return notebook


def pair() -> None:
    """Write every .ipynb anew."""
    for source in sources():
        target = source.with_suffix(".ipynb")
        target.write_text(nbformat.writes(paired(source)) + "\n", encoding="utf-8")
        print(f"{target.name} follows {source.name}")


def executed(source: Path, work: Path) -> Any:
    """A notebook with its outputs, run where it stands; raises nbclient's CellExecutionError.

    work : what the notebook may write to
    """
    from nbclient import NotebookClient

    notebook = paired(source)
    client = NotebookClient(notebook, timeout=PATIENCE_S, kernel_name="python3", resources=_at(source.parent))
    client.execute(env=_environment(work))
    return notebook


def run(folder: Path) -> None:
    """Execute every notebook into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources():
        target = folder / source.with_suffix(".ipynb").name
        print(f"Running {source.name} ...", flush=True)
        with tempfile.TemporaryDirectory() as work:
            notebook = executed(source, Path(work))
        target.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    print(f"Open them in Jupyter, in VS Code, or in anything else that shows notebooks: {folder}")


def _at(folder: Path) -> dict[str, dict[str, str]]:
    return {"metadata": {"path": str(folder)}}


def _environment(work: Path) -> dict[str, str]:
    # Files that one kernel writes of itself (history, connection) stay out of the way too.
    return {**os.environ, "IPYTHONDIR": str(work / ".ipython"), "PYTHONDONTWRITEBYTECODE": "1"}


def main() -> None:
    """As the module says."""
    match sys.argv[1:]:
        case ["pair"]:
            pair()
        case ["run", folder]:
            run(Path(folder))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
