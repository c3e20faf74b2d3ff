"""Files beside their compressed copies; and what did not change stays the very same file."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from sociale_kaart.errors import LockError, OutputError
from sociale_kaart.publish.files import Writer
from sociale_kaart.publish.switching import SUMS, begin, draft_of, replacing, switch

PAGE = b"<p>een bladzijde met woorden</p>\n" * 40


def site(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / SUMS).write_text(text)
    return folder


def test_a_text_stands_beside_its_compressed_copies(tmp_path: Path) -> None:
    Writer(tmp_path, None, packs=True).write("over/index.html", PAGE)
    assert gzip.decompress((tmp_path / "over/index.html.gz").read_bytes()) == PAGE
    assert brotli.decompress((tmp_path / "over/index.html.br").read_bytes()) == PAGE


def test_what_is_compressed_in_itself_or_small_has_no_copies(tmp_path: Path) -> None:
    writer = Writer(tmp_path, None, packs=True)
    writer.write("kaart.png", PAGE)
    writer.write("kort.html", b"kort")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kaart.png", "kort.html"]


def test_what_did_not_change_is_the_same_file_and_what_did_is_another(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    before = Writer(old, None, packs=True)
    before.write("a.html", PAGE)
    before.write("b.html", PAGE)
    now = Writer(new, old, packs=True)
    assert [now.write("a.html", PAGE).is_new, now.write("b.html", PAGE + b"!").is_new] == [False, True]
    assert (old / "a.html.br").samefile(new / "a.html.br")
    assert (old / "b.html").read_bytes() == PAGE


def test_an_interrupted_run_leaves_the_old_site_and_the_next_one_begins_anew(tmp_path: Path) -> None:
    out = site(tmp_path / "site", "oud")
    (begin(out) / "half.html").write_text("half")
    assert (out / SUMS).read_text() == "oud"
    draft = begin(out)
    assert list(draft.iterdir()) == []


def test_the_new_site_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    out = site(tmp_path / "site", "oud")
    draft = begin(out)
    (draft / SUMS).write_text("nieuw")
    switch(draft, out)
    assert [one.name for one in out.iterdir()] == [SUMS]
    assert (out / SUMS).read_text() == "nieuw"
    assert not draft_of(out).exists()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van mij")
    with pytest.raises(OutputError, match="iets anders"):
        begin(tmp_path)
    assert (tmp_path / "brief.txt").read_text() == "van mij"


def test_where_a_link_leads_to_the_site_the_link_stays_and_what_it_leads_to_is_replaced(
    tmp_path: Path,
) -> None:
    site(tmp_path / "v1", "oud")
    link = tmp_path / "kaart"
    link.symlink_to("v1")
    for text in ("nieuw", "nog nieuwer"):
        with replacing(link) as (_, draft):
            (draft / SUMS).write_text(text)
    assert link.is_symlink()
    assert (link / SUMS).read_text() == "nog nieuwer"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kaart", "v1"]


def test_here_is_a_folder_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site(tmp_path / "hier", "oud"))
    with replacing(Path()) as (_, draft):
        (draft / SUMS).write_text("nieuw")
    assert (tmp_path / "hier" / SUMS).read_text() == "nieuw"


def test_two_that_write_one_site_do_not_take_it_from_each_other(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with replacing(out) as (_, draft):
        (draft / SUMS).write_text("van de eerste")
        with pytest.raises(LockError), replacing(out):
            pass
    assert (out / SUMS).read_text() == "van de eerste"


def test_what_a_run_that_failed_wrote_goes_and_the_site_stays(tmp_path: Path) -> None:
    out = site(tmp_path / "site", "oud")
    with pytest.raises(FileNotFoundError), replacing(out) as (_, draft):
        (draft / "weg" / SUMS).write_text("half")
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
    assert (out / SUMS).read_text() == "oud"
