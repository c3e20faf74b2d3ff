"""A street network as arrays, and how far every crossing lies from the nearest place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from sociale_kaart.coverage.distance import Floats

Ints = NDArray[np.int64]
Lines = NDArray[Any]  # of shapely.LineString


@dataclass(frozen=True, kw_only=True, eq=False)
class StreetNetwork:
    """Crossings (n nodes) and the streets between them (k edges), each edge for one direction of travel.

    x_rd, y_rd : (n,) metres, RD New
    tail, head : (k,) number of the node that an edge leaves, and of the one that it enters. A street for both
        directions is two edges; parallel edges and loops may be there
    length_m : (k,) metres along the street, 0 or more
    lines : (k,) the course of each edge from tail to head in RD New; None: every edge is straight
    source, vintage : who mapped it, and of when it is
    """

    x_rd: Floats
    y_rd: Floats
    tail: Ints
    head: Ints
    length_m: Floats
    lines: Lines | None = None
    source: str
    vintage: str

    def __len__(self) -> int:
        return len(self.x_rd)

    @cached_property
    def courses(self) -> Lines:
        """The course of each edge (k,), drawn as a straight line where none is given."""
        if self.lines is not None:
            return self.lines
        xy = np.column_stack((self.x_rd, self.y_rd))
        return np.asarray(shapely.linestrings(np.stack((xy[self.tail], xy[self.head]), axis=1)))

    @cached_property
    def part(self) -> Ints:
        """Number of the connected part (n,) that each node is in, oneways taken as streets for both directions."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        streets = coo_array((np.ones(len(self.tail)), (self.tail, self.head)), shape=(len(self), len(self)))
        _, part = connected_components(streets, directed=False)
        return np.asarray(part, dtype=np.int64)

    def without_small_parts(self, fewest_nodes: int) -> StreetNetwork:
        """The same network without its connected parts of fewer nodes.

        A courtyard whose gate is not mapped is such a part: a place beside it snaps to a street that leads nowhere,
        and has no route. An island without a bridge is one as well, which is why this is for the user to ask.
        """
        kept = np.bincount(self.part)[self.part] >= fewest_nodes
        renumbered = np.cumsum(kept) - 1
        edges = kept[self.tail]
        return replace(
            self,
            x_rd=self.x_rd[kept],
            y_rd=self.y_rd[kept],
            tail=renumbered[self.tail[edges]],
            head=renumbered[self.head[edges]],
            length_m=self.length_m[edges],
            lines=None if self.lines is None else self.lines[edges],
        )


def metres_to_nearest(nodes: int, tail: Ints, head: Ints, length_m: Floats, targets: Ints) -> Floats:
    """Metres over the edges from each node (n,) to the target that is nearest; infinite where there is no way.

    Parameters
    ----------
    nodes : how many nodes there are
    tail, head, length_m : (k,) as in StreetNetwork
    targets : (m,) numbers of nodes

    One search (Dijkstra's) from all targets at once, against the direction of the edges. Source: Dijkstra 1959, as
    scipy.sparse.csgraph.dijkstra with min_only.
    """
    from scipy.sparse.csgraph import dijkstra

    if not len(targets):
        return np.full(nodes, np.inf)
    against = _rows(nodes, rows=head, columns=tail, values=length_m)
    found = dijkstra(against, directed=True, indices=np.unique(targets), min_only=True)
    return np.asarray(found, dtype=float)


def _rows(nodes: int, *, rows: Ints, columns: Ints, values: Floats) -> Any:
    """A square sparse matrix that keeps parallel edges and edges of no length apart.

    The ordinary way to build one adds up what stands twice at one place, which would make two parallel streets one
    long one. So the edges are put in order of their rows first, by a matrix in which nothing can stand twice.
    """
    from scipy.sparse import coo_array, csr_array

    number = np.arange(len(rows), dtype=np.int32)
    by_row = coo_array((number, (rows.astype(np.int32), number)), shape=(nodes, len(rows))).tocsr()
    order = by_row.indices
    return csr_array(
        (values[order], columns[order].astype(np.int32), by_row.indptr.astype(np.int32)), shape=(nodes, nodes)
    )
