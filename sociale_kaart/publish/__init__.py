"""Writes the whole public site of a map as files, for any web host or CDN."""

from sociale_kaart.publish.run import USUAL_MOMENTS, Published, publish

__all__ = ["USUAL_MOMENTS", "Published", "publish"]
