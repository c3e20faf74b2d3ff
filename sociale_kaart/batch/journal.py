"""What a run has found so far, kept beside OUT until OUT is written: so that a run that was killed goes on.

One SQLite file: an answer for each distinct address, and what the run was asked to do. Answers come in by the chunk,
each in one transaction that is on the disk before the next addresses are asked for: of a chunk that was cut off in
the middle nothing is left, and nothing before it is lost. Answers are appended, never put in between: which of them
belongs to which address is kept in memory, for an index on disk would be rewritten all over with each chunk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from itertools import count
from pathlib import Path

from sociale_kaart.batch.answer import Answer
from sociale_kaart.errors import OutputError

FORMAT = "1"

_FIELDS = ", ".join(Answer._fields)
_MARKS = ", ".join("?" * (2 + len(Answer._fields)))
_GET = f"SELECT {_FIELDS} FROM answer WHERE id = ?"  # noqa: S608 our own names
_TABLES = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    f"CREATE TABLE answer (id INTEGER PRIMARY KEY, key BLOB NOT NULL, {_FIELDS})",
)
# What SQLite may leave beside its file when it is killed.
_TAILS = ("", "-journal", "-wal", "-shm")


class Journal:
    """The answers so far, by the key of what was asked. about: name -> value of all that an answer depends on.

    started_over: the names that are different from the run that began this journal, so that its answers were dropped;
    ("damaged",) where it could not be read. Raises OutputError where it cannot be written.
    """

    def __init__(self, beside: Path, about: Mapping[str, str]) -> None:
        self.path = beside.with_name(f".{beside.name}.voortgang")
        self.started_over: tuple[str, ...] = ()
        with self._told():
            self._file = self._open({"format": FORMAT, **about})
            self._ids: dict[bytes, int] = dict(self._file.execute("SELECT key, id FROM answer"))
        self.resumed = len(self)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, key: bytes) -> bool:
        return key in self._ids

    def get(self, key: bytes) -> Answer | None:
        """The answer to an address; None where it has none yet."""
        number = self._ids.get(key)
        if number is None:
            return None
        # Asked for every row of a table, so without the context manager.
        try:
            return Answer._make(self._file.execute(_GET, (number,)).fetchone())
        except sqlite3.Error as fault:
            raise self._told_of(fault) from fault

    def add(self, answers: Mapping[bytes, Answer]) -> None:
        """Write answers to new keys down, all of them on the disk before this returns, or none."""
        ids = dict(zip(answers, count(len(self._ids) + 1), strict=False))
        with self._told(), self._file:
            self._file.executemany(
                f"INSERT INTO answer VALUES ({_MARKS})",  # noqa: S608 question marks
                ((ids[key], key, *answer) for key, answer in answers.items()),
            )
        self._ids |= ids

    def close(self) -> None:
        """Let go of the file; what was added stays."""
        self._file.close()

    def remove(self) -> None:
        """Nothing is left to go on with."""
        self.close()
        self._remove_files()

    def _remove_files(self) -> None:
        for tail in _TAILS:
            self.path.with_name(self.path.name + tail).unlink(missing_ok=True)

    def _open(self, about: Mapping[str, str]) -> sqlite3.Connection:
        if self.path.exists():
            file, there = self._read()
            if file is not None and there == about:
                return file
            if file is None:
                self.started_over = ("damaged",)
            else:
                file.close()
                # Nothing at all is what a run leaves that was killed before its first answer.
                names = {*there, *about} if there else ()
                self.started_over = tuple(
                    sorted(name for name in names if there.get(name) != about.get(name))
                )
            self._remove_files()
        return self._new(about)

    def _read(self) -> tuple[sqlite3.Connection | None, dict[str, str]]:
        """The file as a run left it, and what that run was about; None where it cannot be read."""
        file = sqlite3.connect(self.path)
        try:
            file.execute("PRAGMA synchronous = FULL")
            (verdict,) = file.execute("PRAGMA quick_check(1)").fetchone()
            (tables,) = file.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()
            there = dict(file.execute("SELECT name, value FROM about").fetchall()) if tables else {}
            if tables:
                file.execute(f"SELECT id, key, {_FIELDS} FROM answer LIMIT 1")  # noqa: S608 our own names
        except sqlite3.DatabaseError:
            verdict, there = "damaged", {}
        if verdict != "ok":
            file.close()
            return None, {}
        return file, there

    def _new(self, about: Mapping[str, str]) -> sqlite3.Connection:
        file = sqlite3.connect(self.path)
        file.execute("PRAGMA synchronous = FULL")
        with file:
            file.execute("BEGIN")
            for table in _TABLES:
                file.execute(table)
            file.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        return file

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as fault:
            raise self._told_of(fault) from fault

    def _told_of(self, fault: sqlite3.Error) -> OutputError:
        return OutputError(
            f"de voortgang kan niet bewaard of gelezen worden ({fault})",
            where=self.path,
            remedy="kijk of er ruimte is en of u er mag schrijven; haal dit bestand anders weg en begin opnieuw",
        )


def key_of(text: str) -> bytes:
    """The key of what was asked: as good as unique, and always as long."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
