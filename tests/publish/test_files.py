"""Files beside their compressed copies; and what did not change stays the very same file."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import brotli
import pytest

from sociale_kaart.errors import LockError, OutputError
from sociale_kaart.publish.beside import sums
from sociale_kaart.publish.files import SUMS, Writer
from sociale_kaart.publish.ours import MARK
from sociale_kaart.publish.switching import begin, draft_of, mounts_in, replacing, switch

PAGE = b"<p>een bladzijde met woorden</p>\n" * 40


OURS = json.dumps(dict.fromkeys(("content_hash", "published", "states_until", "checksums"), "x"))


def site(folder: Path, text: str) -> Path:
    folder.mkdir()
    write(folder, text)
    return folder


def write(folder: Path, text: str, *also: str) -> None:
    """A site of a page with a text, as it is published; also : other files with that text."""
    for name in ("index.html", *also):
        (folder / name).write_text(text)
    (folder / MARK).write_text(OURS)
    (folder / SUMS).write_text(f"sum  index.html\nsum  {MARK}\n")


def said(folder: Path) -> str:
    return (folder / "index.html").read_text()


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
    old.mkdir()
    (old / SUMS).write_text(sums([before.write("a.html", PAGE), before.write("b.html", PAGE)]))
    now = Writer(new, old, packs=True)
    assert [now.write("a.html", PAGE).is_new, now.write("b.html", PAGE + b"!").is_new] == [False, True]
    assert (old / "a.html.br").samefile(new / "a.html.br")
    assert (old / "b.html").read_bytes() == PAGE


def test_an_interrupted_run_leaves_the_old_site_and_the_next_one_begins_anew(tmp_path: Path) -> None:
    out = site(tmp_path / "site", "oud")
    (begin(out) / "half.html").write_text("half")
    assert said(out) == "oud"
    draft = begin(out)
    assert list(draft.iterdir()) == []


def test_the_new_site_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    out = site(tmp_path / "site", "oud")
    draft = begin(out)
    write(draft, "nieuw")
    switch(draft, out)
    assert sorted(one.name for one in out.iterdir()) == [SUMS, "index.html", MARK]
    assert said(out) == "nieuw"
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
            write(draft, text)
    assert link.is_symlink()
    assert said(link) == "nog nieuwer"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kaart", "v1"]


@pytest.mark.parametrize("inside", ["hier", "hier/plek"])
def test_nobody_is_left_standing_in_a_folder_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    out = site(tmp_path / "hier", "oud")
    (out / "plek").mkdir()
    monkeypatch.chdir(tmp_path / inside)
    with pytest.raises(OutputError, match="u staat nu zelf in deze map"), replacing(out):
        pass
    assert said(out) == "oud"
    assert [one.name for one in tmp_path.iterdir()] == ["hier"]


@pytest.mark.skipif(sys.platform != "linux", reason="where the list of mounts is known")
def test_what_is_mounted_is_refused_before_any_work(tmp_path: Path) -> None:
    for mounted in ("/proc", "/proc/.."):
        with pytest.raises(OutputError), replacing(Path(mounted)):
            pass
    with pytest.raises(OutputError, match="koppelpunt") as refused, replacing(Path("/proc")):
        pass
    assert "/proc/website" in refused.value.in_dutch()
    table = "23 1 0:21 / /srv/mijn\\040kaart/.well-known rw shared:1 - ext4 /dev/sda rw\n"
    assert mounts_in(Path("/srv/mijn kaart"), table) == ["/srv/mijn kaart/.well-known"]
    assert mounts_in(Path("/srv/mijn"), table) == []


def test_a_list_of_sums_does_not_make_a_folder_ours(tmp_path: Path) -> None:
    out = tmp_path / "downloads"
    out.mkdir()
    (out / "belasting.xlsx").write_text("van mij")
    (out / SUMS).write_text("abc  debian.iso\n")
    (out / MARK).write_text('{"naam": "een andere site"}')
    with pytest.raises(OutputError, match="iets anders"), replacing(out):
        pass
    assert sorted(one.name for one in out.iterdir()) == [SUMS, "belasting.xlsx", MARK]


def test_what_somebody_put_beside_the_site_stays_when_it_is_published_again(tmp_path: Path) -> None:
    out = site(tmp_path / "web", "oud")
    (out / "CNAME").write_text("kaart.example")
    (out / ".well-known").mkdir(mode=0o750)
    (out / ".well-known/security.txt").write_text("Contact: mailto:a@kaart.example")
    (out / ".git/objects").mkdir(parents=True)
    (out / "laatste").symlink_to("index.html")
    (out / "plek").mkdir()
    (out / "plek/notitie.txt").write_text("van mij")
    was = (out / "CNAME").stat()
    for text in ("nieuw", "nog nieuwer"):
        with replacing(out) as (_, draft):
            write(draft, text)
    assert said(out) == "nog nieuwer"
    assert (out / "CNAME").stat().st_ino == was.st_ino
    assert (out / ".well-known/security.txt").read_text().startswith("Contact")
    assert (out / ".well-known").stat().st_mode & 0o777 == 0o750
    assert (out / ".git/objects").is_dir()
    assert (out / "laatste").readlink() == Path("index.html")
    assert (out / "plek/notitie.txt").read_text() == "van mij"


def test_of_what_is_ours_nothing_stays_that_the_new_site_does_not_have(tmp_path: Path) -> None:
    out = site(tmp_path / "web", "oud")
    (out / "plek/weg").mkdir(parents=True)
    (out / "plek/weg/index.html").write_text("een plek die dicht is")
    with (out / SUMS).open("a") as listed:
        listed.write("sum  plek/weg/index.html\n")
    with replacing(out) as (_, draft):
        write(draft, "nieuw")
    assert not (out / "plek").exists()


@pytest.mark.parametrize("theirs", ["robots.txt", "index.html.gz"])
def test_where_the_new_site_needs_the_name_of_a_file_of_somebody_else_the_old_one_stays(
    tmp_path: Path, theirs: str
) -> None:
    out = site(tmp_path / "web", "oud")
    (out / theirs).write_text("van mij")
    with pytest.raises(OutputError, match="niet van ons") as refused, replacing(out) as (_, draft):
        write(draft, "nieuw", "robots.txt")
    assert theirs in refused.value.in_dutch()
    assert (said(out), (out / theirs).read_text()) == ("oud", "van mij")
    assert not draft_of(out).exists()


def test_who_may_write_in_the_site_may_write_in_the_new_one(tmp_path: Path) -> None:
    out = site(tmp_path / "web", "oud")
    out.chmod(0o2775)
    with replacing(out) as (_, draft):
        (draft / "plek").mkdir()
        write(draft, "nieuw")
    assert out.stat().st_mode & 0o7777 == 0o2775
    assert (out / "plek").stat().st_gid == out.stat().st_gid


@pytest.mark.parametrize("damage", ["rommel", ""])
def test_a_damaged_compressed_copy_is_made_anew(tmp_path: Path, damage: str) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / SUMS).write_text(sums([Writer(old, None, packs=True).write("i.html", PAGE)]))
    (old / "i.html.gz").write_text(damage)
    assert Writer(new, old, packs=True).write("i.html", PAGE).is_new
    assert gzip.decompress((new / "i.html.gz").read_bytes()) == PAGE
    assert (old / "i.html.gz").read_text() == damage, "the site before is not written in"


def test_a_file_is_written_once(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / SUMS).write_text(sums([Writer(old, None, packs=True).write("i.html", PAGE)]))
    Writer(new, old, packs=True).write("i.html", PAGE)
    with pytest.raises(FileExistsError):
        Writer(new, old, packs=True).write("i.html", PAGE + b"!")
    assert (old / "i.html").read_bytes() == PAGE


def test_two_that_write_one_site_do_not_take_it_from_each_other(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with replacing(out) as (_, draft):
        write(draft, "van de eerste")
        with pytest.raises(LockError), replacing(out):
            pass
    assert said(out) == "van de eerste"


def test_what_a_run_that_failed_wrote_goes_and_the_site_stays(tmp_path: Path) -> None:
    out = site(tmp_path / "site", "oud")
    with pytest.raises(FileNotFoundError), replacing(out) as (_, draft):
        (draft / "weg" / SUMS).write_text("half")
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
    assert said(out) == "oud"
