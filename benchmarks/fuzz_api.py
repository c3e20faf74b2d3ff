"""Ten thousand questions that schemathesis makes up from the API's own description, right and wrong ones.

    .venv/bin/python -m benchmarks.fuzz_api [KAART.gpkg] [--examples 900]

Serves a built map from this machine (by default the small one of the tests) and runs all checks on every answer: no
server error, the status, the kind of content and the schema that the description promises, what is wrong refused, what
is right accepted, other methods refused with 405. Prints what schemathesis counted; ends with 1 where a check failed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import requests
from waitress.server import create_server

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from tests.web.smallmap import map_data

TIMEOUT_S = 60  # how long an answer takes is no matter here, and others may be at work on this machine
_ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "429", "5xx"]


def _also(address: str, status: str) -> dict[str, Any]:
    """A status that a question may get although the schema allows it."""
    return {
        "include-path": address,
        "checks": {"positive_data_acceptance": {"expected-statuses": [*_ACCEPTED, status]}},
    }


# What no schema can say: which cursors were given out, which postcodes exist, and that lon and lat go together.
CONFIG: dict[str, Any] = {
    "operations": [
        _also("/api/changes", "410"),
        _also("/api/suggest", "400"),
        _also("/api/hsds/3.1/service_at_locations", "400"),
    ]
}


def main() -> None:
    """Serve, ask and count."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kaart", type=Path, nargs="?")
    parser.add_argument("--examples", type=int, default=900, help="of each operation that takes parameters")
    arguments = parser.parse_args()
    app = create_app(arguments.kaart or map_data(), Settings(tiles_url="", requests_per_minute=0))
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        sys.exit(_ask(server.effective_port, arguments.examples))
    finally:
        server.close()


def _ask(port: int, examples: int) -> int:
    description = f"http://127.0.0.1:{port}/api/openapi.json"
    # Made once; of a country, on a busy machine, that takes longer than schemathesis waits.
    requests.get(description, timeout=TIMEOUT_S).raise_for_status()
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "schemathesis.toml"
        config.write_text(_toml(CONFIG), encoding="utf-8")
        command = [
            str(Path(sys.executable).with_name("schemathesis")),
            f"--config-file={config}",
            "run",
            description,
            f"--max-examples={examples}",
            "--phases=examples,coverage,fuzzing",
            "--seed=1",
            f"--request-timeout={TIMEOUT_S}",
            "--suppress-health-check=all",
            "--generation-database=none",
        ]
        return subprocess.run(command, check=False).returncode


def _toml(config: dict[str, Any]) -> str:
    """The few things above as TOML, which writes strings and lists of them as JSON does."""
    lines = []
    for one in config["operations"]:
        accepted = one["checks"]["positive_data_acceptance"]["expected-statuses"]
        lines += [
            "[[operations]]",
            f"include-path = {json.dumps(one['include-path'])}",
            f"checks.positive_data_acceptance.expected-statuses = {json.dumps(accepted)}",
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
