"""Joins sources, lock and coverage into a built map, and keeps it in one GeoPackage."""
