// An address of the publisher's register, from the tables of a site of files (web/filesite/addresses.py): as the server
// answers where what was typed is in the register; what looks like it is left to who keeps the whole register.
import { fetchJson } from "./filedata.js";
import { formOf } from "./filestreets.js";
import { lookUp } from "./lookup.js";
import { toRd } from "./rd.js";

const POSTCODE = /\b([1-9]\d{3})\s?([A-Z]{2})\b/i;
const FOUR_DIGITS = /^[1-9]\d{3}$/;
const NUMBER = /^(\d{1,5})(.*)$/;
const SUFFIX = /^(?:[a-z]|[a-z]?-?\d{1,4}|\d{1,4}-?[a-z]{0,3}|hs|bis|zw|rd|huis)$/i;
const SCALE = 1000;
const NO_POSTCODE = "-";
const MOST = 5;
const FLATS = 10; // that the server weighs of one number

// {position}, {why, name, place, suggestions}, or null where no such address is known. places: how names are looked up.
export async function findAddress(site, text, places) {
  const found = POSTCODE.exec(text);
  if (found) return byPostcode(site, found[1], found[2].toUpperCase(), beside(text, found), places);
  return byStreet(site, text.split(/[\s,]+/).filter(Boolean), places);
}

function beside(text, { 0: whole, index }) {
  const tokens = (part) => part.split(/[\s,]+/).filter(Boolean);
  return { before: tokens(text.slice(0, index)), after: tokens(text.slice(index + whole.length)) };
}

// Street and number as they may be meant: the whole of it a street, or a number at any of its places.
function readings(tokens) {
  const found = [];
  tokens.forEach((token, at) => {
    const house = readHouse(tokens.slice(at));
    if (house && !house.rest.length) found.push({ street: tokens.slice(0, at).join(" "), house });
  });
  return [...found, ...(tokens.length ? [{ street: tokens.join(" "), house: null }] : [])];
}

function readHouse(tokens) {
  const found = NUMBER.exec(tokens[0] ?? "");
  if (!found) return null;
  const parts = [found[2]];
  let used = 1;
  while (used < tokens.length && SUFFIX.test(tokens[used])) parts.push(tokens[used++]);
  return { number: Number(found[1]), suffix: keyOf(parts.join("")), rest: tokens.slice(used) };
}

function keyOf(suffix) {
  return suffix.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

async function byPostcode(site, digits, letters, { before, after }, places) {
  const { asked, town } = askedFor(before, after);
  const byName = async (doubt) => (town && asked.length ? elsewhere(site, [...before, ...after], places, doubt) : null);
  const piece = (await hasHouses(site, digits)) ? await fetchJson(site.at("houses", digits)) : null;
  const group = piece?.postcodes[letters];
  if (!group) return byName("postcode");
  const { spelling } = await fetchJson(site.at("street_index"));
  const streets = streetsOf(piece, digits + letters);
  const own = group.own ? ownPosition(group.own, streets) : null;
  const forms = new Map(group.houses.map(([street]) => [formOf(streets[street].name, spelling), street]));
  const reading = asked.find(({ street }) => !street || forms.has(formOf(street, spelling)));
  if (asked.length && !reading) return (await byName("postcode")) ?? elsewhereMeant("other_street", own, town, []);
  const street = reading?.street ? forms.get(formOf(reading.street, spelling)) : undefined;
  const house = reading?.house ? inGroup(group, streets, reading.house, street) : null;
  const told = house ?? (own && { position: { ...own, ...(reading?.house ? { doubt: "house" } : {}) } });
  const named = town && told?.position ? await places.named(town) : null;
  const isThere = !named || named.positions.some((one) => one.gemeentecode === told.position.gemeentecode);
  return isThere ? told : elsewhereMeant("other_place", told.position, town);
}

// A postcode stands before its number, behind the street and its number, or before both; a place comes last.
function askedFor(before, after) {
  const at = after.findIndex((token) => NUMBER.test(token));
  const behind = readHouse(at < 0 ? [] : after.slice(at));
  if (!behind) return { asked: readings(before), town: after.join(" ") };
  return { asked: [{ street: [...before, ...after.slice(0, at)].join(" "), house: behind }], town: behind.rest.join(" ") };
}

function elsewhereMeant(why, position, place, others = [place]) {
  return position && { why, name: position.label, place, suggestions: [position.label, ...others] };
}

// By street and place alone, where the postcode typed with them does not lead there.
async function elsewhere(site, tokens, places, doubt) {
  const found = await byStreet(site, tokens, places);
  return found?.position?.kind === "adres" ? { position: { ...found.position, doubt } } : null;
}

async function hasHouses(site, digits) {
  if (!FOUR_DIGITS.test(digits)) return false;
  const piece = await fetchJson(site.at("postcodes", digits.slice(0, 2))).catch(() => null);
  return Boolean(piece?.houses?.includes(digits));
}

// `Damrak 16 Amsterdam`: the longest end that is a place, and before it a street of that place.
async function byStreet(site, tokens, places) {
  const { gemeenten, spelling } = await fetchJson(site.at("street_index"));
  for (let cut = 1; cut < tokens.length; cut += 1) {
    const named = await places.named(tokens.slice(cut).join(" "));
    if (named) return inPlaces(site, tokens.slice(0, cut), named, { gemeenten, spelling }, places);
  }
  // `Utrecht, Domplein 4`: the place first.
  for (let cut = tokens.length - 1; cut >= 1; cut -= 1) {
    const named = await places.named(tokens.slice(0, cut).join(" "));
    const found = named && (await inPlaces(site, tokens.slice(cut), named, { gemeenten, spelling }, places));
    if (found) return found;
  }
  return null;
}

async function inPlaces(site, head, named, tables, places) {
  const isDigits = head.length > 1 && FOUR_DIGITS.test(head[head.length - 1]);
  const asked = [...(isDigits ? readings(head.slice(0, -1)).filter(({ house }) => house) : []), ...readings(head)];
  asked.sort((one, other) => Boolean(one.house) - Boolean(other.house)); // a street that ends in a number is one
  for (const { street, house } of asked) {
    const answers = [];
    for (const place of named.positions) answers.push(...(await called(site, street, house, place, tables, places)));
    if (!answers.length) continue;
    if (answers.length === 1) return answers[0];
    const labels = answers.map(({ position }) => position.label);
    return { why: "several_addresses", name: `${head.join(" ")} ${named.text}`, suggestions: labels.slice(0, MOST) };
  }
  return null;
}

async function called(site, street, house, place, { gemeenten, spelling }, places) {
  const [pieces, gemeente] = gemeenten[place.gemeentecode] ?? [0, ""];
  const form = pieces ? formOf(street, spelling) : "";
  if (!form) return [];
  const number = [...form].reduce((sum, sign) => sum + sign.codePointAt(0), 0) % pieces;
  const some = lookUp(await fetchJson(site.at("streets", `${place.gemeentecode}-${number}`)), form) ?? [];
  const bare = (name) => places.fold(name.replace(/\s*\([^()]*\)\s*$/, ""));
  const there = some.filter(([, town]) => bare(town) === bare(place.name));
  const all = there.length || bare(gemeente) !== bare(place.name) ? there : some;
  return Promise.all(all.map((one) => onStreet(site, one, house, place.gemeentecode)));
}

async function onStreet(site, [name, town, other, lon, lat, parts], house, gemeentecode) {
  const own = positionAt(lon, lat, "straat", `${name}, ${other || town}`, gemeentecode);
  if (!house) return { position: own };
  const told = parts.split(" ").filter(Boolean); // none where no house of the street is known
  for (let at = 0; at < told.length; at += 3) {
    const [postcode, from, to] = told.slice(at, at + 3);
    if (house.number < Number(from) || house.number > Number(to)) continue;
    const piece = await fetchJson(site.at("houses", postcode === NO_POSTCODE ? gemeentecode : postcode.slice(0, 4)));
    const streets = streetsOf(piece, postcode === NO_POSTCODE ? "" : postcode);
    const group = piece.postcodes[postcode === NO_POSTCODE ? "" : postcode.slice(4)];
    const number = streets.findIndex((one) => one.name === name && one.town === town && one.gemeentecode === gemeentecode);
    const found = group && inGroup(group, streets, house, number);
    if (found) return found;
  }
  return { position: { ...own, doubt: "house" } };
}

function streetsOf(piece, postcode) {
  return piece.streets.map(([name, town, other, gemeentecode]) => ({ name, town, gemeentecode, behind: postcode ? `${postcode} ${town}` : other }));
}

// The house asked for; where it is not there, the one of its number that comes nearest to it, in doubt.
function inGroup({ houses }, streets, house, only) {
  const there = [];
  for (const [street, lon, lat, numbers] of houses) {
    if (only !== undefined && street !== only) continue;
    for (const one of withNumber(numbers, house.number)) there.push({ street, lon, lat, ...one });
  }
  const exact = there.filter((one) => one.key === house.suffix);
  if (exact.length > 1) return { why: "several_addresses", name: "", suggestions: exact.map((one) => houseAt(one, streets, "adres").label).slice(0, MOST) };
  if (exact.length) return { position: houseAt(exact[0], streets, "adres") };
  const begins = (one) => Number(!one.key.startsWith(house.suffix));
  there.sort((one, other) => begins(one) - begins(other) || one.key.length - other.key.length || (one.key < other.key ? -1 : 1));
  const nearest = there.slice(0, FLATS).sort((one, other) => (one.text < other.text ? -1 : 1))[0];
  const kind = there.length === 1 && !house.suffix ? "adres" : "huisnummer";
  return there.length ? { position: { ...houseAt(nearest, streets, kind), doubt: "not_precise" } } : null;
}

function withNumber(numbers, wanted) {
  const found = [];
  for (const text of numbers.split(",")) {
    const [from, to] = text.split("..").map((part) => Number.parseInt(part, 10));
    const isThere = to === undefined ? from === wanted : from <= wanted && wanted <= to && (wanted - from) % 2 === 0;
    if (isThere) found.push({ text: to === undefined ? text : `${wanted}`, key: to === undefined ? keyOf(text.slice(`${from}`.length)) : "" });
  }
  return found;
}

function houseAt({ street, lon, lat, text }, streets, kind) {
  const { name, behind, gemeentecode } = streets[street];
  return positionAt(lon, lat, kind, `${name} ${text}, ${behind}`, gemeentecode);
}

function ownPosition([lon, lat, of, gemeentecode, doubt], streets) {
  if (typeof of === "string") return { ...positionAt(lon, lat, "postcode", of, gemeentecode), doubt };
  const { name, behind, gemeentecode: code } = streets[of];
  return positionAt(lon, lat, "postcode", `${name}, ${behind}`, code);
}

function positionAt(lon, lat, kind, label, gemeentecode) {
  const at = { lon: lon / SCALE, lat: lat / SCALE };
  return { ...toRd(at.lon, at.lat), ...at, kind, label, name: label, gemeentecode, doubt: null };
}
