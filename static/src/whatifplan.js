// The steps of a plan as an address says them; the same as sociale_kaart/web/whatif/steps.py, which says what they mean.

const MOST_STEPS = 20;
const LONGEST_NAME = 40;
const GRID_M = 10;
const CODE = "[23456789bcdfghjkmnpqrstvwxyz]{6,16}";
const SPOT = "\\d{1,5}-\\d{5}";
const STEP = new RegExp(`^(?:([bs])(${CODE})|b(${SPOT})|v(${CODE})-(?:(${CODE})|(${SPOT})))$`);
const X_M = [0, 300000], Y_M = [289000, 629000];

// Steps of {kind, code, to}: kind "b" (comes), "s" (closes), "v" (moves); null where the text is no plan.
export function readPlan(text) {
  if (!text) return [];
  const parts = text.split(".");
  if (parts.length > MOST_STEPS) return null;
  const steps = parts.map(readStep);
  return steps.includes(null) ? null : steps;
}

export function writePlan(steps) {
  return steps.map(writeStep).join(".");
}

function writeStep({ kind, code, to }) {
  return `${kind}${code}${code && to ? "-" : ""}${to ? writeWhere(to) : ""}`;
}

// The spot nearest to a point in metres; null outside the country.
export function spotNear(x, y) {
  if (!(x >= X_M[0] && x <= X_M[1] && y >= Y_M[0] && y <= Y_M[1])) return null;
  return { x: Math.round(x / GRID_M) * GRID_M, y: Math.round(y / GRID_M) * GRID_M };
}

export function cleanName(text) {
  return text.replace(/[\p{C}\s]+/gu, " ").trim().slice(0, LONGEST_NAME).trim();
}

function readStep(text) {
  const found = STEP.exec(text);
  if (!found) return null;
  const [, kind, code, spot, who, toCode, toSpot] = found;
  if (kind === "s") return { kind, code, to: null };
  if (who) return withEnd("v", who, toCode, toSpot);
  return withEnd("b", "", code, spot);
}

function withEnd(kind, code, toCode, spot) {
  const to = toCode ? { code: toCode } : readSpot(spot);
  return to && { kind, code, to };
}

function readSpot(text) {
  const [x, y] = text.split("-").map((part) => Number(part) * GRID_M);
  return spotNear(x, y);
}

function writeWhere(where) {
  return where.code ?? `${where.x / GRID_M}-${String(where.y / GRID_M).padStart(5, "0")}`;
}
