// A map beside the list: background, outlines, places. What it shows is also in the page's own text.
import L from "leaflet";
import { addNames, addOutlines, addTiles } from "./background.js";
import { addPlaces, addSearchPosition } from "./markers.js";
import { selectPlaces } from "./places.js";

const ZOOM_ONE_PLACE = 15;
const ZOOM_WITHOUT_TILES = 11;
const ZOOM_SEARCH_WITHOUT_TILES = 12;
const ZOOM_FIT_MOST = 15;
const NEAREST_IN_VIEW = 8;

const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");

export async function startMap(element) {
  const { punten, stand, gebied, tegels, bron } = element.dataset;
  let columns, standing, outlines;
  try {
    [columns, standing, outlines] = await Promise.all([readJson(punten), readJson(stand), readJson(gebied)]);
    // A new build came between the two: the places are no longer in the same rows.
    if (standing.states.length !== columns.id.length) [columns, standing] = await Promise.all([readJson(punten), readJson(stand)]);
  } catch {
    element.querySelector(".kaart-zonder").textContent =
      "De kaart kon niet laden. Alles wat op de kaart staat, leest u ook op deze pagina.";
    element.classList.remove("wacht");
    return;
  }
  element.replaceChildren();
  const map = makeMap(element);
  const borders = addOutlines(map, outlines);
  const groups = selectPlaces(columns, standing.states, element.dataset, listedNumbers());
  const legend = readLegend(element);
  // The view comes before what depends on it: tiles, names and clusters.
  setFirstView(map, element.dataset, groups, borders.getBounds());
  addTiles(map, element, tegels, bron, () => onTilesMissing(map, element.dataset));
  addSearchPosition(map, element.dataset);
  const pinBoxes = addPlaces(map, groups, element.dataset.plek, legend);
  addNames(map, outlines, pinBoxes);
  element.classList.add("klaar");
}

async function readJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

function makeMap(element) {
  const moves = !stillness.matches;
  const map = L.map(element, {
    scrollWheelZoom: false, // a page that scrolls must not lose its map
    zoomControl: false,
    zoomAnimation: moves,
    fadeAnimation: moves,
    markerZoomAnimation: moves,
    inertia: moves,
    maxZoom: 18,
    minZoom: 6,
  });
  if (!moves) {
    map.panBy = (offset, options) => L.Map.prototype.panBy.call(map, offset, { ...options, animate: false });
  }
  L.control.zoom({ position: "bottomright", zoomInTitle: "Dichterbij", zoomOutTitle: "Verder weg" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix("Leaflet");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "Kaart. Schuif met de pijltjes, zoom met plus en min.");
  return map;
}

// What each state is called, from the legend of the map.
function readLegend(element) {
  const items = element.parentElement.querySelectorAll("[data-legenda] [data-stand]");
  return new Map([...items].map((item) => [item.dataset.stand, item.textContent.trim()]));
}

// The numbers of the list on this page, by the id of their place.
function listedNumbers() {
  const items = document.querySelectorAll("[data-id][data-nummer]");
  return new Map([...items].map((item) => [item.dataset.id, Number(item.dataset.nummer)]));
}

function setFirstView(map, asked, groups, area) {
  if (asked.alleen && groups.length) {
    map.setView(groups[0].latlng, asked.tegels ? ZOOM_ONE_PLACE : ZOOM_WITHOUT_TILES);
    return;
  }
  const padding = { padding: [36, 36], maxZoom: asked.tegels ? ZOOM_FIT_MOST : ZOOM_SEARCH_WITHOUT_TILES };
  if (asked.lat) {
    const nearest = groups.filter((group) => group.number).slice(0, NEAREST_IN_VIEW);
    map.fitBounds(L.latLngBounds([[asked.lat, asked.lon], ...nearest.map((group) => group.latlng)]), padding);
    return;
  }
  const filtered = "gefilterd" in asked && groups.length;
  map.fitBounds(filtered ? L.latLngBounds(groups.map((group) => group.latlng)) : area, padding);
}

// Without a background a street is an empty square: step back to where outlines and names say something.
function onTilesMissing(map, asked) {
  const most = asked.alleen ? ZOOM_WITHOUT_TILES : ZOOM_SEARCH_WITHOUT_TILES;
  if (map.getZoom() > most) map.setZoom(most, { animate: false });
}
