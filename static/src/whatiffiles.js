// On a site without a server: the plan as CSV and JSON, made here. (Excel opens the CSV.)
import { asCsv, offer } from "./csv.js";
import { isNotKnown, personsBeyond } from "./whatifglance.js";
import { total } from "./whatifrender.js";

// As the server's file has them, in its order and with its decimals: those that a browser reckons (export/comparisonfile.py).
const MEASURES = ["reach", "places", "share_within_limit", "mean_distance_m", "persons_beyond", "hours_per_week_low", "hours_per_week_high", "distance_at_most"];
const PERSONS = ["gaining", "losing", "nearer", "farther"];
const DECIMALS = { persons: 2, share_within_limit: 6, mean_distance_m: 2, persons_beyond: 6, hours_per_week_low: 6, hours_per_week_high: 6 };

// shown: gives the page as it stands, with asked, ground and outcomes.
export function offerFiles(section, shown, words) {
  for (const link of section.querySelectorAll("[data-bestand]")) {
    const { bestand } = link.dataset;
    link.addEventListener("click", () => {
      const isCsv = bestand === "csv";
      const content = isCsv ? asTable(shown(), words) : asJson(shown(), words);
      offer(link, `wat-als.${bestand}`, content, isCsv ? "text/csv" : "application/json");
    });
  }
}

function rowsOf({ ground, outcomes }, words) {
  const rows = outcomes[0].changes.map(({ block, before, after, gaining, losing, nearer, farther }) => ({
    gemeentecode: ground.points.codes[block],
    gemeente: ground.points.names[block],
    pillar: ground.help.pillar,
    verdict_before: words.kind(before.kind),
    verdict_after: words.kind(after.kind),
    ...Object.fromEntries([gaining, losing, nearer, farther].map((value, at) => [`persons_${PERSONS[at]}`, rounded(value, DECIMALS.persons)])),
    ...Object.fromEntries(MEASURES.flatMap((name) => [[`${name}_before`, told(before, name)], [`${name}_after`, told(after, name)]])),
  }));
  return rows.filter(differs);
}

// More than the page shows: of a change of some metres a file tells too. Of what is not known nobody can say that it differs.
function differs(row) {
  const isOther = (name) => row[`${name}_before`] !== row[`${name}_after`] && row[`${name}_before`] !== null && row[`${name}_after`] !== null;
  return PERSONS.some((name) => row[`persons_${name}`]) || MEASURES.some(isOther);
}

// A figure as a page tells it: nothing that nobody knows.
function told(one, name) {
  if (name === "distance_at_most") return one.is_open;
  if (name === "places") return isNotKnown(one) ? null : one.places;
  const value = name === "persons_beyond" ? personsBeyond(one) : name === "share_within_limit" ? shareWithin(one) : one[name];
  return name in DECIMALS ? rounded(value, DECIMALS[name]) : value;
}

function shareWithin(one) {
  return one.inhabitants && personsBeyond(one) !== null ? one.persons_within / one.inhabitants : null;
}

// To so many decimals, a half to the even side.
function rounded(value, decimals) {
  if (value === null) return null;
  const shifted = value * 10 ** decimals;
  const isHalf = Math.abs(shifted % 1) === 0.5;
  return isHalf ? (2 * Math.round(shifted / 2)) / 10 ** decimals : Number(value.toFixed(decimals));
}

function asTable(shown, words) {
  const rows = rowsOf(shown, words);
  const columns = [...Object.keys(rows[0] ?? { gemeentecode: "" }), "population", "address"];
  const lines = rows.map((row) => ({ ...row, population: shown.ground.points.population, address: window.location.href }));
  return asCsv(columns, lines.map((row) => columns.map((name) => cellOf(name, row[name]))));
}

function cellOf(column, value) {
  if (typeof value === "boolean") return value ? "ja" : "nee";
  const isWhole = typeof value === "number" && Number.isInteger(value);
  return isWhole && !column.startsWith("places_") ? `${value},0` : value;
}

function asJson(shown, words) {
  const { asked, ground, outcomes } = shown;
  const [first] = outcomes;
  return JSON.stringify({
    name: asked.name,
    address: window.location.href,
    parameters: { pillar: ground.help.pillar, when: ground.help.told.when, limit_m: ground.limit, group: asked.group },
    population: ground.points.population,
    distance: "straight line, metres RD New",
    steps: first.steps.map((taken) => words.step(taken, ground)),
    persons_gaining: total(first, "gaining"),
    persons_losing: total(first, "losing"),
    now: first.now,
    after: first.whole,
    changes: rowsOf(shown, words),
  }, null, 1);
}
