"""Reference geography: gemeenten and their borders, where people live, and what a visitor searches by.

Everything is read from `geodata/gebieden`, whose `manifest.json` holds each file's source, licence, vintage
and SHA-256; see `docs/explanation/gebieden.md`. Nothing here touches the network but `update`.
"""
