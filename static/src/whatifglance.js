// What there is to see of a gemeente under a plan, and of all of them together; as coverage/glance.py.

export const REACHED_BY_NEIGHBOUR = 0.5;
const LEAST_TOLD = 0.005; // a smaller share of people is shown as none
const REACHES = ["own", "neighbour", "gap", "unknown"];
const KINDS = ["own", "neighbour", "gap", "robust_gap", "none", "nearby", "unknown"];

export function glance(ground, state, block) {
  const { points, persons, limit } = ground, { told: pillar } = ground.help;
  const start = points.start[block], end = points.start[block + 1];
  let inhabitants = 0, within = 0, beyond = 0, metres = 0, atMost = 0, farthest = 0;
  for (let point = start; point < end; point += 1) {
    const here = persons[point], away = state.firstM[point], isWithin = away <= limit;
    inhabitants += here;
    if (away > farthest) farthest = away;
    if (isWithin) within += here;
    else beyond += here;
    if (here > 0) metres += here * away;
    if (isWithin || ground.isUnsure[point]) atMost += here;
  }
  const own = state.ownSites(block), unplaced = pillar.unplaced_in[block], doubtful = pillar.doubtful_in[block];
  const places = own.length + unplaced[0], vouched = pillar.known_in[block] === "1";
  const knowsSite = end > start && Number.isFinite(state.firstM[start]);
  const isTold = knowsSite && inhabitants > 0, nobody = vouched && inhabitants > 0;
  const hours = own.map((site) => state.sites.hours[site]).filter((one) => one !== null);
  const low = hours.reduce((sum, one) => sum + one, 0) + unplaced[1];
  const unknown = own.length - hours.length + unplaced[2] + doubtful[2];
  const reach = label(places, isTold ? within / inhabitants : null, inhabitants, vouched && atMost / inhabitants < REACHED_BY_NEIGHBOUR);
  return {
    reach,
    kind: kindOf(reach, vouched),
    places,
    places_unknown: doubtful[0],
    inhabitants,
    persons_within: isTold ? within : nobody ? 0 : null,
    persons_beyond: isTold ? beyond : nobody ? inhabitants : null,
    mean_distance_m: isTold ? metres / inhabitants : null,
    farthest_m: farthest,
    // As web/whatif/bounds.py: whether somebody may live nearer to a place that no source holds.
    is_open: !((pillar.clear_m[block] ?? Infinity) > farthest),
    hours_per_week_low: low,
    hours_per_week_high: unknown && pillar.assumed_hours === null ? null : low + doubtful[1] + unknown * (pillar.assumed_hours ?? 0),
  };
}

function label(places, share, inhabitants, isGapSure) {
  if (places > 0) return "own";
  if (share !== null && share >= REACHED_BY_NEIGHBOUR) return "neighbour";
  return isGapSure && inhabitants > 0 ? "gap" : "unknown";
}

// As coverage/report/kind.py. isVouched: somebody said that every place is known.
function kindOf(reach, isVouched) {
  if (reach === "neighbour") return isVouched ? "neighbour" : "nearby";
  return reach === "unknown" && isVouched ? "none" : reach;
}

// Whether nobody knows if there is a place: a nought would say that there is none.
export function isNotKnown({ kind }) {
  return kind === "nearby" || kind === "unknown";
}

// How many people live farther away, as they are told; null where that rests on nothing.
export function personsBeyond(one) {
  const share = one.inhabitants ? (one.persons_within ?? 0) / one.inhabitants : 0;
  return isNotKnown(one) && share < LEAST_TOLD ? null : one.persons_beyond;
}

export function wholeOf(seen) {
  const livedIn = seen.filter((one) => one.inhabitants > 0);
  const metres = sumKnown(livedIn, (one) => (one.mean_distance_m === null ? null : one.mean_distance_m * one.inhabitants));
  const inhabitants = sumKnown(livedIn, (one) => one.inhabitants);
  return {
    places: sumKnown(seen, (one) => one.places),
    places_unknown: sumKnown(seen, (one) => one.places_unknown),
    inhabitants,
    persons_within: sumKnown(livedIn, (one) => one.persons_within ?? 0),
    persons_beyond: sumKnown(livedIn, (one) => one.persons_beyond ?? one.inhabitants),
    is_open: livedIn.some((one) => one.is_open),
    mean_distance_m: metres === null || !inhabitants ? null : metres / inhabitants,
    hours_per_week_low: sumKnown(seen, (one) => one.hours_per_week_low),
    hours_per_week_high: sumKnown(seen, (one) => one.hours_per_week_high),
    reach: counted(seen, "reach", REACHES),
    kinds: counted(seen, "kind", KINDS),
  };
}

function counted(seen, name, values) {
  return Object.fromEntries(values.map((value) => [value, seen.filter((one) => one[name] === value).length]));
}

function sumKnown(seen, figure) {
  let sum = 0;
  for (const one of seen) {
    const value = figure(one);
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
