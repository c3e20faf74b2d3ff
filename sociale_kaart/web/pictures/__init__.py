"""The map as a picture for a report: drawn on the server, as SVG and as PNG."""
