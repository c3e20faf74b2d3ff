// In which gemeente a spot lies, by the same borders as the server's (gebieden/boundaries.py); on a border: the lowest code.

export class Borders {
  // topology: TopoJSON in metres RD New. codes: of the gemeenten, in the order in which they are numbered.
  constructor(topology, codes) {
    const { scale, translate } = topology.transform;
    const arcs = topology.arcs.map((arc) => {
      let x = 0, y = 0;
      return arc.map(([across, along]) => [(x += across) * scale[0] + translate[0], (y += along) * scale[1] + translate[1]]);
    });
    const number = new Map(codes.map((code, at) => [code, at]));
    this.areas = topology.objects.gemeenten.geometries
      .filter(({ id }) => number.has(id))
      .map((item) => area(number.get(item.id), item, arcs))
      .sort((a, b) => a.number - b.number);
  }

  // The number of the gemeente; -1 where the spot lies in none of them.
  at(x, y) {
    const found = this.areas.find(({ box, rings }) => x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3] && isInside(rings, x, y));
    return found ? found.number : -1;
  }
}

function area(number, item, arcs) {
  const polygons = item.type === "Polygon" ? [item.arcs] : item.arcs;
  const rings = polygons.flat().map((ring) => ring.flatMap((arc) => (arc < 0 ? [...arcs[~arc]].reverse() : arcs[arc])));
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (const [x, y] of ring) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return { number, rings, box };
}

// Whether a spot lies within the rings or on one of them: a ray to the east crosses an odd number of edges.
function isInside(rings, x, y) {
  let isIn = false;
  for (const ring of rings) {
    for (let at = 0, last = ring.length - 1; at < ring.length; last = at, at += 1) {
      const [x1, y1] = ring[last], [x2, y2] = ring[at];
      const side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
      const isBeside = Math.min(x1, x2) <= x && x <= Math.max(x1, x2) && Math.min(y1, y2) <= y && y <= Math.max(y1, y2);
      if (side === 0 && isBeside) return true;
      if (y1 > y !== y2 > y && side > 0 === y2 > y1) isIn = !isIn;
    }
  }
  return isIn;
}
