"""The reference files: checked when read, documented, replaced all at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from sociale_kaart.errors import ReferenceDataError
from sociale_kaart.gebieden import files, tables
from sociale_kaart.gebieden.files import Content

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "gebieden"
    shutil.copytree(ROOT / "geodata/gebieden", folder)
    return folder


def content(text: str) -> Content:
    return Content(text.encode(), "a source", "CC0 1.0", "2024", "for a test")


def test_the_manifest_names_every_file_and_every_file_is_what_it_says() -> None:
    folder = ROOT / "geodata/gebieden"
    manifest = files.read_manifest(folder)
    assert set(manifest) == set(files.ALL)
    assert {path.name for path in folder.iterdir()} == {*files.ALL, files.MANIFEST}
    for name, entry in manifest.items():
        assert hashlib.sha256((folder / entry.path).read_bytes()).hexdigest() == entry.sha256
        assert files.read_bytes(name, folder)


def test_every_table_has_the_columns_it_should() -> None:
    for name, columns in tables.COLUMNS.items():
        header = files.read_bytes(name, ROOT / "geodata/gebieden").decode().split("\n", 1)[0]
        assert tuple(header.split(",")) == columns


def test_the_documentation_says_the_same_of_each_file_as_the_manifest() -> None:
    page = (ROOT / "docs/sources.md").read_text("utf-8")
    rows = [
        [cell.strip().strip("`") for cell in line.split("|")[1:-1]]
        for line in page.splitlines()
        if "|" in line
    ]
    documented = {row[0]: row[1:] for row in rows if row and row[0] in files.ALL}
    for name, entry in files.read_manifest(ROOT / "geodata/gebieden").items():
        assert documented[name] == [
            entry.description,
            entry.source,
            entry.licence,
            entry.vintage,
            entry.sha256,
        ]


def test_a_changed_file_is_refused_with_the_hash_that_was_expected(copied: Path) -> None:
    path = copied / files.GEMEENTEN
    path.write_bytes(path.read_bytes().replace(b"Zwolle", b"Zwole"))
    expected = files.read_manifest(copied)[files.GEMEENTEN].sha256
    with pytest.raises(ReferenceDataError, match=f"damaged or edited.*{expected}.*gebieden update") as caught:
        files.read_bytes(files.GEMEENTEN, copied)
    assert caught.value.where == str(path)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / files.GEMEENTEN).unlink(), "the reference file is missing"),
        (lambda folder: (folder / files.MANIFEST).unlink(), "there is no manifest"),
        (lambda folder: (folder / files.MANIFEST).write_text("{"), "the manifest cannot be read"),
        (lambda folder: (folder / files.MANIFEST).write_text('{"format": 2, "files": {}}'), "has format 2"),
        (lambda folder: (folder / files.MANIFEST).write_text('{"format": 1, "files": {}}'), "does not name"),
    ],
)
def test_a_spoiled_folder_is_refused_with_what_to_do(copied: Path, spoil: object, message: str) -> None:
    spoil(copied)  # type: ignore[operator]
    with pytest.raises(ReferenceDataError, match=message) as caught:
        files.read_bytes(files.GEMEENTEN, copied)
    assert files.REBUILD in str(caught.value)


def test_a_new_set_replaces_the_old_one_and_leaves_it_to_its_readers(tmp_path: Path) -> None:
    first = files.write_set(tmp_path, {files.GEMEENTEN: content("one")})
    second = files.write_set(tmp_path, {files.GEMEENTEN: content("two")})
    assert files.read_bytes(files.GEMEENTEN, tmp_path) == b"two"
    assert (first / files.GEMEENTEN).read_text() == "one"
    files.write_set(tmp_path, {files.GEMEENTEN: content("three")})
    assert not first.exists()
    assert second.exists()


def test_the_same_set_written_again_is_the_same_set(tmp_path: Path) -> None:
    first = files.write_set(tmp_path, {files.GEMEENTEN: content("one")})
    manifest = (tmp_path / files.MANIFEST).read_bytes()
    assert files.write_set(tmp_path, {files.GEMEENTEN: content("one")}) == first
    assert (tmp_path / files.MANIFEST).read_bytes() == manifest
    assert files.read_bytes(files.GEMEENTEN, tmp_path) == b"one"


@pytest.mark.parametrize("at", range(4))
def test_a_write_cut_off_at_any_rename_leaves_the_old_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    files.write_set(tmp_path, {files.GEMEENTEN: content("one"), files.PLACES: content("one")})
    steps = 0

    def cut_off(path: Path, data: bytes) -> int:
        nonlocal steps
        steps += 1
        if steps > at:
            raise KeyboardInterrupt
        with path.open("wb") as file:
            return file.write(data)

    def no_rename(self: Path, target: Path) -> Path:
        nonlocal steps
        steps += 1
        if steps > at:
            raise KeyboardInterrupt
        os.replace(self, target)  # noqa: PTH105 - Path.replace is what this stands in for
        return target

    monkeypatch.setattr(Path, "write_bytes", cut_off)
    monkeypatch.setattr(Path, "replace", no_rename)
    with pytest.raises(KeyboardInterrupt):
        files.write_set(tmp_path, {files.GEMEENTEN: content("two"), files.PLACES: content("two")})
    assert files.read_bytes(files.GEMEENTEN, tmp_path) == b"one"
    assert files.read_bytes(files.PLACES, tmp_path) == b"one"
    assert not list(tmp_path.glob(".*"))


def test_packed_json_is_the_same_bytes_every_time() -> None:
    assert files.packed({"a": [1, 2]}) == files.packed({"a": [1, 2]})


def test_an_empty_cell_is_unknown_and_stays_so() -> None:
    row = {"buurtcode": "BU1", "gemeentecode": "GM1", "inhabitants": float("nan"), "inhabitants_65plus": None,
           "x_rd": 1.4, "y_rd": 2}  # fmt: skip
    written = tables.write(files.BUURTEN, [row])
    assert tables.parse(written) == [
        {
            "buurtcode": "BU1",
            "gemeentecode": "GM1",
            "inhabitants": "",
            "inhabitants_65plus": "",
            "x_rd": "1",
            "y_rd": "2",
        }
    ]
    assert json.dumps(tables.number("")) == "null"
