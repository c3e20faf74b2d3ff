// On a site without a server: the plan as CSV and JSON, made here. (Excel opens the CSV.)
import { asCsv, offer } from "./csv.js";
import { isNotKnown, personsBeyond } from "./whatifglance.js";
import { total } from "./whatifrender.js";

const COLUMNS = ["places", "places_unknown", "inhabitants", "persons_within", "persons_beyond", "mean_distance_m", "distance_at_most", "hours_per_week_low", "hours_per_week_high"];

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
  return outcomes[0].shown.map(({ block, before, after, gaining, losing, nearer, farther }) => ({
    gemeentecode: ground.points.codes[block],
    gemeente: ground.points.names[block],
    verdict_before: words.kind(before.kind),
    verdict_after: words.kind(after.kind),
    persons_gaining: gaining,
    persons_losing: losing,
    persons_nearer: nearer,
    persons_farther: farther,
    reach_before: before.reach,
    reach_after: after.reach,
    ...Object.fromEntries(COLUMNS.flatMap((name) => [[`${name}_before`, told(before, name)], [`${name}_after`, told(after, name)]])),
  }));
}

// A figure as a page tells it: nothing that nobody knows.
function told(one, name) {
  if (name === "distance_at_most") return one.is_open ? "ja" : "nee";
  if (name === "places" && isNotKnown(one)) return null;
  if (name === "persons_beyond") return personsBeyond(one);
  return name === "persons_within" && personsBeyond(one) === null ? null : one[name];
}

function asTable(shown, words) {
  const rows = rowsOf(shown, words);
  const columns = [...Object.keys(rows[0] ?? { gemeentecode: "" }), "population", "address"];
  const lines = rows.map((row) => ({ ...row, population: shown.ground.points.population, address: window.location.href }));
  return asCsv(columns, lines.map((row) => columns.map((name) => row[name])));
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
