"""Install the project into a virtual environment, from a lock file with hashes, and say what is going on.

    python tools/install.py run                          what the Makefile's targets start from
    python tools/install.py test --into .venv-3.12       with what the tests need, elsewhere

Whatever is in place already is left alone: a stamp in the environment holds the hash of the lock that filled it.
Needs nothing but Python itself; the same environment serves `run` and `test` (the test lock holds the run lock).
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run": ROOT / "requirements" / "run.txt", "test": ROOT / "requirements" / "test.txt"}
# The npm packages that the browser tests look at pages with.
CHECKERS = ROOT / "tests" / "browser" / "tools"


def main() -> None:
    """Install what the arguments ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=LOCKS)
    parser.add_argument("--into", type=Path, default=ROOT / ".venv", help="the environment (default: .venv)")
    arguments = parser.parse_args()
    if sys.version_info < OLDEST:
        sys.exit(
            f"Sociale Kaart needs Python {OLDEST[0]}.{OLDEST[1]} or later; {sys.executable} is "
            f"{sys.version.split()[0]}. Name another one: make run PYTHON=/path/to/python3.11"
        )
    install(arguments.what, arguments.into)


def install(what: str, environment: Path) -> None:
    """Make the environment where it is missing, fill it from the lock, and link the project into it."""
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not _works(python):
        _make_environment(environment)
    if not any(_stamp(environment, lock).is_file() for lock in _locks_that_hold(what)):
        _fill(python, LOCKS[what], compiled=what == "run")
        for older in environment.glob("filled-*"):
            older.unlink()
        _stamp(environment, LOCKS[what]).touch()
    project = environment / "sociale-kaart-linked"
    linked = f"{ROOT} {_hash(ROOT / 'pyproject.toml')}"  # an environment may have moved along with its folder
    if not project.is_file() or project.read_text(encoding="utf-8") != linked:
        _say("Linking Sociale Kaart into the environment, and building its front end ...")
        _pip(python, "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        project.write_text(linked, encoding="utf-8")
    else:  # linked already; the front end's source may have changed since
        subprocess.run([str(python), str(ROOT / "hatch_build.py"), "--quiet"], check=True)
    if what == "test":
        subprocess.run([str(python), str(ROOT / "tools" / "page_checkers.py"), str(CHECKERS)], check=True)


def _locks_that_hold(what: str) -> list[Path]:
    return [LOCKS[what], LOCKS["test"]] if what == "run" else [LOCKS[what]]


def _make_environment(environment: Path) -> None:
    version = ".".join(map(str, sys.version_info[:3]))
    _say(f"Making an environment with Python {version} in {_shown(environment)} ...")
    shutil.rmtree(environment, ignore_errors=True)
    run = subprocess.run([sys.executable, "-m", "venv", str(environment)], check=False)
    if run.returncode != 0:
        shutil.rmtree(environment, ignore_errors=True)
        sys.exit(
            "Python cannot make an environment. On Debian and Ubuntu its venv module is a package of its own: "
            f"apt-get install python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        )


def _fill(python: Path, lock: Path, *, compiled: bool) -> None:
    """Install what a lock names; compiled beforehand, or each module when it is first used: tests use a part of all."""
    pins = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalnum())
    _say(
        f"Installing the packages that {_shown(lock)} names, {pins} at most (the first time: about a minute) ..."
    )
    began, seen = time.monotonic(), 0
    command = [*_pip_command(python), "install", "--progress-bar=off", "--require-hashes", "-r", str(lock)]
    command += [] if compiled else ["--no-compile"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout is not None
        lines = []
        for line in pip.stdout:
            lines.append(line.rstrip())
            if line.startswith("Collecting "):
                seen += 1
                if seen % 10 == 0:
                    _say(f"  {seen} packages fetched, the last one {line.split()[1].split('==')[0]}")
            elif line.startswith("Installing collected packages"):
                _say(f"  all {seen} packages fetched; unpacking them ...")
    if pip.returncode != 0:
        sys.exit(
            "\n".join(
                [*lines[-20:], "", f"pip could not install {_shown(lock)}; its last lines stand above."]
            )
        )
    _say(f"  done in {time.monotonic() - began:.0f} s.")


def _pip(python: Path, *arguments: str) -> None:
    run = subprocess.run([*_pip_command(python), *arguments], check=False)
    if run.returncode != 0:
        sys.exit(f"pip {arguments[0]} failed; its last lines stand above.")


def _pip_command(python: Path) -> list[str]:
    return [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input"]


def _works(python: Path) -> bool:
    """Whether there is an environment, and its interpreter still runs and is the one that we were started with."""
    if not python.exists():
        return False
    asked = [str(python), "-c", "import sys, pip; print(*sys.version_info[:2])"]
    run = subprocess.run(asked, capture_output=True, text=True, check=False)
    return run.returncode == 0 and run.stdout.split() == [str(part) for part in sys.version_info[:2]]


def _stamp(environment: Path, lock: Path) -> Path:
    return environment / f"filled-{lock.stem}-{_hash(lock)}"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _shown(path: Path) -> str:
    path = path.resolve()
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    main()
