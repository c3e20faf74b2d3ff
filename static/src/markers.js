// Places on the map: a numbered pin for what is in the list, a dot or a cluster for the rest.
import L from "leaflet";
import Supercluster from "supercluster";
import { textElement } from "./background.js";

const CLUSTER_ABOVE = 200;
const CLUSTER_RADIUS_PX = 70;
const CLUSTER_MAX_ZOOM = 16;
const TARGET_PX = 44;
const POPUP_MARGIN_PX = 100;
const PIN_ROOM_PX = 28;
const HEAD_RADIUS_PX = 17;
const DOT_RADIUS_PX = 10;
const STATE_CLASS = { o: "open", c: "closed", u: "unknown" };
// Where the head of a pin may be, as its middle seen from the tip, by the CSS class that leans it so.
const LEANINGS = [
  ["", 0, -24],
  ["links", -21, -12],
  ["rechts", 21, -12],
  ["links-onder", -21, 12],
  ["rechts-onder", 21, 12],
  ["onder", 0, 24],
];

// Returns what tells the boxes of pins and dots as they are drawn now: [left, top, right, bottom] in layer pixels.
// legend: what each state is called.
export function addPlaces(map, groups, pageUrl, legend) {
  const listed = groups.filter((group) => group.pinned);
  const others = groups.filter((group) => !group.pinned);
  const pinBoxes = thinPins(map, listed.map((group) => addGroup(map, map, group, pageUrl, legend)));
  const clustered = groups.length > CLUSTER_ABOVE;
  if (clustered) addClusters(map, others, pageUrl, legend);
  else for (const group of others) addGroup(map, map, group, pageUrl, legend);
  handleKeys(map);
  const dotBoxes = () => (clustered ? [] : others.map((group) => boxAround(map.latLngToLayerPoint(group.latlng), DOT_RADIUS_PX)));
  return () => [...pinBoxes(), ...dotBoxes()];
}

// Where distances are measured from.
export function addSearchPosition(map, asked) {
  if (!asked.lat) return;
  const icon = L.divIcon({ className: "zoekpunt", html: textElement("span", "U zocht hier"), iconSize: [22, 22] });
  L.marker([asked.lat, asked.lon], { icon, interactive: false, keyboard: false, zIndexOffset: -2000 }).addTo(map);
}

function addGroup(map, layer, group, pageUrl, legend) {
  const icon = L.divIcon({
    className: `${group.pinned ? "speld" : "stip"} ${STATE_CLASS[group.state] ?? ""}`,
    html: textElement("span", group.pinned ? group.label || "●" : ""),
    iconSize: [TARGET_PX, TARGET_PX],
    iconAnchor: [TARGET_PX / 2, group.pinned ? TARGET_PX - 2 : TARGET_PX / 2],
  });
  // Of pins that overlap, the first in the list lies on top.
  const marker = L.marker(group.latlng, { icon, zIndexOffset: 1000 - (group.number ?? 900) });
  const names = group.places.map((place) => `${place.name}${stateWords(place, legend)}`).join(", ");
  marker.on("add", () => describe(marker, group.number ? `${group.label}: ${names}` : names));
  marker.on("click", () => openPopup(map, marker.getElement(), group, pageUrl, legend));
  return marker.addTo(layer);
}

function stateWords(place, legend) {
  const words = legend.get(place.state);
  return words ? ` (${words})` : "";
}

// Pins in the order of the list: one that would lie on an earlier one leans aside, or is a dot until there is room.
function thinPins(map, pins) {
  let heads = [];
  const thin = () => {
    heads = [];
    for (const pin of pins) {
      const tip = map.latLngToLayerPoint(pin.getLatLng());
      const fitting = LEANINGS.find(([, x, y]) => heads.every((head) => head.distanceTo(tip.add([x, y])) >= PIN_ROOM_PX));
      if (fitting) heads.push(tip.add(fitting.slice(1)));
      const { classList } = pin.getElement();
      for (const [leaning] of LEANINGS.slice(1)) classList.toggle(leaning, leaning === fitting?.[0]);
      classList.toggle("klein", !fitting);
    }
  };
  map.on("zoomend", thin);
  thin();
  return () => heads.map((head) => boxAround(head, HEAD_RADIUS_PX));
}

function boxAround({ x, y }, half) {
  return [x - half, y - half, x + half, y + half];
}

function describe(marker, name) {
  const element = marker.getElement();
  element.setAttribute("aria-label", name);
  element.setAttribute("role", "button");
}

function openPopup(map, opener, group, pageUrl, legend) {
  const popup = L.popup({
    minWidth: 180,
    maxWidth: Math.min(300, map.getSize().x - POPUP_MARGIN_PX),
    maxHeight: 260,
    offset: [0, group.pinned ? -32 : -8],
    autoPanPadding: [12, 12],
  });
  popup.setLatLng(group.latlng).setContent(popupContent(group, pageUrl, legend)).openOn(map);
  const element = popup.getElement();
  element.querySelector(".leaflet-popup-close-button").setAttribute("aria-label", "Sluit");
  element.setAttribute("role", "dialog");
  element.setAttribute("aria-label", "Plekken op dit punt");
  element.querySelector("a").focus({ preventScroll: true });
  popup.once("remove", () => {
    // Redrawn clusters may have replaced the marker by its twin.
    const name = CSS.escape(opener.getAttribute("aria-label"));
    const back = opener.isConnected ? opener : map.getContainer().querySelector(`[aria-label="${name}"]`);
    (back ?? map.getContainer()).focus({ preventScroll: true });
  });
}

// Every place at the point, so that those that coincide can all be reached.
function popupContent(group, pageUrl, legend) {
  const content = document.createElement("div");
  for (const place of group.places) {
    const link = textElement("a", place.name);
    link.href = pageUrl.replace("ID", place.id);
    const title = document.createElement("p");
    title.className = "popup-naam";
    if (place.number) title.append(`${place.number}. `);
    title.append(link);
    content.append(title, textElement("p", place.address, "popup-adres"));
    if (legend.has(place.state)) content.append(stateLine(place.state, legend));
  }
  return content;
}

// The same sign and words as in the legend.
function stateLine(state, legend) {
  const line = textElement("p", "", "popup-stand");
  const sign = textElement("span", "", `bol bol-${STATE_CLASS[state]}`);
  sign.setAttribute("aria-hidden", "true");
  const words = legend.get(state);
  line.append(sign, " ", words[0].toUpperCase() + words.slice(1));
  return line;
}

function addClusters(map, groups, pageUrl, legend) {
  const index = clusterIndex(groups);
  const layer = L.layerGroup().addTo(map);
  const draw = () => {
    const bounds = map.getBounds().pad(0.1);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    layer.clearLayers();
    for (const feature of index.getClusters(box, Math.round(map.getZoom()))) {
      if (feature.properties.cluster) addCluster(map, layer, index, feature);
      else addGroup(map, layer, groups[feature.properties.group], pageUrl, legend);
    }
  };
  map.on("moveend", draw);
  draw();
}

function clusterIndex(groups) {
  const index = new Supercluster({
    radius: CLUSTER_RADIUS_PX,
    maxZoom: CLUSTER_MAX_ZOOM,
    map: ({ group }) => ({ count: groups[group].places.length }),
    reduce: (sum, part) => {
      sum.count += part.count;
    },
  });
  return index.load(
    groups.map(({ latlng: [lat, lon] }, group) => ({
      type: "Feature",
      properties: { group },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  );
}

function addCluster(map, layer, index, feature) {
  const [lon, lat] = feature.geometry.coordinates;
  const { count, cluster_id: id } = feature.properties;
  const size = TARGET_PX + 10 * (count >= 100) + 10 * (count >= 1000);
  const icon = L.divIcon({ className: "groep", html: textElement("span", `${count}`), iconSize: [size, size] });
  const marker = L.marker([lat, lon], { icon, zIndexOffset: -1000 });
  marker.on("add", () => describe(marker, `${count} plekken, zoom in`));
  marker.on("click", () => {
    map.setView([lat, lon], index.getClusterExpansionZoom(id));
    map.getContainer().focus({ preventScroll: true });
  });
  marker.addTo(layer);
}

// Enter and Space press a marker, Esc closes what it opened.
function handleKeys(map) {
  map.getContainer().addEventListener("keydown", (event) => {
    const marker = event.target.closest(".leaflet-marker-icon");
    if (marker && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      marker.click();
    } else if (event.key === "Escape") {
      map.closePopup();
    }
  });
}
