// From what a visitor types to a position, from the tables of a site of files: as gebieden/places.py answers.
import { fetchJson, fetchOnce, readSite } from "./filedata.js";
import { lookUp } from "./lookup.js";

const ABBREVIATIONS = { st: "sint", a: "aan", d: "de", vd: "van de", gld: "gelderland", nh: "noord holland" };
const POSTCODE = /^(?:NL[\s-]*)?([1-9]\d{3})(?:\s*([A-Z]{2}))?$/i;
const POSTCODE_INSIDE = /\b([1-9]\d{3})(?:\s?[A-Z]{2})?\b/i;
const PO_BOX = /^(?:postbus|antwoordnummer|po box)\b/i;
const LIKENESS = 78;
const MOST_SUGGESTED = 3;
const LIMIT = 8;
const KINDS = ["label", "kind", "name", "x", "y", "lon", "lat", "gemeentecode"];

export function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/['‘’‛`´]/g, "").toLowerCase().replace(/ß/g, "ss").replace(/[^a-z0-9]+/g, " ").trim();
}

function expand(folded) {
  return folded.split(" ").map((word) => lookUp(ABBREVIATIONS, word) ?? word).join(" ");
}

function pieceOf(folded) {
  return folded.slice(0, 2).padEnd(2, "_").replace(/[^a-z0-9]/g, "_");
}

// {position}, {options} of labels, or {why, name, place, suggestions}.
export async function findPosition(text) {
  const site = await readSite();
  const whole = POSTCODE.exec(text);
  const named = whole ? null : await byName(site, fold(text));
  if (named) return named;
  const isExact = whole ? whole[2] : !PO_BOX.test(text);
  const address = isExact && site.pieces.has_addresses ? await addressed(site, text) : null;
  if (address) return address;
  if (whole) return byPostcode(site, whole[1]);
  return (await around(site, text, isAddress(text))) ?? unknown(site, text);
}

// Only a site of a publisher with a register has tables of addresses; who needs none does not fetch how to read them.
async function addressed(site, text) {
  const { findAddress } = await import("./fileaddresses.js");
  return findAddress(site, text, { fold, named: (name) => placesCalled(site, name) });
}

async function placesCalled(site, text) {
  const found = await byName(site, fold(text));
  if (!found) return null;
  if (found.position) return { text, positions: [found.position] };
  const each = await Promise.all(found.options.map((label) => byName(site, fold(label))));
  return { text, positions: each.flatMap((one) => one?.position ?? []) };
}

// A name that looks like it, and where streets are known, the place of a street that is not.
async function unknown(site, text) {
  const unfound = await notFound(site, text);
  if (unfound.why !== "unknown" || !site.pieces.has_addresses) return unfound;
  return (await around(site, text, true)) ?? unfound;
}

function isAddress(text) {
  return /\d/.test(text) || PO_BOX.test(text) || text.includes(",");
}

async function byPostcode(site, digits) {
  const piece = await fetchJson(site.at("postcodes", digits.slice(0, 2))).catch(absent);
  const found = piece?.[digits];
  return found ? { position: asPosition(found) } : { why: "postcode", name: digits, suggestions: [] };
}

async function byName(site, folded) {
  for (const key of new Set([folded, expand(folded)])) {
    if (!site.pieces.names.includes(pieceOf(key))) continue;
    const piece = await fetchJson(site.at("names", pieceOf(key)));
    const number = lookUp(piece.texts, key);
    if (number === undefined) continue;
    const answer = piece.answers[number];
    return Array.isArray(answer) ? { position: asPosition(answer) } : answer;
  }
  return null;
}

// What is left of an address without its street: its postcode, or the place that its last words name.
async function around(site, text, hasStreet) {
  const doubt = PO_BOX.test(text) ? "po_box" : site.pieces.has_addresses ? "address" : "no_streets";
  const inside = POSTCODE_INSIDE.exec(text);
  if (inside) {
    const rest = fold(text.slice(inside.index + inside[0].length));
    const found = await byPostcode(site, inside[1]);
    if (found.position) return { position: { ...found.position, doubt: inside.index || /\d/.test(rest) ? doubt : null } };
  }
  const words = fold(text).split(" ");
  for (let cut = 1; hasStreet && cut < words.length; cut += 1) {
    const found = await byName(site, words.slice(cut).join(" "));
    if (found) return found.position ? { position: { ...found.position, doubt } } : found;
  }
  return doubt === "po_box" ? { why: "po_box", name: "", suggestions: [] } : null;
}

async function notFound(site, text) {
  const folded = fold(text);
  const { names, provincies } = await fetchJson(site.at("all_names"));
  const provincie = lookUp(provincies, folded);
  if (provincie) return { why: "provincie", name: provincie, suggestions: [] };
  const alike = names.map(([key, name, size]) => ({ key, name, size, likeness: likeness(folded, key) })).filter((one) => one.likeness >= LIKENESS);
  alike.sort((one, other) => other.likeness - one.likeness || (one.key < other.key ? -1 : 1));
  const ranked = alike.slice(0, 20).sort((one, other) => roundHalfEven(other.likeness) - roundHalfEven(one.likeness) || other.size - one.size || (one.key < other.key ? -1 : 1));
  const suggestions = [...new Set(ranked.map((one) => one.name))].slice(0, MOST_SUGGESTED);
  return { why: suggestions.length ? "misspelled" : "unknown", name: text, suggestions };
}

// Names that begin so; as `names_beginning` gives them.
export async function suggestNames(text) {
  const site = await readSite();
  const folded = fold(text);
  if (folded.length < 2 || !site.pieces.beginnings.includes(pieceOf(folded))) return [];
  const names = await fetchJson(site.at("beginnings", pieceOf(folded)));
  return [...new Set(names.filter(([key]) => key.startsWith(folded)).map(([, name]) => name))].slice(0, LIMIT);
}

// The gemeentecode of a point, where it lies on the map; else "".
export async function gemeenteAt(lon, lat) {
  const site = await readSite();
  const { features } = await fetchOnce(site.at("outlines"), "json");
  const found = features.find(({ geometry }) => polygonsOf(geometry).some((rings) => isInside(rings, lon, lat)));
  return found?.properties.gemeentecode ?? found?.id ?? "";
}

function polygonsOf({ type, coordinates }) {
  return type === "Polygon" ? [coordinates] : coordinates;
}

function isInside(rings, lon, lat) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [x, y] = ring[i], [toX, toY] = ring[j];
      if (y > lat !== toY > lat && lon < ((toX - x) * (lat - y)) / (toY - y) + x) inside = !inside;
    }
  }
  return inside;
}

function asPosition(row) {
  return { ...Object.fromEntries(KINDS.map((name, at) => [name, row[at]])), doubt: null };
}

function absent(fault) {
  if (fault.status === 404) return null;
  throw fault;
}

// Of 100: twice the letters that two texts have in common, in order, of all their letters.
function likeness(one, other) {
  const row = new Uint8Array(other.length + 1);
  for (const letter of one) {
    let diagonal = 0;
    for (let at = 1; at <= other.length; at += 1) {
      const above = row[at];
      row[at] = letter === other[at - 1] ? diagonal + 1 : Math.max(above, row[at - 1]);
      diagonal = above;
    }
  }
  const letters = one.length + other.length;
  return letters ? (200 * row[other.length]) / letters : 100;
}

function roundHalfEven(number) {
  const rounded = Math.round(number);
  return number % 1 === 0.5 && rounded % 2 ? rounded - 1 : rounded;
}
