// What lies under the places: tiles from the configured provider, and names that need nobody (lines: outlines.js).
import { Layer, TileLayer } from "./mapparts.js";
import { Room, putAt } from "./placing.js";

const LETTER_PX = 8.5;
const LINE_PX = 24;
const TILE_WAITS_MS = [2500, 5000, 10000];
const BEYOND = 0.4; // of the map's size: what is drawn beyond its edges, so that a small move shows no gap
// Where a name may step aside to for a pin, nearest first; farther than the first steps only in a large gemeente.
const STEPS_PX = [[0, 0], [0, 24], [0, -24], [0, 48], [0, -48], [70, 0], [-70, 0], [70, 40], [-70, 40], [70, -40], [-70, -40], [0, 90], [0, -90]];
const SMALL_STEP_PX = 24;

// Tiles, if there are any; `missing` is called once if the first ones do not come.
export function addTiles(map, element, url, credit, missing) {
  if (!url) return;
  const layer = new TileLayer(url, { attribution: escapeHtml(credit), maxZoom: 19, referrerPolicy: "strict-origin" });
  const waits = new WeakMap();
  layer.once("tileload", () => element.classList.add("met-tegels"));
  layer.once("tileerror", () => {
    if (!element.classList.contains("met-tegels")) missing();
  });
  layer.on("tileerror", ({ tile }) => askAgain(tile, waits));
  layer.addTo(map);
}

// A host that is busy for a moment must not leave a hole until somebody moves the map. After the last wait it stays.
function askAgain(tile, waits) {
  const left = waits.get(tile) ?? TILE_WAITS_MS;
  if (!left.length) return;
  waits.set(tile, left.slice(1));
  setTimeout(() => {
    if (tile.isConnected) tile.src = tile.src;
  }, left[0]);
}

// A name per gemeente, clear of what lies in takenBoxes; those without room wait for a closer look.
export class Names extends Layer {
  constructor(names, takenBoxes) {
    super();
    this.names = names.map(([text, lon, lat, width]) => ({ text, latlng: [lat, lon], width, element: null, step: null }));
    this.takenBoxes = takenBoxes;
  }

  onAdd(map) {
    this.pane = map.createPane("namen");
    this.pane.setAttribute("aria-hidden", "true"); // a picture of the area: what can be gone to stands in the pins
    map.on("zoomend", this.forget, this);
    this.draw();
  }

  // On another scale there is other room.
  forget() {
    for (const name of this.names) name.step = null;
  }

  // Whenever what lies in the boxes was drawn anew.
  draw() {
    const map = this._map;
    if (map.getContainer().classList.contains("met-tegels")) return; // which bring names of their own
    const seen = map.getBounds().pad(BEYOND);
    const room = new Room(this.takenBoxes());
    const inSight = this.names.filter((name) => seen.contains(name.latlng));
    // What stands somewhere keeps its place: nothing moves by itself.
    for (const name of [...inSight.filter((one) => one.step), ...inSight.filter((one) => !one.step)]) {
      const point = map.latLngToLayerPoint(name.latlng);
      name.step = room.take(point, [(name.text.length * LETTER_PX) / 2 + 2, LINE_PX / 2], name.step ? [name.step, ...this.steps(name)] : this.steps(name));
      if (name.step) this.show(name, point);
    }
    for (const name of this.names) {
      if (name.element && !(name.step && inSight.includes(name))) {
        name.element.remove();
        name.element = null;
      }
    }
  }

  steps(name) {
    const widthPx = (name.width * 256 * 2 ** this._map.getZoom()) / 360;
    const reach = Math.max(SMALL_STEP_PX, widthPx / 3);
    return STEPS_PX.filter((step) => Math.hypot(...step) <= reach);
  }

  show(name, point) {
    if (!name.element) {
      name.element = textElement("span", "", "gebiedsnaam");
      name.element.append(textElement("span", name.text));
      this.pane.append(name.element);
    }
    putAt(name.element, point.add(name.step).round());
  }
}

export function textElement(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

function escapeHtml(text) {
  return textElement("span", text).innerHTML;
}
