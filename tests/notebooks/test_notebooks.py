"""The notebooks run from beginning to end, warn of nothing and write nothing, and are one thing in two files."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tools.notebooks import executed, paired, sources

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
# Whoever reads a cell should see it at once.
LONGEST_CELL = 30
# What the conclusions must say of the maps that ship: Utrecht's gaps by name, and none in Overijssel.
SAYS = {
    "2_gaten": (
        "Zeker een gat is Utrechtse Heuvelrug",
        "heet geen enkele gemeente een gat (0 van",
    )
}

every_notebook = pytest.mark.parametrize("source", sources(), ids=lambda source: source.stem)


def told(notebook: Any) -> list[tuple[str, str]]:
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def files() -> dict[Path, tuple[int, int]]:
    """Everything that a notebook could have written to, with its size and time."""
    places = [NOTEBOOKS, ROOT / "geodata"]
    found = [path for place in places for path in place.rglob("*") if path.is_file()]
    return {
        path: (path.stat().st_size, path.stat().st_mtime_ns)
        for path in found
        if "__pycache__" not in path.parts
    }


def conclusions(notebook: Any) -> list[Any]:
    """The cells that say what a province would do."""
    return [cell for cell in notebook.cells if "conclusie" in cell.metadata.get("tags", ())]


def figures(notebook: Any) -> set[str]:
    """The numbers of the figures that were really drawn."""
    return {
        number
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
        for number in re.findall(r"Figuur (\d+)\.", cell.source)
    }


def assert_every_sentence_rests_on_a_figure(cell: Any, drawn: set[str]) -> None:
    (output,) = cell.outputs
    prose = re.sub(r"^###.*$|\*\*[^*]+\*\*", "", output.data["text/markdown"], flags=re.MULTILINE)
    sentences = [" ".join(one.split()) for one in re.split(r"(?<=\))\.(?=\s|$)", prose) if one.strip()]
    assert len(sentences) >= 3
    for sentence in sentences:
        named = re.search(r"\(((?:figuur \d+(?:, )?)+)\)$", sentence)
        assert named, f"no figure behind: {sentence}"
        assert set(re.findall(r"\d+", named[1])) <= drawn
        assert ". " not in sentence, f"two sentences on one figure: {sentence}"


@every_notebook
def test_no_number_in_a_conclusion_is_typed(source: Path) -> None:
    """What does not come out of braces holds no digits: a map that changes changes the text."""
    for cell in conclusions(paired(source)):
        typed = re.sub(r"\{[^{}]*\}|figuur \d+|###.*", "", cell.source)
        assert re.findall(r"\d+", typed) == []


def test_there_are_five() -> None:
    assert [source.name[0] for source in sources()] == ["1", "2", "3", "4", "5"]


@every_notebook
def test_both_halves_say_the_same_and_carry_no_output(source: Path) -> None:
    notebook = nbformat.read(source.with_suffix(".ipynb"), as_version=4)
    assert told(notebook) == told(paired(source)), "run: make notebooks-pair"
    nbformat.validate(notebook)
    assert [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")] == []


@every_notebook
def test_it_is_thin(source: Path) -> None:
    """The package does the work: no cell is long, and none defines what belongs there."""
    cells = [cell.source for cell in paired(source).cells if cell.cell_type == "code"]
    assert [cell for cell in cells if cell.count("\n") >= LONGEST_CELL] == []
    defined = [node for cell in cells for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.ClassDef)]
    assert defined == []


@pytest.mark.slow
@every_notebook
def test_it_runs_without_a_warning_and_leaves_everything_as_it_was(source: Path, tmp_path: Path) -> None:
    before = files()
    notebook = executed(source, tmp_path)
    for cell in conclusions(notebook):
        assert_every_sentence_rests_on_a_figure(cell, figures(notebook))
    prose = " ".join(cell.outputs[0].data["text/markdown"] for cell in conclusions(notebook))
    assert [words for words in SAYS.get(source.stem, ()) if words not in " ".join(prose.split())] == []
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert [output.text for output in outputs if output.output_type == "stream"] == []
    assert len(outputs) >= 5
    assert {path.relative_to(ROOT) for path, was in files().items() if before.get(path) != was} == set()
