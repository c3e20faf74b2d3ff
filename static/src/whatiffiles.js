// On a site without a server: the plan as CSV and JSON, made here. (Excel opens the CSV.)
import { total } from "./whatifrender.js";

const COLUMNS = ["places", "places_unknown", "inhabitants", "persons_within", "persons_beyond", "mean_distance_m", "hours_per_week_low", "hours_per_week_high"];

// shown: gives the page as it stands, with asked, ground and outcomes.
export function offerFiles(section, shown, words) {
  for (const link of section.querySelectorAll("[data-bestand]")) {
    const { bestand } = link.dataset;
    if (bestand === "xlsx") link.hidden = true;
    else {
      link.addEventListener("click", () => {
        const content = bestand === "csv" ? asCsv(shown()) : asJson(shown(), words);
        link.href = URL.createObjectURL(new Blob([content], { type: bestand === "csv" ? "text/csv" : "application/json" }));
        link.download = `wat-als.${bestand}`;
      });
    }
  }
}

function rowsOf({ ground, outcomes }) {
  return outcomes[0].changes.map(({ block, before, after, gaining, losing, nearer, farther }) => ({
    gemeentecode: ground.points.codes[block],
    gemeente: ground.points.names[block],
    persons_gaining: gaining,
    persons_losing: losing,
    persons_nearer: nearer,
    persons_farther: farther,
    reach_before: before.reach,
    reach_after: after.reach,
    ...Object.fromEntries(COLUMNS.flatMap((name) => [[`${name}_before`, before[name]], [`${name}_after`, after[name]]])),
  }));
}

function asCsv(shown) {
  const rows = rowsOf(shown);
  const columns = [...Object.keys(rows[0] ?? { gemeentecode: "" }), "population", "address"];
  const lines = rows.map((row) => ({ ...row, population: shown.ground.points.population, address: window.location.href }));
  return `\ufeff${[columns, ...lines.map((row) => columns.map((name) => cell(row[name])))].map((line) => line.join(";")).join("\r\n")}\r\n`;
}

function cell(value) {
  if (value === null) return "";
  if (typeof value === "number") return `${value}`.replace(".", ",");
  // Text stays text: no formula, and one cell.
  const text = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
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
    changes: rowsOf(shown),
  }, null, 1);
}
