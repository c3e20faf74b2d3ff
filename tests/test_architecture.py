"""The house rules that imports can break: layers, cycles, names, and who alone may touch what."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

PACKAGE = "sociale_kaart"
ROOT = Path(__file__).resolve().parent.parent / PACKAGE

# Top to bottom. A module belongs to the longest name here that it starts with. It may import from the rows below,
# and from its own name; from nothing above it, and from nothing beside it.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("__init__", "__main__"),  # what an analyst imports; python -m
    ("cli",),
    ("publish",),  # the whole site as files
    ("terminal",),  # what the command line prints
    ("web",),
    ("export",),
    ("dataset.build", "dataset.example"),  # the stages as a list
    ("coverage",),
    ("dataset",),  # store, layers, report
    ("batch",),  # geocodes any table
    ("sources",),  # reads and checks what coordinators keep
    ("geocode",),
    ("dataset.area", "dataset.mapdata", "dataset.schooldays"),  # what every stage speaks of
    ("hours",),
    ("gebieden",),
    ("kaart",),
    ("kaarttoml",),
    ("kaartfields", "kaartfaults"),  # what a sheet may tell; faults in Dutch
    ("hsds",),  # what HSDS calls things
    ("model", "http"),
    ("config", "extras", "problems", "crs", "atomic", "httpcache"),
    ("errors",),
)

# What the layers alone do not forbid: pages and exports show a built map, and make none.
NEVER = {"web": ("dataset.build", "sources", "gebieden.update"), "export": ("dataset.build", "sources")}

# Outside package -> the one module that may import it. (Of `requests` others may know the types: see below.)
ONLY = {
    "requests_ratelimiter": "http",
    "pybreaker": "http",
    "requests_cache": "httpcache",
    "urllib3": "http",
    "pyproj": "crs",
}

Imports = Mapping[str, frozenset[str]]


def modules(root: Path) -> dict[str, Path]:
    """Module names relative to the package ("" is the package itself) and their files."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax tree; each is asked for by many rules."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(root: Path, package: str) -> Imports:
    """Each module -> the package's own modules that it imports, at its top, inside functions or for types alone."""
    known = modules(root)
    return {name: frozenset(_targets(parsed(path), known, package)) - {name} for name, path in known.items()}


def _targets(tree: ast.AST, known: Mapping[str, Path], package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (_within(alias.name, package) for alias in node.names if _is_own(alias.name, package))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write imports in full, from {package}..."
            assert node.module is not None
            if _is_own(node.module, package):
                base = _within(node.module, package)
                for alias in node.names:
                    submodule = f"{base}.{alias.name}".lstrip(".")
                    yield submodule if submodule in known else base


def _is_own(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def _within(name: str, package: str) -> str:
    return name.removeprefix(package).removeprefix(".")


def layer_name(module: str, layers: tuple[tuple[str, ...], ...] = LAYERS) -> str:
    """The name in the table that a module belongs to; raises LookupError where there is none."""
    module = module or "__init__"
    fitting = [name for row in layers for name in row if module == name or module.startswith(f"{name}.")]
    if not fitting:
        raise LookupError(f"{PACKAGE}.{module} stands in no layer: give it a row in LAYERS")
    return max(fitting, key=len)


def violations(imports: Imports, layers: tuple[tuple[str, ...], ...] = LAYERS) -> list[str]:
    """Every import that goes up or sideways, as a sentence."""
    depth = {name: number for number, row in enumerate(layers) for name in row}
    wrong = []
    for module, targets in sorted(imports.items()):
        own = layer_name(module, layers)
        for target in sorted(targets):
            its = layer_name(target, layers)
            if its != own and depth[its] <= depth[own]:
                direction = "sideways" if depth[its] == depth[own] else "up"
                wrong.append(f"{module} imports {target}: {direction}, from {own} to {its}")
    return wrong


def cycle(imports: Imports) -> list[str]:
    """One cycle of imports, its first module repeated at its end; empty where there is none."""
    done: set[str] = set()

    def visit(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return []
        for target in sorted(imports.get(module, ())):
            if found := visit(target, [*path, module]):
                return found
        done.add(module)
        return []

    for module in sorted(imports):
        if found := visit(module, []):
            return found
    return []


@pytest.fixture(scope="module")
def imports() -> Imports:
    return imports_of(ROOT, PACKAGE)


def test_imports_go_down_through_the_layers(imports: Imports) -> None:
    assert violations(imports) == []


def test_no_module_imports_itself_by_way_of_others(imports: Imports) -> None:
    assert cycle(imports) == []


def test_pages_and_exports_only_read_a_built_map(imports: Imports) -> None:
    wrong = [
        f"{module} imports {target}"
        for module, targets in imports.items()
        for layer, forbidden in NEVER.items()
        if module == layer or module.startswith(f"{layer}.")
        for target in targets
        if any(target == name or target.startswith(f"{name}.") for name in forbidden)
    ]
    assert wrong == []


def test_nothing_is_called_utils() -> None:
    vague = {"util", "utils", "helper", "helpers", "common", "misc"}
    assert [name for name in modules(ROOT) if vague & set(name.split("."))] == []


@pytest.mark.parametrize(("outside", "only"), ONLY.items())
def test_an_outside_package_has_one_door(outside: str, only: str) -> None:
    assert _importers_of(outside) <= {only}


def test_only_http_makes_a_session_or_a_request() -> None:
    callers = {
        name
        for name, path in modules(ROOT).items()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "requests"
    }
    assert callers <= {"http"}


def test_only_config_reads_the_environment() -> None:
    readers = {
        name
        for name, path in modules(ROOT).items()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}
    }
    assert readers == {"config"}


def _importers_of(outside: str) -> set[str]:
    found = set()
    for name, path in modules(ROOT).items():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            if any(_is_own(one, outside) for one in names):
                found.add(name)
    return found


# The test can fail: small trees with one fault each.

SMALL = (("cli",), ("left", "right"), ("model",))


def _tree(root: Path, files: Mapping[str, str]) -> Imports:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return imports_of(root, "tree")


def test_an_import_upwards_is_seen_even_inside_a_function(tmp_path: Path) -> None:
    found = _tree(
        tmp_path,
        {"cli.py": "from tree import model", "model.py": "def f():\n    from tree.cli import main\n"},
    )
    assert violations(found, SMALL) == ["model imports cli: up, from model to cli"]


def test_an_import_sideways_is_seen_and_one_within_its_own_package_is_not(tmp_path: Path) -> None:
    found = _tree(
        tmp_path,
        {
            "left/__init__.py": "",
            "left/a.py": "from tree.left import b\nimport tree.right.c",
            "left/b.py": "from tree.model import Thing",
            "right/c.py": "",
            "model.py": "",
        },
    )
    assert violations(found, SMALL) == ["left.a imports right.c: sideways, from left to right"]


def test_a_module_without_a_layer_is_seen(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="attic stands in no layer"):
        violations(_tree(tmp_path, {"attic.py": ""}), SMALL)


def test_a_cycle_is_seen(tmp_path: Path) -> None:
    found = _tree(
        tmp_path,
        {
            "left/a.py": "from tree.left.b import x",
            "left/b.py": "import tree.left.c",
            "left/c.py": "from tree.left import a",
            "model.py": "",
        },
    )
    assert cycle(found) == ["left.a", "left.b", "left.c", "left.a"]
