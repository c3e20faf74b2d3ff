// What a visitor asks, as the address of a page says it: as question.py, wanneer.py and facets.py read it.
import { addDays, dutchNow, isDate } from "./filetime.js";
import { lookUp } from "./lookup.js";
import { toRd } from "./rd.js";

const FIELDS = ["zoek", "plek", "gebied", "hulp", "wanneer", "dag", "deel", "afspraak", "drempelvrij", "taal", "gratis", "ook"];
const FACETS = { afspraak: ["geen", "nodig"], drempelvrij: ["ja"], gratis: ["ja"] };
const CHOICES = ["altijd", "nu", "vandaag", "week", "dag", "onbekend"];
const FILTERS = ["wanneer", "dag", "deel", "afspraak", "drempelvrij", "taal", "gratis", "ook", "pagina"];
const LIMITS = { west: 3, east: 7.5, south: 50.5, north: 53.8 };
const DECIMALS = 3;
const NUMBER = "(-?\\d{1,3}(?:\\.\\d{1,20})?)";

// Whether an address asks anything at all.
export function isAsked(search) {
  const asked = new URLSearchParams(search);
  return [...FIELDS, "pijler", "pagina"].some((name) => asked.get(name));
}

// The question, `faults` with a sentence for what we cannot use; `said` is what was filled in.
export function readQuestion(search, site) {
  const asked = new URLSearchParams(search);
  const said = Object.fromEntries(FIELDS.map((name) => [name, (asked.get(name) ?? "").replace(/\0/g, "").split(/\s+/).filter(Boolean).join(" ")]));
  const { position: words, when: whens } = site.sentences;
  const faults = [];
  if (said.zoek.length > site.sentences.longest) faults.push(words.too_long);
  const zoek = said.zoek.length > site.sentences.longest ? "" : said.zoek;
  const spot = zoek || !said.plek ? null : readSpot(said.plek);
  if (!zoek && said.plek && !spot) faults.push(words.no_spot);
  const area = said.gebied ? readArea(said.gebied) : null;
  if (said.gebied && !area) faults.push(words.no_area);
  const need = lookUp(site.needs, said.hulp) ? said.hulp : needOfPillar(site, asked.get("pijler") ?? said.hulp);
  const when = readWhen(said, faults, whens);
  const facets = Object.fromEntries(Object.entries(FACETS).map(([name, values]) => [name, values.includes(said[name]) ? said[name] : ""]));
  facets.taal = said.taal.toLowerCase();
  const page = /^\d{1,6}$/.test(asked.get("pagina") ?? "") ? Math.max(1, Number(asked.get("pagina"))) : 1;
  const { pillars, categories, phrase } = site.needs[need || "alle"];
  return {
    said, faults, zoek, spot, area, need: need || "alle", isNeedChosen: Boolean(need), wanted: { pillars, categories }, phrase, when, facets,
    withUnknown: said.ook === "onbekend", page,
    isNarrowed: Boolean(Object.values(facets).some(Boolean) || when.choice !== "altijd"),
    start: spot ?? area?.middle ?? null,
  };
}

function needOfPillar(site, pillar) {
  return lookUp(site.needs, pillar) ? pillar : "";
}

function readWhen({ wanneer, dag, deel }, faults, words) {
  const today = dutchNow().date;
  const part = lookUp(words.part_minutes, deel) ? deel : "";
  let choice = CHOICES.includes(wanneer) ? wanneer : dag ? "dag" : part ? "week" : "altijd";
  const when = { choice, day: "", partName: "", part: null };
  if (!["altijd", "nu", "onbekend"].includes(choice)) {
    const day = choice === "dag" ? readDay(dag) : "";
    if (choice === "dag" && dag && !day) faults.push(words.wrong_day);
    if (day && day === today) choice = "vandaag";
    Object.assign(when, { choice, day: choice === "dag" ? day : "", partName: part, part: lookUp(words.part_minutes, part) ?? null });
  }
  when.lacksDay = when.choice === "dag" && !when.day;
  when.isTime = !["altijd", "onbekend"].includes(when.choice) && !when.lacksDay;
  return when;
}

function readDay(text) {
  const dutch = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text);
  const iso = dutch ? `${dutch[3]}-${dutch[2].padStart(2, "0")}-${dutch[1].padStart(2, "0")}` : text;
  return isDate(iso) ? iso : "";
}

// No more exact than some hundred metres, whatever was sent.
function readSpot(text) {
  const found = new RegExp(`^${NUMBER},${NUMBER}$`).exec(text);
  if (!found) return null;
  const [lat, lon] = found.slice(1).map((part) => Number(Number(part).toFixed(DECIMALS)));
  return isHere(lon, lat) ? { ...toRd(lon, lat), lon, lat, kind: "plek", text: `${lat},${lon}` } : null;
}

function readArea(text) {
  const found = new RegExp(`^${Array(4).fill(NUMBER).join(",")}$`).exec(text);
  if (!found) return null;
  const [west, south, east, north] = found.slice(1).map((part) => Number(Number(part).toFixed(DECIMALS)));
  const lon = (west + east) / 2, lat = (south + north) / 2;
  if (!(west < east && south < north && isHere(lon, lat))) return null;
  const middle = { ...toRd(lon, lat), lon: Number(lon.toFixed(DECIMALS)), lat: Number(lat.toFixed(DECIMALS)), kind: "kaart" };
  return { west, south, east, north, middle, text: [west, south, east, north].join() };
}

function isHere(lon, lat) {
  return lon >= LIMITS.west && lon <= LIMITS.east && lat >= LIMITS.south && lat <= LIMITS.north;
}

// The address of a question with some answers changed; `filters`: whether what else was asked stays.
export function addressOf(query, site, changes = {}, filters = true, page = site.home) {
  const { said, when, facets } = query;
  const all = {
    zoek: query.zoek, plek: query.spot?.text ?? "", pagina: query.page > 1 ? query.page : "",
    hulp: query.isNeedChosen ? query.need : "",
    wanneer: when.choice === "altijd" ? "" : when.choice, dag: when.day, deel: when.partName, ...facets,
    gebied: query.area?.text ?? "", ook: query.withUnknown ? said.ook : "",
    ...(filters ? {} : Object.fromEntries(FILTERS.map((name) => [name, ""]))), ...changes,
  };
  const asked = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== ""));
  return `${page}?${asked}`;
}

// The same part of tomorrow, where that of today has passed; else null.
export function nextPart(query, now, states) {
  const { when } = query;
  if (!when.isTime || when.choice === "nu" || states.windows(when, now).length) return null;
  return { ...when, choice: "dag", day: addDays(now.date, 1) };
}
