"""Holds the socket, starts workers, and replaces them when a map was built anew, without a request going lost.

While the old workers answer, a maker lays ready what a new build needs, and then new workers open and warm it. Once all
of them said to be ready they begin, and the old ones take no new connection, finish, and end. A build that cannot be
opened is told once, and changes nothing.
"""

from __future__ import annotations

import logging
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from sociale_kaart.config import Settings
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.web.server.builds import Builds
from sociale_kaart.web.server.deaths import Deaths
from sociale_kaart.web.server.ending import end_all
from sociale_kaart.web.server.generations import Generation, state_of
from sociale_kaart.web.server.jobs import Jobs
from sociale_kaart.web.server.listening import address_of, listen
from sociale_kaart.web.server.machine import suitable_workers
from sociale_kaart.web.server.making import Making
from sociale_kaart.web.server.mapfiles import ServedMap
from sociale_kaart.web.server.messages import RETIRE, SERVE, STOP, WARM, Message, fault_of
from sociale_kaart.web.server.workers import (
    MAKER,
    READY,
    RETIRING,
    SERVING,
    STARTING,
    WorkerProcess,
    how_it_ended,
)

CHECK_EVERY_S = 2.0
# A country of 10,000 places takes seconds.
OPEN_WITHIN_S = 600.0
_log = logging.getLogger(__name__)


class Supervisor:
    """One server of processes."""

    def __init__(
        self,
        maps: Sequence[ServedMap],
        settings: Settings,
        listener: socket.socket,
        scratch: Path,
        *,
        check_every_s: float = CHECK_EVERY_S,
    ) -> None:
        self._maps = {one.name: one for one in maps}
        self._host, self._listener = settings.host, listener
        self._check_every_s = check_every_s
        self._count = settings.workers or suitable_workers()
        self._events: SimpleQueue[tuple[WorkerProcess | None, Message]] = SimpleQueue()
        self._checked = 0.0
        self._is_announced = self._stops = self._again = False
        self._builds, self._deaths = Builds(self._maps, scratch), Deaths()
        self._jobs = Jobs(self._maps, settings, listener, scratch)
        # Of each map why the newest build is not shown.
        self._faults: dict[str, SocialeKaartError] = {}
        self._current = Generation(self._builds.copied(list(self._maps)), frozenset(self._maps))
        self._coming: Generation | None = None
        self._retiring: list[WorkerProcess] = []
        self._making = Making(self._started_maker)

    def run(self) -> None:
        """Serve until told to stop; raises SocialeKaartError where no map can be served."""
        self._take_signals()
        try:
            for _ in range(self._count):
                self._start(self._current, polite=False)
            while not self._stops:
                self._handle_next()
                self._look_for_builds()
                self._replace_dead()
                self._make_ready()
        finally:
            self._end_all()

    def _take_signals(self) -> None:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, lambda *_: self._events.put((None, {"news": STOP})))
        # Of a terminal that closes nobody must take it that a server is to go on.
        if sys.platform != "win32" and not sys.stdin.isatty():
            signal.signal(signal.SIGHUP, lambda *_: self._events.put((None, {"news": "again"})))

    # What happens

    def _handle_next(self) -> None:
        try:
            worker, message = self._events.get(timeout=min(self._check_every_s, 0.5))
        except Empty:
            return
        news = message["news"]
        if worker is None:
            self._stops, self._again = self._stops or news == STOP, self._again or news == "again"
        elif news == "opened":
            worker.opened.add(message["map"])
        elif news == "refused":
            self._note_refusal(worker, message["map"], fault_of(message["fault"]))
        elif news == "ready":
            self._note_ready(worker)
        else:
            self._note_end(worker, message["code"])

    def _note_refusal(self, worker: WorkerProcess, name: str, fault: SocialeKaartError) -> None:
        generation = self._generation_of(worker)
        if generation is None or name in generation.refused:
            return
        generation.refused[name] = fault
        if self._is_announced or len(self._maps) > 1:
            _log.error("%s: kept what was there, the new build cannot be opened: %s", name, fault)

    def _note_ready(self, worker: WorkerProcess) -> None:
        worker.state = READY
        if worker in self._current.workers:
            self._begin(worker)
            self._faults |= {
                name: fault
                for name, fault in self._current.refused.items()
                if name in self._current.changed and name not in worker.opened
            }
            self._announce()
        elif self._coming and worker in self._coming.workers:
            if len(self._coming.workers) < self._count:
                self._start(self._coming, polite=True)
            elif self._coming.are_all(READY, self._count):
                self._switch(self._coming)
        self._tell_state()

    def _note_end(self, worker: WorkerProcess, code: int) -> None:
        generation = self._generation_of(worker)
        if worker is self._making.maker:
            self._making.note_end(worker, code)
            self._warm_current()
        elif worker in self._retiring:
            self._retiring.remove(worker)
            _log.info("worker %d ended", worker.number)
        elif generation is self._coming and generation is not None:
            self._give_up(generation, f"worker {worker.number} ended by itself: {how_it_ended(code)}")
        elif generation is not None:
            generation.workers.remove(worker)
            self._note_death(worker, code)
        self._clear_up()
        self._tell_state()

    def _note_death(self, worker: WorkerProcess, code: int) -> None:
        if not self._is_announced and self._current.refused and not worker.opened:
            raise next(iter(self._current.refused.values()))
        answer = any(one.state == SERVING for one in self._current.workers)
        self._deaths.note(worker, code, is_last=not answer)

    # What is done

    def _start(self, generation: Generation, *, polite: bool) -> None:
        job = self._jobs.next(generation, list(generation.copies), polite=polite, shown=self._shown())
        generation.workers.append(WorkerProcess(job, self._hear))

    def _started_maker(self, generation: Generation, names: Sequence[str]) -> WorkerProcess:
        job = self._jobs.next(generation, names, polite=True, shown=self._shown())
        return WorkerProcess(job, self._hear, MAKER)

    def _hear(self, one: WorkerProcess, message: Message) -> None:
        self._events.put((one, message))

    def _make_ready(self) -> None:
        """Let another process lay ready what belongs to new builds: of those that come before anybody opens them.

        Who opens the very first ones has visitors waiting, and begins without.
        """
        if self._coming is None:
            if self._current.are_all(SERVING, self._count):
                self._making.begin(self._current)
        elif not self._coming.workers:
            self._making.begin(self._coming)
            if not self._making.is_awaited:
                # One after the other: a machine that must answer meanwhile opens one map at a time.
                self._start(self._coming, polite=True)

    def _warm_current(self) -> None:
        """Who began before all lay ready takes it up now. What is made for a build that comes is not for these."""
        for one in self._current.workers:
            if one.state == SERVING and self._coming is None:
                one.order(WARM)

    def _begin(self, worker: WorkerProcess) -> None:
        worker.state = SERVING
        worker.order(SERVE)

    def _announce(self) -> None:
        if not self._is_announced:
            self._is_announced = True
            where = address_of(self._listener, self._host)
            what = "De kaart staat" if len(self._maps) == 1 else "De kaarten staan"
            print(f"{what} op {where} (stoppen: Ctrl+C)", flush=True)

    def _look_for_builds(self) -> None:
        """Begin a new generation where a file was replaced, and has stayed as it is since the last look."""
        now = time.monotonic()
        if self._coming:
            if any(one.state == STARTING and one.age_s > OPEN_WITHIN_S for one in self._coming.workers):
                self._give_up(self._coming, "it took too long to open")
            return
        if not self._is_announced or now - self._checked < self._check_every_s:
            return
        self._checked = now
        changed = self._builds.there() if self._again else self._builds.changed()
        self._again = False
        if changed:
            self._take_up(changed)

    def _take_up(self, changed: Sequence[str]) -> None:
        _log.info("a new build: %s", ", ".join(changed))
        try:
            copies = {**self._current.copies, **self._builds.copied(changed)}
        except OSError as fault:
            self._note_uncopied(changed, fault)
            return
        self._coming = Generation(copies, frozenset(changed))
        self._making.end_outdated(self._coming.shelves.keys())

    def _note_uncopied(self, changed: Sequence[str], fault: OSError) -> None:
        """A disk that is full must not end what serves well; these builds are tried again on a signal."""
        why = f"the new build cannot be copied: {fault.strerror}"
        _log.error("kept what was there: %s", why)
        self._builds.pass_over(changed)
        for name in changed:
            self._faults[name] = SocialeKaartError(why, where=self._maps[name].path)
        self._clear_up()
        self._tell_state()

    def _switch(self, coming: Generation) -> None:
        old, self._current, self._coming = self._current, coming, None
        for worker in coming.workers:
            self._begin(worker)
        for worker in old.workers:
            worker.state = RETIRING
            worker.order(RETIRE)
        self._retiring += old.workers
        for name in coming.changed:
            if name in coming.refused:
                self._faults[name] = coming.refused[name]
            else:
                self._faults.pop(name, None)
        self._deaths.forget()
        _log.info("took up the new build: %s", ", ".join(sorted(coming.changed)))

    def _give_up(self, coming: Generation, why: str) -> None:
        """Keep what is shown; the other maps of a generation that one map spoiled are tried without it."""
        self._coming = None
        for worker in coming.workers:
            worker.state = RETIRING
            worker.kill()
        self._retiring += coming.workers
        if not coming.refused:
            _log.error("kept what was there, the new build cannot be shown: %s", why)
        fault = SocialeKaartError(why)
        spoiled = set(coming.refused) or set(coming.changed)
        for name in spoiled:
            self._faults[name] = coming.refused.get(name, fault)
        if rest := sorted(coming.changed - spoiled):
            self._take_up(rest)

    def _replace_dead(self) -> None:
        missing = self._count - len(self._current.workers)
        if missing > 0 and not self._deaths.is_paused:
            self._start(self._current, polite=self._is_announced)

    def _end_all(self) -> None:
        self._listener.close()
        coming = self._coming.workers if self._coming else []
        end_all([*self._current.workers, *coming, *self._retiring], self._making.maker, self._events)

    # What is known

    def _generation_of(self, worker: WorkerProcess) -> Generation | None:
        both = (self._current, self._coming)
        return next((one for one in both if one is not None and worker in one.workers), None)

    def _shown(self) -> set[str]:
        """The maps that visitors see."""
        if not self._is_announced:
            return set()
        return {name for name in self._maps if self._current.copies[name].stamp and self._current.opens(name)}

    def _clear_up(self) -> None:
        """Throw away the copies that no process will open any more."""
        generations = [one for one in (self._current, self._coming) if one]
        processes = [one for generation in generations for one in generation.workers] + self._retiring
        if self._making.maker:
            processes.append(self._making.maker)
        copies = {copy.path.parent for one in generations for copy in one.copies.values()}
        # A retiring worker may still be asked for a file that was laid ready.
        read = {its.file.parent for one in processes for its in one.job.maps}
        self._builds.clear_up(copies | read | {one.job.scratch for one in processes})

    def _tell_state(self) -> None:
        coming = self._coming.workers if self._coming else []
        workers = [*self._current.workers, *coming, *self._retiring]
        state = state_of(self._current, self._faults, workers)
        for one in workers:
            one.tell_state(state)


def serve(
    maps: Sequence[ServedMap], settings: Settings, port: int, *, check_every_s: float = CHECK_EVERY_S
) -> None:
    """Serve built maps until interrupted; prints the address to open.

    Parameters
    ----------
    maps : one stands at /, several each under its name (raises StoreError where none can be served)
    settings : host, workers, threads and logs of the server, and what create_app takes
    port : 0 for any free one; when taken, says so and takes the next
    check_every_s : how often to look for a new build; one is taken up when it has stayed the same from look to look
    """
    from sociale_kaart.web.logrecords import log_to_stderr

    log_to_stderr(settings.log)
    with (
        tempfile.TemporaryDirectory(prefix="sociale-kaart-") as scratch,
        listen(settings.host, port) as listener,
    ):
        listener.set_inheritable(True)
        Supervisor(maps, settings, listener, Path(scratch), check_every_s=check_every_s).run()
    print("Gestopt.", flush=True)
