"""From a built map to a folder of files: every page in every language, its tables, and what a host must know."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path

from flask import Flask

from sociale_kaart.config import Settings
from sociale_kaart.errors import OutputError, SettingError
from sociale_kaart.export.press import can_print
from sociale_kaart.publish import beside, byquery, routes
from sociale_kaart.publish.addresses import NOT_FOUND, Links, file_of
from sociale_kaart.publish.asking import Plan, ask, frozen_app
from sociale_kaart.publish.files import PACKED, SUMS, Writer
from sociale_kaart.publish.ours import MARK, is_ours
from sociale_kaart.publish.switching import replacing
from sociale_kaart.publish.working import Done, Task, Workers
from sociale_kaart.web.dekking.moments import MOMENTS
from sociale_kaart.web.filesite import embeds
from sociale_kaart.web.filesite.cards import choices
from sociale_kaart.web.languagelinks import other_languages
from sociale_kaart.web.server.machine import cores
from sociale_kaart.web.site import EXTENSION, Site

WEEKS = 4
_NOWHERE = "bestaat-niet"
# Where a page is in other languages: nowhere, of one that is not there.
_NO_OTHER = re.compile(r'<link rel="alternate" hreflang="[^"]*" href="[^"]*">\s*')
# Of the week as a whole, without those of one day of it.
USUAL_MOMENTS = (
    "altijd",
    "doordeweeks",
    "weekend",
    "ochtend",
    "middag",
    "avond",
    "zonder-afspraak",
    "aangiftetijd",
)


@dataclass(frozen=True, slots=True)
class Published:
    """What was written.

    files, bytes : without the compressed copies; new : files that the site before did not have
    failed : path -> HTTP status of what a page leads to and that could not be made
    until : up to and without which day the states of places are told
    """

    files: int
    new: int
    bytes: int
    failed: dict[str, int]
    until: date


def publish(
    store: Path,
    out: Path,
    settings: Settings,
    *,
    today: date,
    weeks: int = WEEKS,
    moments: Sequence[str] = tuple(MOMENTS),
    without: tuple[str, ...] = (),
    processes: int = 0,
    packs: bool = True,
    on_step: Callable[[str], None] = lambda _: None,
) -> Published:
    """Write the site of a built map; the folder is replaced in one step, at the end.

    Parameters
    ----------
    store : its kaart.gpkg
    settings : public_url must say where the site will be
    weeks : how long the states of places are told ahead
    moments : keys of dekking.moments.MOMENTS of which coverage and what-if are told: 3 s of work each for a country
    without : beginnings of paths that are left out
    processes : how many work at once; 0 for as many as the machine has cores for us
    packs : whether to write Brotli and gzip beside each text

    Raises SettingError without an address, StoreError, LockError where somebody else writes the same site, and
    OutputError where the folder cannot be replaced or a page could not be made: the site then stays as it was.
    """
    if not settings.public_url:
        raise SettingError(
            "a site of files must know its address: sheets, short links and search engines get it in full",
            where="SOCIALE_KAART_PUBLIC_URL",
            remedy="give --address",
            dutch="een website van bestanden moet haar adres weten: op bladen en in korte links staat het voluit. "
            "Geef het met --address.",
        )
    plan = Plan(store, settings, today, weeks, tuple(moments))
    on_step("kaart openen")
    app = frozen_app(plan)
    until = today + timedelta(weeks=weeks)
    with replacing(out) as (site, draft):
        writer = Writer(draft, site if is_ours(site) else None, packs)
        on_step("pagina's en tabellen schrijven")
        with Workers(plan, app, writer, processes or cores()) as workers:
            done = _everything(plan, app, writer, workers, without, out)
        on_step("wat de website verder nodig heeft")
        _beside(app, writer, done, plan, until)
    return Published(
        files=len(done.written),
        new=sum(one.is_new for one in done.written),
        bytes=sum(one.size for one in done.written),
        failed=done.failed,
        until=until,
    )


def tasks_of(app: Flask, public_url: str) -> list[Task]:
    """What to ask for before any link is followed."""
    languages = other_languages(app)
    tasks = [Task(path, path) for path in dict.fromkeys(routes.paths(app, languages))]
    site: Site = app.extensions[EXTENSION]
    with app.test_request_context():
        needs = list(choices(site))
        shown = list(embeds.choices(site))
    for root in ("/", *(f"/{one}/" for one in languages)):
        tasks += [Task(*byquery.need_page(root, one)) for one in needs]
        pairs = byquery.embeds(root, shown, needs, public_url, prints=can_print())
        tasks += [Task(*one) for one in pairs]
    return _one_each(tasks)


def _one_each(tasks: Sequence[Task]) -> list[Task]:
    """The first task of every file: a frame that asks nothing in its query is a page of its own as well."""
    found: dict[str, Task] = {}
    for one in tasks:
        found.setdefault(file_of(one.published), one)
    return list(found.values())


def _everything(
    plan: Plan, app: Flask, writer: Writer, workers: Workers, without: tuple[str, ...], out: Path
) -> Done:
    """All tasks, and then whatever pages lead to, until they lead to nothing new."""
    tasks, done, asked = tasks_of(app, plan.settings.public_url), Done(), set[str]()
    _static(app, writer, done)
    while tasks := [one for one in tasks if not one.path.startswith(without)]:
        done.add(workers.work(tasks))
        _hold(done, out)
        asked |= {file_of(one.published) for one in tasks}
        leads = [one for one in sorted(done.seen) if file_of(one) not in asked and not _is_static(one)]
        tasks = _one_each([Task(one, one) for one in leads if not routes.is_left_out(app, one)])
    return done


def _hold(done: Done, out: Path) -> None:
    """Raise OutputError where a page could not be made; a link to what is not there is told of afterwards."""
    broken = [path for path, status in done.failed.items() if status != HTTPStatus.NOT_FOUND]
    if broken:
        raise OutputError(
            f"{len(broken)} pagina's konden niet gemaakt worden (zoals {broken[0]}); de website blijft zoals zij was",
            where=out,
            remedy="bouw de kaart opnieuw, en meld het als het dan weer gebeurt",
        )


def _is_static(path: str) -> bool:
    return path.startswith("/static/")


def _static(app: Flask, writer: Writer, done: Done) -> None:
    folder = Path(app.static_folder or "")
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and one.suffix not in PACKED):
        name = f"static/{path.relative_to(folder).as_posix()}"
        done.written.append(writer.write(name, path.read_bytes()))


def _beside(app: Flask, writer: Writer, done: Done, plan: Plan, until: date) -> None:
    settings, site = plan.settings, app.extensions[EXTENSION]
    public_url = settings.public_url.rstrip("/")
    root = beside.root_path(public_url)
    tiles = "" if settings.tiles_proxy else settings.tiles_url
    texts = {
        NOT_FOUND: _not_found(app, public_url),
        "_headers": beside.headers_file(root, tiles, done.written, other_languages(app)),
        "nginx.voorbeeld.conf": beside.nginx_file(root, tiles),
        "robots.txt": beside.robots(public_url),
        **beside.sitemaps(public_url, done.written, plan.first),
    }
    done.written += [writer.write(name, text.encode()) for name, text in texts.items()]
    told = beside.manifest(site, public_url, plan.first, until, done.written)
    done.written.append(writer.write(MARK, told.encode()))
    writer.write(SUMS, beside.sums(done.written).encode())


def _not_found(app: Flask, public_url: str) -> str:
    """The page that a host shows for what is not there, whatever its depth: with whole paths."""
    page = _NO_OTHER.sub("", ask(app, f"/{_NOWHERE}").content.decode())
    # To the beginning in another language: what is not there is in no language.
    page = page.replace(f"/{_NOWHERE}", "/")
    links = Links(public_url, lambda path: routes.is_left_out(app, path), root=beside.root_path(public_url))
    return links.rewritten(page, NOT_FOUND)
