"""How many workers suit the machine."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

MOST = 2
# A worker with a map of 10,000 places takes 300 MB, what-if and HSDS some more, and the maker 600; on a new build there
# are twice as many workers for a while.
ENOUGH_MEMORY_MB = 4_000
_M_ARENA_MAX = -8  # of glibc's malloc.h


def suitable_workers() -> int:
    """One for each core, but no more than two: enough to use both while one opens a map; one where memory is short."""
    memory = memory_mb()
    if memory is not None and memory < ENOUGH_MEMORY_MB:
        return 1
    return max(1, min(cores(), MOST))


def memory_mb(root: Path = Path("/")) -> float | None:
    """What this process may use at most, by the machine or by its container; None where the system does not say."""
    known = [one for one in (_of_machine(root), _of_container(root)) if one is not None]
    return min(known, default=None)


def share_heaps() -> None:
    """Keep glibc to two heaps, as MALLOC_ARENA_MAX=2 does; by itself each thread gets one. Before any thread begins."""
    if (libc := _glibc()) is not None:
        libc.mallopt(_M_ARENA_MAX, 2)


def give_back_memory() -> None:
    """Give the system what was freed, with `malloc_trim` of glibc; by itself it keeps most of it. Elsewhere nothing."""
    if (libc := _glibc()) is not None:
        libc.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "malloc_trim") and hasattr(libc, "mallopt") else None


def cores() -> int:
    """How many cores we may use, where the system says so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _of_machine(root: Path) -> float | None:
    try:
        lines = (root / "proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("MemTotal:")), None)


def _of_container(root: Path) -> float | None:
    """The limit of the control group (version 2), such as a container or a systemd unit sets it."""
    try:
        said = (root / "sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
    except OSError:
        return None
    return int(said) / 1024**2 if said.isdigit() else None
