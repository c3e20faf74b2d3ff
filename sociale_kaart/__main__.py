"""`python -m sociale_kaart` is the command `sociale-kaart`."""

from sociale_kaart.cli import main

main(prog_name="sociale-kaart")
