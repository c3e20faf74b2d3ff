// In which gemeente a spot lies, by the same borders as the server's (gebieden/boundaries.py); on a border: the lowest code.

// Borders are fetched only of the gemeenten around a spot, and what was found is remembered.
export class Spots {
  // codes, boxes: of the gemeenten in the order in which they are numbered. read: the TopoJSON of one, metres RD New.
  constructor({ codes, boxes }, read) {
    Object.assign(this, { codes, boxes, read });
    this.areas = new Map();
    this.found = new Map();
  }

  // The number of the gemeente; -1 where the spot lies in none of them.
  async find({ x, y }) {
    const spot = `${x} ${y}`;
    if (!this.found.has(spot)) {
      const near = [...this.boxes.keys()].filter((at) => isWithin(this.boxes[at], x, y));
      const areas = await Promise.all(near.map((at) => this.area(at)));
      const at = areas.findIndex((rings) => isInside(rings, x, y));
      this.found.set(spot, at < 0 ? -1 : near[at]);
    }
    return this.found.get(spot);
  }

  // The same of a spot that was found before.
  at(x, y) {
    return this.found.get(`${x} ${y}`);
  }

  async area(at) {
    if (!this.areas.has(at)) this.areas.set(at, ringsOf(await this.read(this.codes[at])));
    return this.areas.get(at);
  }
}

function isWithin([west, south, east, north], x, y) {
  return x >= west && x <= east && y >= south && y <= north;
}

function ringsOf({ transform, arcs: packed, objects }) {
  const { scale, translate } = transform;
  const arcs = packed.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([across, along]) => [(x += across) * scale[0] + translate[0], (y += along) * scale[1] + translate[1]]);
  });
  const [item] = objects.gemeenten.geometries;
  const polygons = item.type === "Polygon" ? [item.arcs] : item.arcs;
  return polygons.flat().map((ring) => ring.flatMap((arc) => (arc < 0 ? [...arcs[~arc]].reverse() : arcs[arc])));
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
