// Land and borders of gemeenten under the places, as the worker reckons them: a picture, drawn beyond the edges of the map.
import { Layer } from "./mapparts.js";

const SVG = "http://www.w3.org/2000/svg";
const BEYOND = 0.4; // of the map's size: a small move shows no gap
const NEAR_EDGE = 0.05; // of the map's size: so near to the edge of the picture another is asked for

export class Outlines extends Layer {
  // draw: (box, zoom) -> path data of what lies in a box of pixels of the world.
  constructor(draw) {
    super();
    this.asks = draw;
    this.drawn = null;
    this.turn = 0;
  }

  onAdd(map) {
    this.picture = shape("svg");
    this.picture.setAttribute("aria-hidden", "true");
    this.paths = { borders: shape("path", "grens"), land: shape("path", "land") };
    this.picture.append(this.paths.land, this.paths.borders);
    map.getPane("overlayPane").append(this.picture);
    map.on("moveend", this.draw, this).on("zoom viewreset", this.place, this);
    this.drawing = this.draw();
  }

  async draw() {
    const map = this._map;
    if (this.isSeenWhole()) return;
    this.turn += 1;
    const { turn } = this;
    const zoom = map.getZoom(), box = around(map, BEYOND);
    const told = await this.asks(box, zoom);
    if (turn !== this.turn) return; // the map moved on meanwhile
    this.drawn = { zoom, box };
    this.picture.setAttribute("width", box[2] - box[0]);
    this.picture.setAttribute("height", box[3] - box[1]);
    for (const [name, path] of Object.entries(this.paths)) path.setAttribute("d", told[name]);
    this.place();
  }

  isSeenWhole() {
    if (this.drawn?.zoom !== this._map.getZoom()) return false;
    const seen = around(this._map, NEAR_EDGE), [left, top, right, bottom] = this.drawn.box;
    return left <= seen[0] && top <= seen[1] && right >= seen[2] && bottom >= seen[3];
  }

  // Until the picture of another scale is there, the old one serves, larger or smaller.
  place() {
    if (!this.drawn) return;
    const { zoom, box: [left, top] } = this.drawn;
    const scale = this._map.getZoomScale(this._map.getZoom(), zoom);
    const origin = this._map.getPixelOrigin();
    this.picture.style.transform = `translate(${left * scale - origin.x}px, ${top * scale - origin.y}px) scale(${scale})`;
  }
}

// What the map shows and a share of its size around it, in whole pixels of the world.
function around(map, share) {
  const { min, max } = map.getPixelBounds();
  const { x, y } = map.getSize().multiplyBy(share);
  return [min.x - x, min.y - y, max.x + x, max.y + y].map(Math.round);
}

function shape(kind, className = "") {
  const element = document.createElementNS(SVG, kind);
  if (className) element.setAttribute("class", className);
  return element;
}
