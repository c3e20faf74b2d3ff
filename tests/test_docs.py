"""The documentation names what there is: commands, options, codes, settings and columns; its links lead somewhere."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import click
import pytest

import sociale_kaart
from sociale_kaart.cli import main
from sociale_kaart.config import PREFIX, Settings, environment_names
from sociale_kaart.dataset.store import TABLES
from sociale_kaart.errors import SocialeKaartError

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "geodata").rglob("*.md")],
    key=lambda path: path.relative_to(ROOT).as_posix(),
)


def commands(command: click.Command, path: str = "sociale-kaart") -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name, one in sorted(command.commands.items()):
            yield from commands(one, f"{path} {name}")
    else:
        yield path, command


COMMANDS = dict(commands(main))
OPTIONS = [
    (path, option)
    for path, command in COMMANDS.items()
    for parameter in command.params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
    if option.startswith("--")
]


@pytest.fixture(scope="module")
def reference() -> str:
    return (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_is_in_the_reference(path: str, reference: str) -> None:
    assert f"`{path}" in reference


@pytest.mark.parametrize(("path", "option"), OPTIONS)
def test_every_option_is_named_with_its_command(path: str, option: str, reference: str) -> None:
    name = path.removeprefix("sociale-kaart ")
    items = re.split(r"\n(?=- |\||\n|#)", reference)
    assert any(option in item and re.search(rf"`(sociale-kaart )?{name}\b", item) for item in items)


def test_every_exit_code_is_in_the_reference(reference: str) -> None:
    table = reference.partition("## Exit codes")[2]
    missing = {
        f"{kind.__name__}: {kind.exit_code}"
        for kind in _with_subclasses(SocialeKaartError)
        if f"| {kind.exit_code} |" not in table
    }
    assert missing == set()


def _with_subclasses(kind: type[SocialeKaartError]) -> Iterator[type[SocialeKaartError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _with_subclasses(below)


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_every_setting_is_in_the_reference_with_its_default(setting: Any) -> None:
    variable = PREFIX + setting.name.upper()
    assert variable in environment_names()
    rows = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8").splitlines()
    (row,) = [row for row in rows if row.startswith(f"| `{variable}` |")]
    assert setting.default in (None, "") or f"`{setting.default}`" in row


def test_every_public_column_is_in_the_glossary() -> None:
    rows = re.findall(r"^\|([^|]*)\|", (DOCS / "glossary.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    defined = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    missing = {column: where for column, where in public_columns().items() if column not in defined}
    assert missing == {}


def public_columns() -> dict[str, str]:
    """Column -> where it comes from: every `..._COLUMNS` of the package, and every field of a stored record.

    A part of a record keeps its own column names behind the part's name, so that only its own need defining.
    """
    found: dict[str, str] = {}
    for info in pkgutil.walk_packages(sociale_kaart.__path__, "sociale_kaart."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            is_list = isinstance(value, tuple) and value and all(isinstance(one, str) for one in value)
            if name.endswith("COLUMNS") and not name.startswith("_") and is_list:
                found |= dict.fromkeys(value, f"{info.name}.{name}")
    for kind in TABLES.values():
        found |= dict.fromkeys(_own_columns(kind), kind.__name__)
    return found


def _own_columns(kind: type[Any]) -> Iterator[str]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        parts = [one for one in (hints[field.name], *get_args(hints[field.name])) if is_dataclass(one)]
        if parts:
            yield from _own_columns(parts[0])  # type: ignore[arg-type]
        else:
            yield field.name


def test_the_readme_has_the_two_commands_and_they_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test"):
        assert f"make {target}" in readme
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE)


@pytest.mark.parametrize("document", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    broken = []
    for link in re.findall(r"\]\(<?([^)>\s]+)>?[^)]*\)|<img[^>]+src=\"([^\"]+)\"", text):
        target, _, anchor = "".join(link).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        path = (document.parent / target).resolve() if target else document
        if not path.exists() or (anchor and path.suffix == ".md" and anchor not in _anchors(path)):
            broken.append("".join(link))
    assert broken == []


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
