"""What goes out of the door says the same thing everywhere, and names no registry and no machine."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / "requirements" / "run.txt", ROOT / "requirements" / "test.txt"]
# Of the benchmarks too: whatever lies there.
ALL_LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        content: dict[str, Any] = tomllib.load(file)["project"]
    return content


@pytest.fixture(scope="module")
def publiccode() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return content


def test_publiccode_has_every_key_that_the_standard_asks_for(publiccode: dict[str, Any]) -> None:
    # https://yml.publiccode.tools, version 0.4: url is left out until the repository has a public address.
    mandatory = {
        *("publiccodeYmlVersion", "name", "platforms", "categories", "developmentStatus", "softwareType"),
        *("description", "legal", "maintenance", "localisation"),
    }
    assert mandatory <= set(publiccode)
    assert publiccode["publiccodeYmlVersion"] == "0.4"
    assert publiccode["maintenance"]["contacts"][0]["name"]
    assert (
        set(publiccode["localisation"]["availableLanguages"])
        == {"nl", "en"}
        == set(publiccode["description"])
    )
    for text in publiccode["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]


def test_version_and_licence_are_the_same_everywhere(
    project: dict[str, Any], publiccode: dict[str, Any]
) -> None:
    assert publiccode["softwareVersion"] == project["version"]
    assert publiccode["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert "European Union Public Licence v. 1.2" in (ROOT / "LICENSE").read_text(encoding="utf-8").replace(
        "EUROPEAN UNION PUBLIC LICENCE", "European Union Public Licence"
    )
    front_end = json.loads((ROOT / "static" / "package.json").read_text(encoding="utf-8"))
    assert front_end["license"] == project["license"]


@pytest.mark.parametrize("lock", ALL_LOCKS, ids=lambda path: path.name)
def test_every_pin_has_hashes_and_no_index(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    pins = [pin for pin in re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE) if "==" in pin]
    assert len(pins) > (40 if lock in LOCKS else 10)
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r"^--.*|://", text, flags=re.MULTILINE) == []


@pytest.mark.parametrize("lock", ALL_LOCKS, ids=lambda path: path.name)
def test_make_lock_renews_every_lock(lock: Path) -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\nlock:")[1].split("\n.PHONY")[0]
    assert f"--output-file requirements/{lock.name}" in recipe


def test_the_lock_holds_every_dependency(project: dict[str, Any]) -> None:
    pinned = set(re.findall(r"^([a-z0-9-]+)==", LOCKS[0].read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert {re.split(r"[><=~ ]", one)[0] for one in project["dependencies"]} <= pinned


def test_the_test_lock_holds_the_run_lock() -> None:
    run, test = (
        set(re.findall(r"^\S+==\S+", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)) for lock in LOCKS
    )
    assert run <= test


def test_the_front_ends_lock_names_no_registry_and_checks_every_package() -> None:
    lock = json.loads((ROOT / "static" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert packages["node_modules/leaflet"]["version"] == "1.9.4"
    assert [name for name, about in packages.items() if "resolved" in about] == []
    assert [name for name, about in packages.items() if "integrity" not in about] == []


def test_no_committed_file_names_a_registry_host_or_this_machine() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git working tree")
    # Written in parts, or this file would name them itself.
    forbidden = [
        "pypi" + ".org",
        "python" + "hosted",
        "npm" + "js",
        "registry" + ".npm",
        "deb." + "debian",
        "yarn" + "pkg",
    ]
    places = ["/root" + "/", "/home" + "/[a-z]", "/opt" + "/(pypi|wheels)", "/work" + "/main"]
    asked = [
        "git",
        "grep",
        "--files-with-matches",
        "-I",
        "-E",
        "|".join([*map(re.escape, forbidden), *places]),
    ]
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.stdout.split() == []
    assert found.returncode == 1, found.stderr


def test_no_third_party_code_and_nothing_built_is_committed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git working tree")
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    unwanted = r"node_modules/|sociale_kaart/web/static/|\.min\.(js|css)$|leaflet[^/]*\.(js|css)$|kaart\.gpkg$|\.whl$"
    assert [name for name in files if re.search(unwanted, name)] == []
