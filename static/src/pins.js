// What can be pressed on the map: a numbered pin for what is in the list, a dot or a cluster for the rest.
// All are one stop for the tab key, in the order of the list; the arrow keys go from one to the next.
import { Layer } from "./mapparts.js";
import { textElement } from "./background.js";
import { each } from "./pace.js";
import { ASIDE, Room, putAt } from "./placing.js";
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
    for (const pin of this.pins) pane.append(pin.element);
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
    const item = { group, isPinned, element, half: sizePx / 2, latlng: [group.lat, group.lon], point: null, step: null, stem: null, name: "" };
    this.name(item);
    element.addEventListener("click", () => {
      if (!this._map.dragging.moved()) this.asks.press(item);
    });
    return item;
  }

  name(item) {
    const name = this.asks.name(item.group);
    if (name !== item.name) item.element.setAttribute("aria-label", name);
    item.name = name;
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

  // On this scale: pins at once; the rest where it is, until `draw` finds it room.
  place() {
    const room = this.room();
    for (const pin of this.pins) this.putDown(pin, room);
    for (const item of this.others) this.putPlainly(item);
  }

  room() {
    if (!this.clearOf) return new Room();
    const { x, y } = this._map.latLngToLayerPoint(this.clearOf);
    return new Room([[x - CLEAR_PX, y - CLEAR_PX, x + CLEAR_PX, y + CLEAR_PX]]);
  }

  putDown(item, room) {
    const rest = item.isPinned ? [0, -PIN_HEIGHT_PX] : [0, 0];
    item.point = this._map.latLngToLayerPoint(item.latlng).round();
    item.step = room.take(item.point, [item.half, item.half], [rest, ...ASIDE]) ?? rest;
    this.put(item, item.step);
  }

  putPlainly(item) {
    item.point = this._map.latLngToLayerPoint(item.latlng).round();
    item.step = null;
    this.put(item, [0, 0]);
  }

  put(item, [x, y]) {
    putAt(item.element, { x: item.point.x + x - item.half, y: item.point.y + y - item.half });
    item.stem?.remove();
    item.stem = x || y ? stemOf(item.point, x, y) : null;
    if (item.stem) this.pane.prepend(item.stem);
  }

  async draw() {
    const map = this._map;
    this.turn += 1;
    const { turn } = this;
    const isCurrent = () => turn === this.turn; // else the map moved on meanwhile
    const bounds = map.getBounds().pad(BEYOND);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const found = await this.asks.look(box, Math.round(map.getZoom()));
    if (!isCurrent()) return;
    const left = this.leave(found);
    await this.add(found.sort(fromTheNorth), isCurrent);
    if (!isCurrent()) return;
    if (left) this.passFocusOn(left);
    this.roving.renew(this.items().map((item) => item.element), this.inView()[0]?.element);
    for (const listener of this.listeners) listener(this.items());
  }

  // What was not found again goes. Gives what holds the focus, which stays until something else has it.
  leave(found) {
    const keys = new Set(found.map((group) => group.key));
    const going = this.others.filter((item) => !keys.has(item.group.key));
    const focused = going.find((item) => item.element === document.activeElement);
    this.others = this.others.filter((item) => keys.has(item.group.key) || item === focused);
    for (const item of going) if (item !== focused) this.remove(item);
    return focused;
  }

  remove({ element, stem }) {
    element.remove();
    stem?.remove();
  }

  passFocusOn(item) {
    this.others = this.others.filter((other) => other !== item);
    if (item.element === document.activeElement) this.nearestTo(item.latlng)?.element.focus({ preventScroll: true });
    this.remove(item);
  }

  // What stands somewhere keeps its place; what is new goes around it. Portion by portion, from the north to the south.
  async add(found, isCurrent) {
    const before = new Map(this.others.map((item) => [item.group.key, item]));
    const room = this.room();
    for (const item of this.items()) if (item.step) room.hold(boxOf(item));
    let next = 0; // in what is there already
    const there = found.filter((group) => before.has(group.key));
    await each(found, (group) => {
      if (!isCurrent()) return false;
      const known = before.get(group.key);
      if (known) next += 1;
      const item = known ?? this.made(group, false);
      if (!item.step) this.putDown(item, room);
      if (known) return true;
      this.others.push(item);
      this.pane.insertBefore(item.element, before.get(there[next]?.key)?.element ?? null);
      return true;
    });
    this.others.sort((one, other) => fromTheNorth(one.group, other.group));
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
    return this.items().map(boxOf);
  }
}

function boxOf({ point, step, half }) {
  const [x, y] = step ?? [0, 0];
  return [point.x + x - half, point.y + y - half, point.x + x + half, point.y + y + half];
}

// From the head to the point it stands for, where they are not the same.
function stemOf(point, x, y) {
  const stem = textElement("span", "", "steel");
  stem.setAttribute("aria-hidden", "true");
  stem.style.width = `${Math.hypot(x, y)}px`;
  stem.style.transform = `translate(${point.x}px, ${point.y}px) rotate(${Math.atan2(y, x)}rad)`;
  return stem;
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
