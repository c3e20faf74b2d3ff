"""`hsds export` and `hsds import` as somebody types them: a map goes round, and the screen says what came along."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from sociale_kaart.cli import main
from sociale_kaart.dataset.build import build
from sociale_kaart.kaart import open_kaart
from tests.maps.made import VEENDAM

ENGLISH = Path(__file__).resolve().parents[1] / "cases" / "hsds" / "english.json"


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    return result.exit_code, result.output


def test_a_map_goes_out_comes_in_and_goes_out_the_same(tmp_path: Path) -> None:
    shutil.copytree(VEENDAM, tmp_path / "kaart", ignore=shutil.ignore_patterns("kaart.gpkg*", "rapport*"))
    build(open_kaart(tmp_path / "kaart"), today=date(2026, 11, 22))
    assert run("hsds", "export", tmp_path / "kaart", tmp_path / "uit", "--from", "2026-11-22")[0] == 0
    code, said = run("hsds", "import", tmp_path / "uit" / "hsds.zip", tmp_path / "terug")
    assert (code, "16 rijen, 16 overgenomen, 0 niet" in said) == (0, True)
    build(open_kaart(tmp_path / "terug"), today=date(2026, 11, 22))
    assert run("hsds", "export", tmp_path / "terug", tmp_path / "uit2", "--from", "2026-11-22")[0] == 0
    for name in ("hsds.zip", "hsds.json"):
        assert (tmp_path / "uit" / name).read_bytes() == (tmp_path / "uit2" / name).read_bytes()


def test_what_does_not_come_along_is_counted_and_listed(tmp_path: Path) -> None:
    code, said = run("hsds", "import", ENGLISH, tmp_path / "kaart", "--licence", "OGL 3.0")
    assert code == 0
    assert "service: 2 rijen, 1 overgenomen, 1 niet" in said
    assert "niet-overgenomen.csv" in said


def test_a_folder_in_use_and_a_file_without_a_day_are_refused_in_dutch(tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("hallo", encoding="utf-8")
    code, said = run("hsds", "import", ENGLISH, tmp_path / "vol")
    assert (code, "deze map is niet leeg" in said) == (3, True)
    dateless = tmp_path / "zonder.json"
    dateless.write_text(
        ENGLISH.read_text("utf-8").replace('"last_modified": "2026-10-20T09:30:00Z",', ""), encoding="utf-8"
    )
    code, said = run("hsds", "import", dateless, tmp_path / "nieuw")
    assert (code, "--as-of" in said) == (4, True)
    assert run("hsds", "import", dateless, tmp_path / "nieuw", "--as-of", "2026-10-01")[0] == 0
