// What the address of the page says, and the address of something else; as sociale_kaart/web/whatif/question.py.
import { cleanName, readPlan, writePlan } from "./whatifplan.js";

const LIBRARIES_ONLY = "bibliotheken";

// Of a moment of the week only the part of the day is left once the day is named; as moments.of_a_day.
const ON_A_DAY = /^.*?(ochtend|middag|avond|zonder-afspraak)$/;

// usual: {pillar, group, moment, day, limit} that an address leaves out. Null where the address cannot be read.
export function readAddress(search, usual) {
  const said = new URLSearchParams(search);
  const steps = readPlan(said.get("plan") ?? ""), other = readPlan(said.get("plan2") ?? "");
  if (!steps || !other) return null;
  return {
    pillar: said.get("pijler") || usual.pillar,
    group: said.get("groep") || usual.group,
    ...whenOf(said.get("moment") || usual.moment, said.get("datum") || usual.day, usual),
    limit: said.get("binnen") || usual.limit,
    steps,
    name: cleanName(said.get("naam") ?? ""),
    other: other.length ? { steps: other, name: cleanName(said.get("naam2") ?? "") } : null,
    librariesOnly: said.get("alleen") === LIBRARIES_ONLY,
  };
}

// A server refuses what it has not; a page that is a file shows the usual in its place. form: its choices.
export function asOffered(asked, usual, form) {
  const kept = { ...asked };
  for (const [part, field] of Object.entries({ pillar: "pijler", group: "groep", moment: "moment", limit: "binnen" })) {
    const has = [...form.elements.namedItem(field).options].some(({ value }) => value === `${asked[part]}`);
    if (!has) kept[part] = usual[part];
  }
  if (!form.elements.namedItem("datum")) kept.day = usual.day;
  return kept;
}

// Name and value of everything that differs from the usual, in the order of an address.
function parametersOf(asked, usual) {
  const said = {
    pijler: asked.pillar === usual.pillar ? "" : asked.pillar,
    groep: asked.group === usual.group ? "" : asked.group,
    moment: asked.moment === usual.moment ? "" : asked.moment,
    datum: asked.day === usual.day ? "" : asked.day,
    binnen: asked.limit === usual.limit ? "" : asked.limit,
    plan: writePlan(asked.steps),
    naam: asked.name,
    plan2: asked.other ? writePlan(asked.other.steps) : "",
    naam2: asked.other?.name ?? "",
    alleen: asked.librariesOnly ? LIBRARIES_ONLY : "",
  };
  return Object.entries(said).filter(([, value]) => value);
}

// What is meant by a moment of the week and a day.
export function whenOf(moment, day, usual) {
  return { moment: day ? (ON_A_DAY.exec(moment)?.[1] ?? usual.moment) : moment, day };
}

// The moment and the day as one word, as choices.py has it: "dinsdagavond", "2026-11-24-avond".
export function whenWord({ moment, day }, usual) {
  if (!day) return moment;
  return moment === usual.moment ? day : `${day}-${moment}`;
}

export function addressOf(asked, usual, path = window.location.pathname) {
  const query = new URLSearchParams(parametersOf(asked, usual)).toString();
  return query ? `${path}?${query}` : path;
}

export function withStep(asked, step) {
  return { ...asked, steps: [...asked.steps, step] };
}

export function withoutStep(asked, number) {
  return { ...asked, steps: asked.steps.filter((_, at) => at !== number) };
}

export function swapped(asked) {
  const { steps, name, other } = asked;
  return { ...asked, steps: other?.steps ?? [], name: other?.name ?? "", other: steps.length ? { steps, name } : null };
}

export function setAside(asked) {
  return { ...asked, name: "", other: { steps: asked.steps, name: asked.name } };
}
