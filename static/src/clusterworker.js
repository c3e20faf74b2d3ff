// Beside the page, so that 50,000 places never hold up a finger: reads the columns, and tells what stands in a part of the map.
import Supercluster from "supercluster";
import { readColumns } from "./columns.js";
import { groupPlaces } from "./groups.js";
import { drawOutlines, readOutlines } from "./paths.js";

const RADIUS_PX = 62;
const TILE_PX = 256;
const MAX_ZOOM = 17;

let clusters = null;
let others = [];
let outlines = null;

const answers = {
  async open({ columns: address, standing, version, numbers, only }) {
    // Where only files are served, the page itself says how places stand.
    const [buffer, now] = await Promise.all([ask(address, "arrayBuffer"), typeof standing === "string" ? ask(standing, "json") : standing]);
    const columns = readColumns(buffer);
    // A new build came between page, columns and states: their rows no longer speak of the same places.
    if (columns.version !== version || now.version !== version) return { isStale: true };
    const groups = groupPlaces(columns, now.states, new Map(numbers), only);
    const pinned = groups.filter((group) => group.number !== null || only !== null);
    others = groups.filter((group) => group.number === null && only === null);
    clusters = indexed(others);
    return { pinned: pinned.sort((one, other) => one.number - other.number), box: around(groups) };
  },
  look({ box, zoom }) {
    return { items: clusters.getClusters(box, zoom).map(told) };
  },
  // The names of gemeenten, once their outlines are here.
  async names({ outline }) {
    const read = await ask(outline, "json");
    outlines = readOutlines(read);
    return { names: read.names };
  },
  outlines({ box, zoom }) {
    return drawOutlines(outlines, box, zoom);
  },
};

function indexed(groups) {
  const index = new Supercluster({
    radius: RADIUS_PX,
    extent: TILE_PX,
    maxZoom: MAX_ZOOM,
    map: ({ group }) => ({ places: groups[group].places.length }),
    reduce: (sum, part) => {
      sum.places += part.places;
    },
  });
  return index.load(
    groups.map(({ lon, lat }, group) => ({
      type: "Feature",
      properties: { group },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  );
}

function told({ properties, geometry }) {
  if (!properties.cluster) return others[properties.group];
  const [lon, lat] = geometry.coordinates;
  const id = properties.cluster_id;
  return { key: `c${id}`, lon, lat, count: properties.places, zoom: clusters.getClusterExpansionZoom(id) };
}

// West, south, east, north of some groups; null of none.
function around(groups) {
  if (!groups.length) return null;
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lon, lat } of groups) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

async function ask(address, kind) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response[kind]();
}

self.onmessage = async ({ data: { id, question, ...asked } }) => {
  try {
    self.postMessage({ id, ...(await answers[question](asked)) });
  } catch (fault) {
    self.postMessage({ id, fault: String(fault) });
  }
};
