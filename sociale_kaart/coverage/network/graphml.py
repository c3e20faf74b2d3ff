"""Reads street networks from GraphML, as OSMnx writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import numpy as np
import shapely

from sociale_kaart.coverage.distance import Floats
from sociale_kaart.coverage.network.streets import Lines, StreetNetwork
from sociale_kaart.crs import RD, WGS84, wgs84_to_rd
from sociale_kaart.errors import SourceNotFound, SourceUnreadable

XMLNS = "{http://graphml.graphdrawing.org/xmlns}"
HOW = "Save the network with osmnx.save_graphml; nodes need x and y, and the graph a crs of EPSG:4326 or EPSG:28992"

Values = Mapping[str, str]


class _Edge(NamedTuple):
    tail: str
    head: str
    length: str | None
    course: str | None  # as WKT, in the coordinates of the file


@dataclass(slots=True)
class _File:
    """What the file says, in its own words."""

    names: dict[str, str] = field(default_factory=dict)  # key -> attribute
    graph: Values = field(default_factory=dict)
    directed: bool = True
    nodes: dict[str, tuple[float, float]] = field(default_factory=dict)
    edges: list[_Edge] = field(default_factory=list)


def read_graphml(path: Path) -> StreetNetwork:
    """The street network of a GraphML file.

    Every edge is taken as its maker left it: which streets one may walk or cycle was chosen when the file was made.
    An edge without `length` gets that of its geometry; an edge without `geometry` is straight.

    Raises SourceNotFound, and SourceUnreadable where it is no GraphML of streets.
    """
    if not path.is_file():
        raise SourceNotFound("the street network is not there", where=path, remedy=HOW)
    try:
        return _network(_read(path))
    except KeyError as missing:
        raise _unreadable(path, f"nothing is given for {missing}") from missing
    except (ET.ParseError, ValueError, shapely.errors.ShapelyError) as fault:
        raise _unreadable(path, str(fault)) from fault


def _unreadable(path: Path, fault: str) -> SourceUnreadable:
    return SourceUnreadable(f"this is not the GraphML of a street network: {fault}", where=path, remedy=HOW)


def _read(path: Path) -> _File:
    file = _File()
    # A file of the user's own choosing, and expat itself refuses entities that swell.
    for event, element in ET.iterparse(path, events=("start", "end")):  # noqa: S314
        tag = element.tag.removeprefix(XMLNS)
        if event == "start":
            if tag == "graph":
                file.directed = element.get("edgedefault") != "undirected"
        elif tag == "key":
            file.names[element.attrib["id"]] = element.attrib["attr.name"]
        elif tag == "graph":
            file.graph = _values(file, element)
        elif tag in ("node", "edge"):
            _take(file, tag, element)
            element.clear()
    return file


def _take(file: _File, tag: str, element: ET.Element) -> None:
    values = _values(file, element)
    if tag == "node":
        file.nodes[element.attrib["id"]] = (float(values["x"]), float(values["y"]))
        return
    edge = _Edge(
        element.attrib["source"], element.attrib["target"], values.get("length"), values.get("geometry")
    )
    file.edges.append(edge)
    if element.get("directed", str(file.directed).lower()) == "false":
        file.edges.append(_Edge(edge.head, edge.tail, edge.length, edge.course and _turned(edge.course)))


def _turned(course: str) -> str:
    return str(shapely.from_wkt(course).reverse().wkt)


def _values(file: _File, element: ET.Element) -> Values:
    found = element.findall(f"{XMLNS}data")
    return {file.names[data.attrib["key"]]: data.text or "" for data in found}


def _network(file: _File) -> StreetNetwork:
    if not file.nodes:
        raise ValueError("it holds no nodes")
    crs = file.graph.get("crs", WGS84).upper()
    xy = _in_rd(np.array(list(file.nodes.values()), dtype=float), crs)
    number = {name: position for position, name in enumerate(file.nodes)}
    tail = np.array([number[edge.tail] for edge in file.edges], dtype=np.int64)
    head = np.array([number[edge.head] for edge in file.edges], dtype=np.int64)
    lines = _lines(file, crs, xy[tail], xy[head])
    return StreetNetwork(
        x_rd=xy[:, 0],
        y_rd=xy[:, 1],
        tail=tail,
        head=head,
        length_m=_lengths_m(file, lines),
        lines=lines,
        source=file.graph.get("created_with", "GraphML"),
        vintage=file.graph.get("created_date", ""),
    )


def _lengths_m(file: _File, lines: Lines) -> Floats:
    length_m = np.asarray(shapely.length(lines), dtype=float)
    for number, edge in enumerate(file.edges):
        if edge.length is not None:
            length_m[number] = float(edge.length)
    if not (length_m >= 0).all():
        raise ValueError("a street is shorter than nothing")
    return length_m


def _lines(file: _File, crs: str, start: Floats, end: Floats) -> Lines:
    """The course of each edge, in RD New."""
    lines = np.asarray(shapely.linestrings(np.stack((start, end), axis=1)))
    curved = np.array([edge.course is not None for edge in file.edges], dtype=bool)
    given = shapely.from_wkt([edge.course for edge in file.edges if edge.course is not None])
    lines[curved] = shapely.transform(given, lambda xy: _in_rd(xy, crs))
    return lines


def _in_rd(xy: Floats, crs: str) -> Floats:
    if crs == RD:
        return xy
    if crs != WGS84:
        raise ValueError(f"its crs is {crs}")
    return np.column_stack(wgs84_to_rd(xy[:, 0], xy[:, 1]))
