"""Writes the whole public site of a map as files, for any web host or CDN."""

from sociale_kaart.publish.run import Published, publish

__all__ = ["Published", "publish"]
