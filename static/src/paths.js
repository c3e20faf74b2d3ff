// Outlines as SVG paths of what lies in a box: reckoned beside the page, in the worker.

const WORLD_PX = 256; // at zoom 0
const FINEST_PX = 1.5; // what is nearer to the point before it is left out
const EDGE_PX = 4; // a clipped line runs just beyond the box, out of sight

// outlines: /api/omtrek.json, which sociale_kaart/web/mapoutlines.py writes and describes.
export function readOutlines({ step, land, borders }) {
  const read = (lines) => lines.map((line) => projected(line, step));
  return { land: read(land), borders: read(borders) };
}

// Path data from the corner of a box (left, top, right, bottom, in pixels of the world at a zoom).
export function drawOutlines({ land, borders }, box, zoom) {
  const scale = WORLD_PX * 2 ** zoom;
  const near = [box[0] - EDGE_PX, box[1] - EDGE_PX, box[2] + EDGE_PX, box[3] + EDGE_PX];
  const inPixels = (lines) => lines.filter(({ around }) => touches(around, near, scale)).map(({ points }) => scaled(points, scale));
  return {
    land: inPixels(land).map((ring) => ringPath(clipped(ring, near), box)).join(""),
    borders: inPixels(borders).map((line) => linePath(line, near, box)).join(""),
  };
}

// Points of Web Mercator as shares of the world, x and y in turns, and the box around them.
function projected(line, step) {
  const points = new Float64Array(line.length);
  const around = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0, lon = 0, lat = 0; i < line.length; i += 2) {
    lon += line[i] * step;
    lat += line[i + 1] * step;
    const sine = Math.sin((lat * Math.PI) / 180);
    const x = 0.5 + lon / 360, y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    points[i] = x;
    points[i + 1] = y;
    around[0] = Math.min(around[0], x);
    around[1] = Math.min(around[1], y);
    around[2] = Math.max(around[2], x);
    around[3] = Math.max(around[3], y);
  }
  return { points, around };
}

function touches(around, box, scale) {
  return around[0] * scale <= box[2] && around[2] * scale >= box[0] && around[1] * scale <= box[3] && around[3] * scale >= box[1];
}

function scaled(points, scale) {
  const kept = [];
  const last = points.length - 2;
  for (let i = 0; i <= last; i += 2) {
    const point = [points[i] * scale, points[i + 1] * scale];
    const before = kept[kept.length - 1];
    if (before && i < last && Math.abs(point[0] - before[0]) + Math.abs(point[1] - before[1]) < FINEST_PX) continue;
    kept.push(point);
  }
  return kept;
}

// Sutherland and Hodgman: what is left of a ring within a box, one edge of the box after the other.
function clipped(ring, [left, top, right, bottom]) {
  const edges = [[0, left, 1], [0, right, -1], [1, top, 1], [1, bottom, -1]];
  return edges.reduce((some, [axis, at, way]) => within(some, axis, (point) => (point[axis] - at) * way >= 0, at), ring);
}

function within(ring, axis, isInside, at) {
  const kept = [];
  ring.forEach((point, i) => {
    const before = ring[i ? i - 1 : ring.length - 1];
    if (isInside(point) !== isInside(before)) kept.push(crossing(before, point, axis, at));
    if (isInside(point)) kept.push(point);
  });
  return kept;
}

function crossing(from, to, axis, at) {
  const share = (at - from[axis]) / (to[axis] - from[axis]);
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

function ringPath(ring, corner) {
  return ring.length < 3 ? "" : `M${ring.map((point) => inWhole(point, corner)).join("L")}z`;
}

// Of a line only the parts that may be seen.
function linePath(line, box, corner) {
  let path = "", isDrawing = false;
  for (let i = 1; i < line.length; i += 1) {
    const from = line[i - 1], to = line[i];
    const isNear =
      Math.max(from[0], to[0]) >= box[0] && Math.min(from[0], to[0]) <= box[2] &&
      Math.max(from[1], to[1]) >= box[1] && Math.min(from[1], to[1]) <= box[3];
    if (isNear) path += `${isDrawing ? "" : `M${inWhole(from, corner)}`}L${inWhole(to, corner)}`;
    isDrawing = isNear;
  }
  return path;
}

function inWhole([x, y], [left, top]) {
  return `${Math.round(x - left)} ${Math.round(y - top)}`;
}
