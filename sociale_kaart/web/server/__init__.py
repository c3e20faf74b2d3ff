"""Serves built maps from several processes: a supervisor that holds the socket, and workers that answer.

The supervisor imports nothing heavy and opens no map. It starts workers (worker.py) and talks with each in lines of
JSON (messages.py): what to serve, when to begin, when to stop. See docs/decisions/0960.
"""
