"""Serves a built map on a free port and prints its address; ended by whoever started it."""

from __future__ import annotations

import sys
from pathlib import Path

from waitress.server import create_server

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app

server = create_server(create_app(Path(sys.argv[1]), Settings()), host="127.0.0.1", port=0)
sys.stdout.write(f"http://127.0.0.1:{server.effective_port}\n")
sys.stdout.flush()
server.run()
