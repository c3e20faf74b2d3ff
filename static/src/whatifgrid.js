// What lies near a spot, found by squares: sites by their nearest, points by a limit. Metres, RD New.

const CELL_M = 4000;

// Sites in squares; numbers are those of the arrays.
export class SiteGrid {
  constructor(x, y) {
    this.size = x.length;
    this.x = Float64Array.from(x);
    this.y = Float64Array.from(y);
    this.box = boxOf(this.x, this.y);
    this.cells = squares(this.x, this.y, CELL_M);
  }

  // Number of the nearest site that is not gone, and metres to it; [-1, Infinity] where there is none.
  nearest(x, y, isGone) {
    let site = -1, least = Infinity;
    if (!this.size) return [site, least];
    const column = Math.floor(x / CELL_M), row = Math.floor(y / CELL_M);
    const [west, south, east, north] = this.box.map((metres) => Math.floor(metres / CELL_M));
    const farthest = Math.max(column - west, east - column, row - south, north - row, 0);
    for (let ring = 0; ring <= farthest && (ring - 1) * CELL_M <= least; ring += 1) {
      for (const cell of ringOf(column, row, ring)) {
        for (const one of this.cells.get(cell) ?? []) {
          if (isGone.has(one)) continue;
          const away = metresBetween(x, y, this.x[one], this.y[one]);
          if (away < least) [site, least] = [one, away];
        }
      }
    }
    return [site, least];
  }
}

// The points that are chosen, in squares as wide as half a limit.
export class PointGrid {
  constructor(x, y, isChosen, limit) {
    this.x = x;
    this.y = y;
    this.limit = limit;
    this.width = limit / 2;
    this.cells = squares(x, y, this.width, isChosen);
  }

  // Calls `tell` with the number of every chosen point within the limit of a spot, inclusive.
  within(x, y, tell) {
    const { width, limit } = this;
    const east = Math.floor((x + limit) / width), north = Math.floor((y + limit) / width);
    for (let column = Math.floor((x - limit) / width); column <= east; column += 1) {
      for (let row = Math.floor((y - limit) / width); row <= north; row += 1) {
        for (const point of this.cells.get(key(column, row)) ?? []) {
          if (metresBetween(x, y, this.x[point], this.y[point]) <= limit) tell(point);
        }
      }
    }
  }
}

function squares(x, y, width, isChosen = () => true) {
  const cells = new Map();
  for (let at = 0; at < x.length; at += 1) {
    if (!isChosen(at)) continue;
    const cell = key(Math.floor(x[at] / width), Math.floor(y[at] / width));
    const there = cells.get(cell);
    if (there) there.push(at);
    else cells.set(cell, [at]);
  }
  return cells;
}

function ringOf(column, row, ring) {
  if (!ring) return [key(column, row)];
  const found = [];
  for (let step = -ring; step <= ring; step += 1) {
    found.push(key(column + step, row - ring), key(column + step, row + ring));
    if (Math.abs(step) < ring) found.push(key(column - ring, row + step), key(column + ring, row + step));
  }
  return found;
}

// Of squares around the country, some kilometres abroad included.
function key(column, row) {
  return (column + 1000) * 100000 + row + 1000;
}

// West, south, east and north of all of them.
export function boxOf(x, y) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < x.length; at += 1) {
    west = Math.min(west, x[at]);
    east = Math.max(east, x[at]);
    south = Math.min(south, y[at]);
    north = Math.max(north, y[at]);
  }
  return [west, south, east, north];
}

// In a straight line, to the last bit what the server finds: Math.hypot rounds otherwise.
export function metresBetween(x, y, otherX, otherY) {
  const across = x - otherX, along = y - otherY;
  return Math.sqrt(across * across + along * along);
}
