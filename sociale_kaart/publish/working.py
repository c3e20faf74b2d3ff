"""The work itself: asks for some paths and writes their files; one process after another, or several at once."""

from __future__ import annotations

import gc
import multiprocessing
import re
import sys
import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, cached_property
from http import HTTPStatus
from itertools import islice
from pathlib import Path

from flask import Flask

from sociale_kaart.publish.addresses import Links, file_of
from sociale_kaart.publish.asking import Answer, Plan, ask, frozen_app
from sociale_kaart.publish.byquery import is_oembed
from sociale_kaart.publish.files import Writer, Written
from sociale_kaart.publish.routes import SLOW, TOGETHER, is_left_out, is_ours

HTML = "text/html"
_A_PORTION = 64
_MANY = ("/plek/", "/static/")
_PLACE = re.compile(r"/plek/[^/]+")


@dataclass(slots=True)
class Done:
    """What came of some paths: the files, the paths that their pages lead to, and those that answered with a fault."""

    written: list[Written] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    failed: dict[str, int] = field(default_factory=dict)

    def add(self, other: Done) -> None:
        self.written += other.written
        self.seen |= other.seen
        self.failed |= other.failed


@dataclass(frozen=True, slots=True)
class Task:
    """A path to ask for, and the path that it gets on the site: another only where a query decides."""

    path: str
    published: str


class Worker:
    """Asks one app."""

    def __init__(self, app: Flask, writer: Writer, public_url: str) -> None:
        self._app, self._writer = app, writer
        self._is_left_out = cache(lambda path: is_left_out(app, path))
        self._links = Links(public_url, self._leads_nowhere, cache(self._is_ours))

    def work(self, tasks: Iterable[Task]) -> Done:
        """Ask for each and write what comes."""
        done = Done()
        self._links.seen = done.seen
        for task in tasks:
            self._one(task, done)
        return done

    def _one(self, task: Task, done: Done) -> None:
        answer = ask(self._app, task.path)
        if answer.status >= HTTPStatus.BAD_REQUEST:
            done.failed[task.path] = answer.status
            return
        file = file_of(task.published)
        done.written.append(self._writer.write(file, self._as_file(answer, file)))

    def _leads_nowhere(self, path: str) -> bool:
        # Of places there are too many to look each one up.
        return not path.startswith(_MANY) and self._is_left_out(path)

    def _is_ours(self, path: str) -> bool:
        return path.startswith(_MANY) or is_ours(self._app, path)

    def _as_file(self, answer: Answer, file: str) -> bytes:
        if answer.mimetype == HTML or is_oembed(file):
            return self._links.rewritten(answer.content.decode(), file).encode()
        return answer.content


class Workers:
    """So many processes that ask one app, for as many rounds of work as there are; with one, the process at hand."""

    def __init__(self, plan: Plan, app: Flask, writer: Writer, processes: int) -> None:
        self._plan, self._app, self._writer, self._processes = plan, app, writer, processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def work(self, tasks: Sequence[Task]) -> Done:
        """Every task, and what came of them."""
        if self._processes == 1 or (self._pool is None and len(tasks) <= _A_PORTION):
            return self._here.work(_in_order(tasks))
        if self._pool is None:
            self._pool = self._begun()
        done = Done()
        for part in self._pool.map(_portion, _portions(tasks)):
            done.add(part)
        return done

    @cached_property
    def _here(self) -> Worker:
        return Worker(self._app, self._writer, self._plan.settings.public_url)

    def _begun(self) -> ProcessPoolExecutor:
        if not _can_fork(self._plan):
            spawned = multiprocessing.get_context("spawn")
            begins = (self._plan, self._writer.folder, self._writer.before, self._writer.packs)
            return ProcessPoolExecutor(self._processes, spawned, initializer=_begin, initargs=begins)
        forked = multiprocessing.get_context("fork")
        pool = ProcessPoolExecutor(self._processes, forked, initializer=_go_on, initargs=(self._here,))
        gc.freeze()  # what every process shares stays shared: collecting garbage would write in all of it
        with warnings.catch_warnings():
            # Python 3.12 counts the threads of numpy's BLAS, which are idle, and which BLAS minds itself.
            warnings.simplefilter("ignore", DeprecationWarning)
            pool.submit(_is_there).result()
        gc.unfreeze()
        return pool


def _can_fork(plan: Plan) -> bool:
    """Whether a process may go on with the app of another.

    Not with a file that SQLite has open, nor beside threads: what one of those has locked stays locked for ever.
    """
    return sys.platform == "linux" and plan.settings.register is None and not _has_threads()


def _has_threads() -> bool:
    return threading.active_count() > 1


_worker: Worker | None = None


def _begin(plan: Plan, folder: Path, before: Path | None, packs: bool) -> None:
    _go_on(Worker(frozen_app(plan), Writer(folder, before, packs), plan.settings.public_url))


def _go_on(worker: Worker) -> None:
    global _worker  # noqa: PLW0603  # what a process is made for
    _worker = worker


def _is_there() -> bool:
    return _worker is not None


def _portion(tasks: list[Task]) -> Done:
    assert _worker is not None
    return _worker.work(tasks)


def _portions(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    together = [one for one in tasks if TOGETHER.fullmatch(one.path)]
    if together:
        yield together
    alone = [one for one in tasks if one.path.startswith(SLOW)]
    yield from ([one] for one in alone)
    apart = {*together, *alone}
    rest = iter(_in_order([one for one in tasks if one not in apart]))
    while portion := list(islice(rest, _A_PORTION)):
        yield portion


def _in_order(tasks: Sequence[Task]) -> list[Task]:
    """What tells of one place one after the other, in every language: what was worked out for one is at hand."""
    per: dict[str, list[Task]] = {}
    for one in tasks:
        place = _PLACE.search(one.path)
        per.setdefault(place[0] if place else one.path, []).append(one)
    return [one for some in per.values() for one in some]
