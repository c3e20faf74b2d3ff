// What lies under the places: tiles from the configured provider, and outlines and names that need nobody.
import L from "leaflet";

const OUTLINE_CREDIT = "Grenzen: Kadaster";
const LETTER_PX = 9;
const LINE_PX = 24;
// Where a name may step aside to for a pin, nearest first; farther than the first steps only in a large gemeente.
const STEPS_PX = [[0, 0], [0, 24], [0, -24], [0, 48], [0, -48], [70, 0], [-70, 0], [70, 40], [-70, 40], [70, -40], [-70, -40], [0, 90], [0, -90]];
const SMALL_STEP_PX = 24;

// Tiles, if there are any; `missing` is called once if the first ones do not come.
export function addTiles(map, element, url, credit, missing) {
  map.attributionControl.addAttribution(OUTLINE_CREDIT);
  if (!url) return;
  const layer = L.tileLayer(url, { attribution: escapeHtml(credit), maxZoom: 19, referrerPolicy: "strict-origin" });
  layer.once("tileload", () => element.classList.add("met-tegels"));
  layer.once("tileerror", () => {
    if (!element.classList.contains("met-tegels")) missing();
  });
  layer.addTo(map);
}

export function addOutlines(map, outlines) {
  return L.geoJSON(outlines, { interactive: false, className: "grens", style: { weight: 1.5 } }).addTo(map);
}

// A name per gemeente, at the middle of its largest part, clear of the pins; those without room wait for a closer look.
export function addNames(map, outlines, pinBoxes) {
  const pane = map.createPane("namen");
  pane.classList.add("namenlaag");
  const names = outlines.features
    .map((feature) => ({ text: feature.properties.naam, ...middle(feature.geometry) }))
    .sort((one, other) => other.area - one.area);
  for (const name of names) {
    const icon = L.divIcon({ className: "gebiedsnaam", html: textElement("span", name.text), iconSize: [0, 0] });
    name.marker = L.marker(name.latlng, { icon, pane: "namen", interactive: false, keyboard: false }).addTo(map);
    name.half = (name.marker.getElement().firstChild.offsetWidth || name.text.length * LETTER_PX) / 2 + 2;
  }
  const thin = () => showThoseThatFit(map, names, pinBoxes());
  map.on("zoomend resize", thin);
  thin();
}

function showThoseThatFit(map, names, taken) {
  for (const name of names) {
    const { x, y } = map.latLngToLayerPoint(name.latlng);
    const boxAt = ([dx, dy]) => [x + dx - name.half, y + dy - LINE_PX / 2, x + dx + name.half, y + dy + LINE_PX / 2];
    const reach = Math.max(SMALL_STEP_PX, widthPx(map, name) / 3);
    const step = STEPS_PX.filter((one) => Math.hypot(...one) <= reach).find((one) => !taken.some((other) => overlap(boxAt(one), other)));
    name.marker.getElement().classList.toggle("past-niet", step === undefined);
    if (step === undefined) continue;
    taken.push(boxAt(step));
    name.marker.setLatLng(map.layerPointToLatLng([x + step[0], y + step[1]]));
  }
}

// About how wide a gemeente is on the screen, were it a square.
function widthPx(map, name) {
  return (Math.sqrt(name.area) * 256 * 2 ** map.getZoom()) / 360;
}

function overlap(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

// Centre of gravity of the largest ring (GeoJSON order: longitude, latitude).
function middle(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  let largest = { area: 0, latlng: [0, 0] };
  for (const [ring] of polygons) {
    let twice = 0, x = 0, y = 0;
    for (let i = 0; i < ring.length - 1; i += 1) {
      const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
      twice += cross;
      x += (ring[i][0] + ring[i + 1][0]) * cross;
      y += (ring[i][1] + ring[i + 1][1]) * cross;
    }
    if (Math.abs(twice) > largest.area) largest = { area: Math.abs(twice), latlng: [y / (3 * twice), x / (3 * twice)] };
  }
  return largest;
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
