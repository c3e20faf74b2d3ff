// What can be pressed on the map: a numbered pin for what is in the list, a dot or a cluster for the rest.
// All are one stop for the tab key, in the order of the list; the arrow keys go from one to the next.
import { Layer, setPosition } from "./leafletparts.js";
import { textElement } from "./background.js";
import { ASIDE, Room } from "./placing.js";
import { Roving } from "./roving.js";

const TARGET_PX = 44;
const LARGE_PX = [54, 64]; // a cluster of a hundred, of a thousand places
const PIN_HEIGHT_PX = 30; // from the point to the middle of the head
const CLEAR_PX = 8;
const BEYOND = 0.4; // of the map's size: what is there beyond its edges, so that a small move shows no gap
const EDGE_PX = 40;
const STATE_CLASS = { o: "open", c: "closed", u: "unknown" };

export class Pins extends Layer {
  // look: (box, zoom) -> the rest; name: what a group or cluster is called; press: what a press on one does;
  // clearOf: a point that stays in sight, or null.
  constructor(pinned, { look, name, press, label, clearOf }) {
    super();
    this.asks = { look, name, press };
    this.clearOf = clearOf;
    this.listeners = [];
    this.label = label;
    this.pins = pinned.map((group) => this.made(group, true));
    this.others = [];
    this.turn = 0;
  }

  onAdd(map) {
    const pane = map.createPane("plekken");
    this.pane = pane;
    pane.setAttribute("role", "toolbar");
    pane.setAttribute("aria-label", this.label);
    this.roving = new Roving(pane, (element) => this.bringIntoView(this.itemOf(element)));
    map.on("zoom viewreset", this.place, this).on("moveend", this.draw, this);
    for (const pin of this.pins) pane.append(pin.stem, pin.element);
    this.place();
    this.draw();
  }

  // Called with all items whenever those in sight were drawn anew.
  whenDrawn(listener) {
    this.listeners.push(listener);
  }

  made(group, isPinned) {
    const element = document.createElement("button");
    element.type = "button";
    const sizePx = group.count ? (group.count < 100 ? TARGET_PX : LARGE_PX[group.count < 1000 ? 0 : 1]) : TARGET_PX;
    element.className = group.count ? "groep" : `${isPinned ? "speld" : "stip"} ${STATE_CLASS[group.state] ?? ""}`;
    element.style.width = element.style.height = `${sizePx}px`;
    element.append(textElement("span", labelOf(group, isPinned)));
    element.tabIndex = -1;
    if (!group.count) element.setAttribute("aria-haspopup", "dialog");
    const item = { group, isPinned, element, half: sizePx / 2, latlng: [group.lat, group.lon], step: null, stem: textElement("span", "", "steel") };
    item.stem.setAttribute("aria-hidden", "true");
    this.name(item);
    element.addEventListener("click", () => {
      if (!this._map.dragging.moved()) this.asks.press(item);
    });
    return item;
  }

  name(item) {
    item.element.setAttribute("aria-label", this.asks.name(item.group));
  }

  // Names that came later.
  nameAll() {
    for (const item of this.items()) this.name(item);
  }

  items() {
    return [...this.pins, ...this.others];
  }

  itemOf(element) {
    return this.items().find((item) => item.element === element);
  }

  // On this scale: pins first, then the rest around them.
  place() {
    const room = this.room();
    for (const item of this.items()) {
      item.step = null;
      this.putDown(item, room);
    }
  }

  room() {
    if (!this.clearOf) return new Room();
    const { x, y } = this._map.latLngToLayerPoint(this.clearOf);
    return new Room([[x - CLEAR_PX, y - CLEAR_PX, x + CLEAR_PX, y + CLEAR_PX]]);
  }

  putDown(item, room) {
    const point = this._map.latLngToLayerPoint(item.latlng);
    const rest = item.isPinned ? [0, -PIN_HEIGHT_PX] : [0, 0];
    item.step = room.take(point, [item.half, item.half], item.step ? [item.step] : [rest, ...ASIDE]) ?? item.step ?? rest;
    item.element.style.left = item.element.style.top = `${-item.half}px`;
    setPosition(item.element, point.add(item.step).round());
    this.drawStem(item, point.round());
  }

  // From the head to the point it stands for, where they are not the same.
  drawStem({ stem, step: [x, y] }, point) {
    stem.hidden = !x && !y;
    stem.style.width = `${Math.hypot(x, y)}px`;
    stem.style.transform = `translate(${point.x}px, ${point.y}px) rotate(${Math.atan2(y, x)}rad)`;
  }

  async draw() {
    const map = this._map;
    this.turn += 1;
    const { turn } = this;
    const bounds = map.getBounds().pad(BEYOND);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const found = await this.asks.look(box, Math.round(map.getZoom()));
    if (turn !== this.turn) return; // the map moved on meanwhile
    this.show(found);
    for (const listener of this.listeners) listener(this.items());
  }

  show(found) {
    const before = new Map(this.others.map((item) => [item.group.key, item]));
    const focused = this.itemOf(document.activeElement);
    this.others = found.sort(fromTheNorth).map((group) => before.get(group.key) ?? this.made(group, false));
    const staying = new Set(this.others);
    for (const item of before.values()) {
      if (staying.has(item)) continue;
      item.element.remove();
      item.stem.remove();
    }
    const room = this.room();
    for (const item of this.pins) this.putDown(item, room);
    // What stands somewhere keeps its place; what is new goes around it.
    const added = this.others.filter((item) => !item.element.isConnected);
    for (const item of this.others) if (item.element.isConnected) this.putDown(item, room);
    for (const item of added) this.putDown(item, room);
    putInOrder(this.pane, this.others.flatMap((item) => [item.stem, item.element]));
    if (focused && !focused.element.isConnected) this.nearestTo(focused.latlng)?.element.focus({ preventScroll: true });
    this.roving.renew(this.items().map((item) => item.element), this.inView()[0]?.element);
  }

  inView() {
    const bounds = this._map.getBounds();
    return this.items().filter((item) => bounds.contains(item.latlng));
  }

  nearestTo([lat, lon]) {
    const far = ({ latlng }) => (latlng[0] - lat) ** 2 + ((latlng[1] - lon) * 0.6) ** 2;
    return this.inView().sort((one, other) => far(one) - far(other))[0];
  }

  bringIntoView(item) {
    this._map.panInside(item.latlng, {
      paddingTopLeft: [EDGE_PX, EDGE_PX + PIN_HEIGHT_PX],
      paddingBottomRight: [EDGE_PX, EDGE_PX],
      animate: false,
    });
  }

  // Left, top, right, bottom of all heads, in layer pixels.
  boxes() {
    return this.items().map(({ latlng, step, half }) => {
      const { x, y } = this._map.latLngToLayerPoint(latlng);
      return [x + step[0] - half, y + step[1] - half, x + step[0] + half, y + step[1] + half];
    });
  }
}

function labelOf(group, isPinned) {
  if (group.count) return `${group.count}`;
  if (!isPinned) return "";
  const numbers = group.places.filter((place) => place.number !== null);
  return numbers.length ? `${numbers[0].number}${numbers.length > 1 ? "+" : ""}` : "●";
}

function fromTheNorth(one, other) {
  return other.lat - one.lat || one.lon - other.lon;
}

// Moves no element that stands where it should: moving would take the focus from it.
function putInOrder(pane, elements) {
  let cursor = [...pane.children].find((child) => elements.includes(child)) ?? null;
  for (const element of elements) {
    if (element === cursor) cursor = cursor.nextElementSibling;
    else pane.insertBefore(element, cursor);
  }
}
