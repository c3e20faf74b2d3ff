"""A command that needs a package that is not there says which, and how to install it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commandline import sociale_kaart
from sociale_kaart.errors import ExtraMissing
from sociale_kaart.extras import EXTRA_OF, missing_extra, optional
from tests.coverage.test_clusters import cluster  # noqa: F401 - a fixture

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("package", "command", "extra"),
    [
        ("scipy", ["coverage"], "coverage"),
        ("highspy", ["next-places", "--pillar", "spreekuur"], "coverage"),
        ("distributed", ["coverage", "--scheduler", "127.0.0.1:8786"], "cluster"),
        ("osmium", ["coverage", "--network", "straten.osm.pbf"], "osm"),
    ],
)
def test_a_missing_package_ends_in_a_sentence(
    utrecht: Path, package: str, command: list[str], extra: str
) -> None:
    name, *options = command
    script = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from sociale_kaart.cli import main\n"
        f"main({[name, str(utrecht), *options]!r})"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ended.returncode == ExtraMissing.exit_code == 12
    assert "Traceback" not in ended.stderr
    assert f"hiervoor is {package} nodig" in ended.stderr
    assert f"pip install 'sociale-kaart[{extra}]'" in ended.stderr


def test_every_extra_named_is_one_of_the_project() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    brings = {
        extra: {text.partition(">")[0] for text in needed}
        for extra, needed in project["optional-dependencies"].items()
    }
    assert {package: extra for package, extra in EXTRA_OF.items() if package not in brings[extra]} == {}


def test_a_package_that_no_extra_brings_is_a_bug() -> None:
    assert missing_extra(ModuleNotFoundError("no", name="sociale_kaart.nergens")) is None
    with pytest.raises(ModuleNotFoundError):
        optional("sociale_kaart.nergens", "does nothing")


def test_a_scheduler_that_does_not_answer_is_named(utrecht: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sociale_kaart.coverage import clusters

    connect = clusters.connect
    monkeypatch.setattr(clusters, "connect", lambda address: connect(address, timeout_s=0.5))
    result = sociale_kaart("coverage", utrecht, "--scheduler", "tcp://127.0.0.1:9")
    assert result.exit_code == 7
    assert "tcp://127.0.0.1:9: op dit adres antwoordt geen Dask-scheduler" in result.stderr


@pytest.mark.slow
def test_a_cluster_gives_the_very_same_file(utrecht: Path, cluster: Any) -> None:  # noqa: F811 - the fixture
    options = ("coverage", utrecht, "--pillar", "spreekuur", "--format", "json")
    alone = sociale_kaart(*options)
    together = sociale_kaart(*options, "--scheduler", cluster.scheduler_address)
    assert together.exit_code == 0, together.stderr
    assert together.stdout == alone.stdout
