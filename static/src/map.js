// A map beside the list: places, outlines, tiles. What it shows is also in the page's own text.
import { Names, addTiles, textElement } from "./background.js";
import { addControls } from "./controls.js";
import { Attribution, LatLngBounds, Layer, LeafletMap, Scale } from "./mapparts.js";
import { listedNumbers } from "./list.js";
import { Outlines } from "./outlines.js";
import { breath } from "./pace.js";
import { Panel } from "./panel.js";
import { Pins } from "./pins.js";
import { Places } from "./places.js";
import { putAt } from "./placing.js";
import { fill, inNumerals } from "./words.js";

const ZOOM_ONE_PLACE = 15;
const ZOOM_WITHOUT_TILES = 11;
const ZOOM_SEARCH_WITHOUT_TILES = 12;
const ZOOM_FIT_MOST = 15;
const NEAREST_IN_VIEW = 8;

const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
const touch = window.matchMedia("(pointer: coarse)");

// giveUp: what to do once the page turns out to be of an older build than what the server tells.
export async function startMap(element, words, giveUp) {
  const asked = element.dataset;
  const places = new Places(asked);
  // Already on their way while the worker reads the places; they are not waited for.
  const areas = places.namesOfAreas();
  const numbers = listedNumbers();
  const { pinned, box } = await places.open(numbers);
  await breath();
  element.replaceChildren();
  const section = element.parentElement;
  const map = makeMap(element, words);
  await breath();
  // The view comes before what depends on it: tiles, names and clusters.
  setFirstView(map, asked, pinned, box);
  await breath();
  addTiles(map, element, asked.tegels, asked.bron, () => onTilesMissing(map, asked));
  if (asked.lat) new SearchPosition([asked.lat, asked.lon], words.searched_here).addTo(map);
  const pins = addPins(map, section, places, pinned, words, giveUp);
  addControls(map, section);
  element.classList.add("klaar");
  const named = await areas;
  if (!named) return;
  await breath();
  await new Outlines((box, zoom) => places.outlines(box, zoom)).addTo(map).drawing;
  await breath();
  const names = new Names(named, () => pins.boxes()).addTo(map);
  pins.whenDrawn(() => breath().then(() => names.draw()));
  element.classList.add("omlijnd");
}

function makeMap(element, words) {
  const isRightToLeft = getComputedStyle(element).direction === "rtl";
  const [start, end] = isRightToLeft ? ["right", "left"] : ["left", "right"];
  const map = new LeafletMap(element, {
    zoomAnimation: false, // nothing moves by itself, and nothing flies
    fadeAnimation: false,
    inertia: !stillness.matches,
    dragging: !touch.matches, // one finger scrolls the page, two move the map
    attributionControl: false,
    maxZoom: 18,
    minZoom: 6,
  });
  new Attribution({ prefix: "Leaflet", position: `bottom${end}` }).addTo(map).addAttribution(words.borders_credit);
  // While the map moves nothing but the map is drawn anew: the scale waits until it lies still.
  new Scale({ imperial: false, updateWhenIdle: true, position: `bottom${start}` }).addTo(map);
  if (stillness.matches) {
    map.panBy = (offset, options) => LeafletMap.prototype.panBy.call(map, offset, { ...options, animate: false });
  }
  if ("ResizeObserver" in window) new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(element);
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", words.map);
  return map;
}

function addPins(map, section, places, pinned, words, giveUp) {
  const legend = readLegend(section);
  let hasStopped = false;
  const asked = map.getContainer().dataset;
  const panel = new Panel(section.querySelector("[data-paneel]"), { places, pageUrl: asked.plek, legend, words });
  const pins = new Pins(pinned, {
    label: words.pins,
    clearOf: asked.lat ? [asked.lat, asked.lon] : null,
    look: (box, zoom) => places.look(box, zoom),
    name: (group) => (group.count ? fill(words.cluster, { count: inNumerals(group.count, words.thousands) }) : nameOf(group, places, legend, words)),
    press: (item) => (item.group.count ? zoomInto(map, item) : openPanel(item)),
  });
  pins.whenDrawn((items) => learn(rowsOf(items)));

  async function openPanel(item) {
    await places.learnNames(rowsOf([item])).catch(stopWhereStale); // of any other fault the panel tells
    if (hasStopped) return;
    panel.open(item, item.element);
    map.invalidateSize({ pan: false }); // the panel takes its room from the map
    pins.bringIntoView(item);
  }

  // What a dot is called is asked for once it is there: no page waits for that.
  async function learn(rows) {
    await places.learnNames(rows).catch(stopWhereStale); // else asked again when the map moves, or a pin is pressed
    pins.nameAll();
  }

  function stopWhereStale(fault) {
    if (!fault.isStale || hasStopped) return;
    hasStopped = true;
    if (panel.opener) panel.close();
    giveUp(fault);
  }

  return pins.addTo(map);
}

function rowsOf(items) {
  return items.flatMap(({ group }) => (group.places ?? []).map((place) => place.row));
}

function nameOf(group, places, legend, words) {
  const named = group.places.map((place) => {
    const name = places.names.get(place.row)?.name ?? words.place;
    const state = legend.get(place.state);
    return state ? `${name} (${state})` : name;
  });
  const numbers = group.places.map((place) => place.number).filter((number) => number !== null);
  return numbers.length ? `${numbers.join(", ")}: ${named.join(", ")}` : named.join(", ");
}

function zoomInto(map, item) {
  map.setView(item.latlng, Math.min(item.group.zoom, map.getMaxZoom()));
}

// What each state is called, from the legend of the map.
function readLegend(section) {
  const items = section.querySelectorAll("[data-legenda] [data-stand]");
  return new Map([...items].map((item) => [item.dataset.stand, item.textContent.trim()]));
}

// Where distances are measured from.
class SearchPosition extends Layer {
  constructor(latlng, words) {
    super();
    this.latlng = latlng;
    this.element = textElement("span", "", "zoekpunt ruit");
    this.element.setAttribute("role", "img");
    this.element.setAttribute("aria-label", words);
  }

  onAdd(map) {
    map.createPane("zoekpunt").append(this.element);
    map.on("zoom viewreset", this.place, this);
    this.place();
  }

  place() {
    putAt(this.element, this._map.latLngToLayerPoint(this.latlng).round());
  }
}

function setFirstView(map, asked, pinned, box) {
  if (asked.alleen && pinned.length) {
    map.setView([pinned[0].lat, pinned[0].lon], asked.tegels ? ZOOM_ONE_PLACE : ZOOM_WITHOUT_TILES);
    return;
  }
  const padding = { padding: [36, 44], maxZoom: asked.tegels ? ZOOM_FIT_MOST : ZOOM_SEARCH_WITHOUT_TILES, animate: false };
  if (asked.gebied) {
    map.fitBounds(boundsOf(asked.gebied.split(",").map(Number)), { animate: false });
    return;
  }
  if (asked.lat) {
    const nearest = pinned.slice(0, NEAREST_IN_VIEW).map(({ lat, lon }) => [lat, lon]);
    map.fitBounds(new LatLngBounds([[asked.lat, asked.lon], ...nearest]), padding);
    return;
  }
  map.fitBounds("gefilterd" in asked && box ? boundsOf(box) : boundsOf(asked.vak.split(",").map(Number)), padding);
}

function boundsOf([west, south, east, north]) {
  return new LatLngBounds([south, west], [north, east]);
}

// Without a background a street is an empty square: step back to where outlines and names say something.
function onTilesMissing(map, asked) {
  const most = asked.alleen ? ZOOM_WITHOUT_TILES : ZOOM_SEARCH_WITHOUT_TILES;
  if (map.getZoom() > most) map.setZoom(most, { animate: false });
}
