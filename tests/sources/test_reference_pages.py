"""The reference pages name every problem code, every key of kaart.toml and every field."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from sociale_kaart.kaartfields import FIELDS_OF_KIND
from sociale_kaart.kaarttoml import KaartConfig

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "sociale_kaart" / "sources"
UNPLACED = ROOT / "sociale_kaart" / "dataset" / "unplaced.py"
PROBLEMS = (ROOT / "docs" / "reference" / "problems.md").read_text(encoding="utf-8")
KAART_TOML = (ROOT / "docs" / "reference" / "kaart-toml.md").read_text(encoding="utf-8")
IN_CODE = re.compile(r'\b(?:Fault|_error|_fault|_one_of)\(\s*(?:_\w+, [\w.]+, )?"([a-z_]+)",')


def codes() -> set[str]:
    found = {
        code for path in SOURCES.rglob("*.py") for code in IN_CODE.findall(path.read_text(encoding="utf-8"))
    }
    found |= set(
        re.findall(r'^ +"([a-z]+(?:_[a-z]+)+)",$', UNPLACED.read_text(encoding="utf-8"), re.MULTILINE)
    )
    # What other rooms report themselves.
    for path in (ROOT / "sociale_kaart" / "dataset").glob("*.py"):
        found |= set(re.findall(r'\bcode="([a-z_]+)"', path.read_text(encoding="utf-8")))
    for table, column, delimiter in (("broken/verwacht.csv", "code", ";"), ("velden.csv", "codes", ";")):
        text = (ROOT / "tests" / "cases" / table).read_text(encoding="utf-8")
        for row in csv.DictReader(io.StringIO(text), delimiter=delimiter):
            found |= set(filter(None, row[column].split("|")))
    return found


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            yield from models(part)


def parts(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from parts(argument)


def test_every_problem_code_is_documented_and_none_besides() -> None:
    documented = set(re.findall(r"^\| `([a-z_]+)` \|", PROBLEMS, re.MULTILINE)) - {"error", "warning", "hint"}
    assert len(codes()) > 60
    assert documented == codes()


@pytest.mark.parametrize("key", sorted({key for model in models(KaartConfig) for key in model.model_fields}))
def test_every_key_of_kaart_toml_is_documented(key: str) -> None:
    assert re.search(rf"[`.\[]{key}[`\].]", KAART_TOML)


@pytest.mark.parametrize("field", sorted(frozenset.union(*FIELDS_OF_KIND.values())))
def test_every_field_is_documented(field: str) -> None:
    assert f"`{field}`" in KAART_TOML
