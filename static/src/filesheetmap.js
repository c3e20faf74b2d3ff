// The little map of a sheet, from the squares around the places (web/filesite/surroundings.py): as sheetmap.py draws it.
import { escapeHtml } from "./filewords.js";

const WIDTH = 1000, HEIGHT = 500; // units of the drawing
const NARROWEST_M = 7000;
const ROOM = 0.16; // of the drawing, around the outermost numbers
const FONT = 34, SMALL_FONT = 26;
const LETTER = 0.62; // how wide a letter is, as a share of the size of the font
const RADIUS = 30;
const MOST_NAMES = 14;
const BAR_LENGTHS_M = [500, 1000, 2000, 5000, 10000, 20000, 50000];
const INK = "#17212b", WATER = "#d5dde0", LAND = "#ffffff", BORDER = "#8b9aa3", QUIET = "#4a5661";
const SHIFTS = [0, -1, 1, -2, 2, -3, 3, -4, 4];
const BESIDE = [[0, 0], [1, 0], [-1, 0], [0, -1], [0, 1], [1, 1], [-1, -1]];

// SVG of the numbers of some points and the cross of where somebody searched (RD New, metres). squares: which there are,
// and how large; fetchSquare: gives one by its name.
export async function drawMap(points, origin, squares, fetchSquare) {
  const frame = new Frame([...points, origin]);
  const pieces = await Promise.all(frame.squares(squares).map(async ({ name, x, y }) => new Square(await fetchSquare(name), x, y, squares.unit)));
  const at = points.map((point) => frame.units(point));
  const spots = apart(at);
  const taken = spots.map(({ x, y }) => around(x, y, RADIUS + 4));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Open Sans, system-ui, sans-serif">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${WATER}"/>`,
    ...pieces.map((one) => `<path d="${one.path("land", frame)}" fill="${LAND}" stroke="${LAND}" stroke-width="2" fill-rule="evenodd"/>`),
    ...pieces.map((one) => `<path d="${one.path("borders", frame)}" fill="none" stroke="${BORDER}" stroke-width="2" stroke-dasharray="8 6"/>`),
    bar(frame, taken), ...names(frame, pieces, taken), cross(frame.units(origin)), ...spots.map((spot, number) => marker(number + 1, at[number], spot)),
    "</svg>",
  ].join("");
}

class Frame {
  constructor(points) {
    const xs = points.map(({ x }) => x), ys = points.map(({ y }) => y);
    const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const shown = 1 - 2 * ROOM;
    const width = Math.max((east - west) / shown, ((north - south) / shown) * (WIDTH / HEIGHT), NARROWEST_M);
    const half = (width * HEIGHT) / WIDTH / 2, middle = (south + north) / 2;
    this.unit = width / WIDTH;
    Object.assign(this, { left: (west + east) / 2 - width / 2, right: (west + east) / 2 + width / 2, bottom: middle - half, top: middle + half });
  }

  units({ x, y }) {
    return { x: Math.round((x - this.left) / this.unit), y: Math.round((this.top - y) / this.unit) };
  }

  holds({ x, y }) {
    return this.left <= x && x <= this.right && this.bottom <= y && y <= this.top;
  }

  squares({ names: there, side }) {
    const found = [];
    for (let column = Math.floor(this.left / side); column * side < this.right; column += 1) {
      for (let row = Math.floor(this.bottom / side); row * side < this.top; row += 1) {
        const name = `${column}-${row}`;
        if (there.includes(name)) found.push({ name, x: column * side, y: row * side });
      }
    }
    return found;
  }
}

class Square {
  constructor({ land, borders, names: named }, x, y, unit) {
    const whole = (steps) => ({ x: x + steps[0] * unit, y: y + steps[1] * unit });
    Object.assign(this, { land, borders, whole });
    this.names = named.map(([name, east, north, rank, isPostcode]) => ({ name, rank, isPostcode, ...whole([east, north]) }));
  }

  path(kind, frame) {
    const line = (steps) => {
      const pairs = [];
      for (let at = 0; at < steps.length; at += 2) {
        const { x, y } = frame.units(this.whole([steps[at], steps[at + 1]]));
        if (pairs[pairs.length - 1] !== `${x} ${y}`) pairs.push(`${x} ${y}`);
      }
      return `M${pairs.join("L")}`;
    };
    return this[kind].map(line).join("");
  }
}

// Names of places, the best known first, and postcodes where there is room; none that touches another.
function names(frame, pieces, taken) {
  const there = pieces.flatMap((one) => one.names).filter((one) => frame.holds(one)).sort((one, other) => one.rank - other.rank);
  const drawn = [];
  for (const one of there) {
    const size = one.isPostcode ? SMALL_FONT : FONT;
    const { x, y } = frame.units(one);
    // A well-known name is worth moving for a number that lies on it.
    const box = (one.isPostcode ? [0] : SHIFTS).map((shift) => boxOf(one.name, size, x, y + shift * RADIUS)).find((some) => isFree(some, taken));
    if (!box) continue;
    taken.push(box);
    const look = one.isPostcode ? `fill="${QUIET}"` : `fill="${INK}" font-weight="700"`;
    const baseline = Math.round((box[1] + box[3]) / 2 + size * 0.35);
    drawn.push(`<text x="${x}" y="${baseline}" text-anchor="middle" font-size="${size}" ${look}>${escapeHtml(one.name)}</text>`);
    if (drawn.length === MOST_NAMES) break;
  }
  return drawn;
}

function boxOf(name, size, x, y) {
  const half = ([...name].length * size * LETTER) / 2;
  return [x - half, y - size * 0.7, x + half, y + size * 0.7];
}

function isFree(box, taken) {
  return box[0] >= 4 && box[2] <= WIDTH - 4 && box[1] >= 4 && box[3] <= HEIGHT - 4 && !taken.some((other) => touch(box, other));
}

// Says how far things are, in the corner at the lower left.
function bar(frame, taken) {
  const metres = BAR_LENGTHS_M.filter((one) => one / frame.unit <= WIDTH / 4).pop() ?? BAR_LENGTHS_M[0];
  const length = Math.round(metres / frame.unit);
  taken.push([0, HEIGHT - 60, length + 150, HEIGHT]);
  return `<rect x="12" y="${HEIGHT - 54}" width="${length + 130}" height="42" fill="${LAND}"/>`
    + `<path d="M24 ${HEIGHT - 42}v18h${length}v-18" fill="none" stroke="${INK}" stroke-width="4"/>`
    + `<text x="${length + 36}" y="${HEIGHT - 24}" font-size="${SMALL_FONT}" fill="${INK}">${`${metres / 1000}`.replace(".", ",")} km</text>`;
}

function cross({ x, y }) {
  const shape = `M${x - 16} ${y - 16}l32 32M${x + 16} ${y - 16}l-32 32`;
  return `<path d="${shape}" stroke="${LAND}" stroke-width="16" fill="none"/><path d="${shape}" stroke="${INK}" stroke-width="8" fill="none"/>`;
}

function marker(number, point, spot) {
  const isMoved = point.x !== spot.x || point.y !== spot.y;
  const lead = `<path d="M${point.x} ${point.y}L${spot.x} ${spot.y}" stroke="${INK}" stroke-width="4"/><circle cx="${point.x}" cy="${point.y}" r="7" fill="${INK}"/>`;
  return `${isMoved ? lead : ""}<circle cx="${spot.x}" cy="${spot.y}" r="${RADIUS}" fill="${INK}" stroke="${LAND}" stroke-width="5"/>`
    + `<text x="${spot.x}" y="${spot.y + 14}" text-anchor="middle" font-size="40" font-weight="700" fill="${LAND}">${number}</text>`;
}

// Where the numbers go: at their points, or beside them where they would lie on each other.
function apart(points) {
  const spots = [];
  const step = 2 * RADIUS + 10;
  for (const { x, y } of points) {
    const beside = BESIDE.map(([dx, dy]) => ({ x: x + step * dx, y: y + step * dy }));
    spots.push(beside.find((spot) => spots.every((other) => Math.hypot(spot.x - other.x, spot.y - other.y) >= step - 1)) ?? { x, y });
  }
  return spots;
}

function around(x, y, radius) {
  return [x - radius, y - radius, x + radius, y + radius];
}

function touch(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}
