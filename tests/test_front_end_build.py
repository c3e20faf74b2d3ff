"""The build hook: bundles once, names files by their content, and says in so many words why it cannot."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path

import brotli
import pytest

from hatch_build import FrontEnd, FrontEndError

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with our front end's sources, and its packages in place."""
    if not (ROOT / "static" / "node_modules").is_dir():
        pytest.skip("the front end was never built here: make install")
    static = tmp_path / "static"
    static.mkdir()
    shutil.copytree(ROOT / "static" / "src", static / "src")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / "static" / name, static / name)
    shutil.copytree(ROOT / "static" / "node_modules", static / "node_modules")
    shutil.copy(ROOT / "hatch_build.py", tmp_path)
    return tmp_path


def test_the_bundle_has_hashed_names_licences_and_no_source_maps(project: Path) -> None:
    assert FrontEnd(project, print).build()
    target = project / "sociale_kaart" / "web" / "static"
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    assert {"kaart.js", "kaart.css"} <= set(manifest)
    for name, file in manifest.items():
        stem, _, kind = name.rpartition(".")
        # What several modules share goes by its own name.
        assert re.fullmatch(rf"{stem}-[A-Z0-9]{{8}}\.{kind}", file) or (
            name == file and stem.startswith("chunk-")
        )
    files = {path.name for path in target.iterdir() if path.suffix not in (".br", ".gz")}
    assert files == {*manifest.values(), "manifest.json", "licences.txt"}
    assert "leaflet 1.9.4, BSD-2-Clause" in (target / "licences.txt").read_text(encoding="utf-8")
    assert list((project / "static" / ".build" / "maps").glob("kaart-*.js.map"))


def test_each_text_file_lies_there_compressed_and_what_comes_first_is_light(project: Path) -> None:
    FrontEnd(project, print).build()
    target = project / "sociale_kaart" / "web" / "static"
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    for name in manifest.values():
        path = target / name
        if path.suffix in (".js", ".css"):
            assert gzip.decompress(Path(f"{path}.gz").read_bytes()) == path.read_bytes()
            assert brotli.decompress(Path(f"{path}.br").read_bytes()) == path.read_bytes()
        else:
            assert not Path(f"{path}.br").exists()
    first, style, drawn = (target / manifest[name] for name in ("kaart.js", "kaart.css", "map.js"))
    assert f'import("./{drawn.name}")' in first.read_text(encoding="utf-8"), "the map comes when it is wanted"
    assert Path(f"{first}.gz").stat().st_size < 4_000
    assert Path(f"{style}.gz").stat().st_size <= 8_192, "the bar of issue 6"
    assert Path(f"{drawn}.gz").stat().st_size < 36_000


def test_the_worker_stands_by_itself_for_browsers_without_workers_of_modules(project: Path) -> None:
    FrontEnd(project, print).build()
    (worker,) = (project / "sociale_kaart" / "web" / "static").glob("clusterworker-*.js")
    assert not re.search(r"\b(import|export)\b[\s{\"*]", worker.read_text(encoding="utf-8"))


def test_no_script_of_the_map_says_a_sentence_of_its_own() -> None:
    # Words come from the page, where gettext translates them: no string of several words in the sources.
    for path in (ROOT / "static" / "src").glob("*.js"):
        code = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
        said = re.findall(r"[\"'`]([A-Z][a-z]+ [a-z]+[^\"'`]*)[\"'`]", code)
        assert said == [], path.name


def test_the_bundle_asks_nothing_of_anybody_else(project: Path) -> None:
    FrontEnd(project, print).build()
    (style,) = (project / "sociale_kaart" / "web" / "static").glob("kaart-*.css")
    assert re.findall(r"url\((?!\"?(?:\./|#|data:)).{60}", style.read_text(encoding="utf-8")) == []
    assert "sourceMappingURL" not in style.read_text(encoding="utf-8")


def test_unchanged_sources_are_not_built_again_and_changed_ones_are(project: Path) -> None:
    front_end = FrontEnd(project, print)
    assert front_end.build()
    assert not front_end.build()
    style = project / "static" / "src" / "kaart.css"
    style.write_text(style.read_text(encoding="utf-8") + "\n.new{color:red}\n", encoding="utf-8")
    before = set(front_end.target.glob("kaart-*.css"))
    assert front_end.build()
    after = set(front_end.target.glob("kaart-*.css"))
    assert len(after) == 1
    assert after.isdisjoint(before)


def test_a_file_that_is_missing_from_the_bundle_is_built_again(project: Path) -> None:
    front_end = FrontEnd(project, print)
    front_end.build()
    next(front_end.target.glob("kaart-*.js")).unlink()
    assert front_end.build()


def test_a_fault_in_the_source_says_where(project: Path) -> None:
    (project / "static" / "src" / "kaart.js").write_text("const = 1;\n", encoding="utf-8")
    with pytest.raises(FrontEndError, match=r"src/kaart\.js:1:6"):
        FrontEnd(project, print).build()


def test_when_npm_cannot_install_the_message_has_its_words_and_a_remedy(project: Path) -> None:
    shutil.rmtree(project / "static" / "node_modules")
    manifest = project / "static" / "package.json"
    # Out of step with its lock: npm refuses at once, without asking a registry.
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("1.9.4", "1.9.3"), encoding="utf-8")
    with pytest.raises(FrontEndError, match=r"(?s)npm ci failed.*leaflet.*make the registry reachable"):
        FrontEnd(project, print).build()
