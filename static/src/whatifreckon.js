// Reckons what a plan brings, in the browser: the same figures as coverage/glance.py, web/whatif/outcome.py and sure.py,
// which say what each is and why it is null where nobody knows. tests/browser/test_whatif.py holds the two against each other.
import { boxOf, SiteGrid, PointGrid } from "./whatifgrid.js";

const REACHED_BY_NEIGHBOUR = 0.5;
const LEAST_TOLD = 0.005; // a smaller share of people is shown as none
// Of these two are equal, or not, by the others alone.
const UNSHOWN = new Set(["kind", "farthest_m", "is_open"]);
const MOST_NEXT = 10;
const NO_SITE = -1;
const REACHES = ["own", "neighbour", "gap", "unknown"];
export const KINDS = ["own", "neighbour", "gap", "robust_gap", "none", "nearby", "unknown"];

// Where people live. told: punten.json of web/whatif/files.py. spots: finds the gemeente of a spot.
export class Points {
  constructor(told, spots) {
    Object.assign(this, { codes: told.codes, names: told.names, start: told.start, population: told.population, spots });
    this.x = Float64Array.from(summed(told.x));
    this.y = Float64Array.from(summed(told.y));
    this.everybody = this.personsOf(told);
  }

  personsOf({ counted, factor }) {
    const { start } = this, persons = new Float64Array(counted.length);
    for (let block = 0; block + 1 < start.length; block += 1) {
      for (let point = start[block]; point < start[block + 1]; point += 1) persons[point] = (counted[point] ?? 0) * factor[block];
    }
    return persons;
  }
}

// Every place of the map, by row. told: plekken.json.
export class Places {
  constructor(told) {
    const { signs, codes, longer } = told;
    this.x = summed(told.x);
    this.y = summed(told.y);
    this.code = this.x.map((_, row) => longer[row] ?? codes.slice(row * signs, (row + 1) * signs));
    this.gemeente = told.gemeente.flatMap(([number, times]) => Array(times).fill(number));
    this.library = told.library;
    this.errors = [...told.error].map((which) => told.errors_m[which]);
    this.rowOf = new Map(this.code.map((code, row) => [code, row]));
  }

  // The row of a code; an older and longer one stands for the same place.
  row(code) {
    if (this.rowOf.has(code)) return this.rowOf.get(code);
    for (let length = 6; length < code.length; length += 1) {
      const row = this.rowOf.get(code.slice(0, length));
      if (row !== undefined) return row;
    }
    return null;
  }
}

// What is known of a kind of help at a moment, and the sites as they are. told: the file of a pillar and a moment.
export class Help {
  constructor(points, places, told) {
    Object.assign(this, { points, places, told, pillar: told.pillar });
    const rows = (sign) => [...told.kinds].flatMap((one, row) => (one === sign ? [row] : []));
    this.sites = rows("s");
    const free = rows("k"), isLibrary = (row) => places.library[row] === "1";
    this.candidates = [...free.filter(isLibrary), ...free.filter((row) => !isLibrary(row))];
    this.unplaced = new Set(rows("z"));
    this.doubtful = new Set(rows("d"));
    this.closable = new Map(this.sites.map((row, site) => [row, site]));
    this.now = new State(this);
  }
}

export class Ground {
  // persons: at each point, of the group. group and limit (kilometres) as an address says them.
  constructor(help, persons, { group, limit }) {
    this.help = help;
    this.points = help.points;
    this.places = help.places;
    this.persons = persons;
    this.limit = Number(limit) * 1000;
    this.widest = help.told.widest * this.limit;
    this.isUnsure = this.within(help.told.unsure, this.limit);
    this.isUnsureWide = this.within(help.told.unsure, this.widest);
    this.mayHelp = this.within(help.told.perhaps, this.limit);
    this.now = help.now;
    const robust = help.told.robust[`${group} ${limit}`];
    this.seen = this.points.codes.map((_, block) => {
      const one = glance(this, this.now, block);
      return one.kind === "gap" && robust[block] === "1" ? { ...one, kind: "robust_gap" } : one;
    });
  }

  // Per point whether the first of the reaches that it is within is at most so far.
  within(reaches, metres) {
    const isNear = this.help.told.reaches_m.map((one) => one <= metres + 0.001);
    return Uint8Array.from(reaches, (which) => (which > 0 && isNear[which - 1] ? 1 : 0));
  }

  // Everything that a page shows of a plan: what became of each step, what changes, and all gemeenten together.
  outcome(steps) {
    const state = new State(this.help, this.now);
    const taken = steps.map((step) => state.take(step));
    const changes = [...state.touched].map((block) => changeIn(this, state, block)).filter(Boolean);
    changes.sort((a, b) => size(b, "gaining", "losing") - size(a, "gaining", "losing")
      || size(b, "nearer", "farther") - size(a, "nearer", "farther") || a.block - b.block);
    const seen = [...this.seen];
    for (const one of changes) seen[one.block] = one.after;
    return { state, steps: taken, changes, shown: changes.filter(isSeen), seen, whole: wholeOf(seen), now: wholeOf(this.seen) };
  }

  // The places that would bring most people within the limit, each by itself, on top of a plan.
  next({ state }, librariesOnly = false) {
    const left = (point) => state.firstM[point] > this.limit && this.persons[point] > 0;
    const around = new PointGrid(this.points.x, this.points.y, left, this.limit);
    const { x, y, library } = this.places;
    const found = [];
    for (const row of this.help.candidates) {
      if ((librariesOnly && library[row] !== "1") || state.isOpen(row)) continue;
      let gained = 0, atLeast = 0;
      around.within(x[row], y[row], (point) => {
        gained += this.persons[point];
        if (!this.mayHelp[point]) atLeast += this.persons[point];
      });
      if (gained > 0) found.push({ row, gained, atLeast });
    }
    // Of two that gain as many, the first: a library. Sums in another order differ by a hair.
    return found.sort((a, b) => (Math.abs(a.gained - b.gained) < 1e-6 ? 0 : b.gained - a.gained)).slice(0, MOST_NEXT);
  }
}

// The sites as they are, or as a plan has them, and of every point the nearest.
class State {
  constructor(help, before = null) {
    Object.assign(this, { help, places: help.places, points: help.points });
    this.touched = new Set();
    this.isGone = new Set();
    this.openRows = new Map();
    this.spots = new Set();
    if (before) {
      this.sites = Object.fromEntries(Object.entries(before.sites).map(([name, column]) => [name, [...column]]));
      this.first = before.first.slice();
      this.firstM = before.firstM.slice();
      this.grid = before.grid;
      return;
    }
    const { places, sites } = help;
    const column = (of) => sites.map((row) => of[row]);
    this.sites = { x: column(places.x), y: column(places.y), gemeente: column(places.gemeente), error: column(places.errors), hours: [...help.told.hours] };
    this.grid = new SiteGrid(this.sites.x, this.sites.y);
    this.first = new Int32Array(this.points.x.length);
    this.firstM = new Float64Array(this.points.x.length);
    for (let point = 0; point < this.first.length; point += 1) this.seek(point);
  }

  // Site number of a place in this state; undefined where it does not help.
  siteOf(row) {
    const added = this.openRows.get(row);
    if (added !== undefined) return added;
    const site = this.help.closable.get(row);
    return site === undefined || this.isGone.has(site) ? undefined : site;
  }

  isOpen(row) {
    return this.siteOf(row) !== undefined;
  }

  take(step) {
    const place = step.code ? this.end({ code: step.code }) : null;
    const to = step.to ? this.end(step.to) : null;
    const refused = step.kind === "b" ? this.noRoom(to) : this.notThere(place) || (step.kind === "v" ? (to ? withoutPoint(to) : "gone") : "");
    const taken = { step, kind: step.kind, place, to, refused };
    if (refused) return taken;
    if (step.kind === "b") this.add(to, null);
    else {
      const site = this.siteOf(place.row), hours = this.sites.hours[site];
      this.close(place.row, site);
      if (step.kind === "v") this.openRows.set(place.row, this.add({ ...to, row: NO_SITE, isMoved: true }, hours));
    }
    return taken;
  }

  end(where) {
    if (where.code === undefined) {
      return { row: NO_SITE, x: where.x, y: where.y, gemeente: this.points.spots.at(where.x, where.y), error: 0 };
    }
    const row = this.places.row(where.code);
    if (row === null) return null;
    const { x, y, gemeente, errors } = this.places;
    return { row, x: x[row], y: y[row], gemeente: gemeente[row], error: errors[row] };
  }

  noRoom(to) {
    if (!to) return "gone";
    if (to.row === NO_SITE) return this.spots.has(`${to.x} ${to.y}`) ? "has_it" : "";
    if (this.isOpen(to.row) || this.help.unplaced.has(to.row)) return "has_it";
    return this.help.doubtful.has(to.row) ? "unknown" : withoutPoint(to);
  }

  notThere(place) {
    if (!place) return "gone";
    if (this.isOpen(place.row)) return "";
    return this.help.unplaced.has(place.row) ? "no_point" : "not_open";
  }

  add(to, hours) {
    const { x, y, start } = this.points;
    const site = this.sites.x.push(to.x) - 1;
    this.sites.y.push(to.y);
    this.sites.gemeente.push(to.gemeente);
    this.sites.error.push(to.error);
    this.sites.hours.push(hours);
    if (to.row !== NO_SITE) this.openRows.set(to.row, site);
    else if (!to.isMoved) this.spots.add(`${to.x} ${to.y}`);
    if (to.gemeente >= 0) this.touched.add(to.gemeente);
    for (let block = 0; block + 1 < start.length; block += 1) {
      for (let point = start[block]; point < start[block + 1]; point += 1) {
        const across = x[point] - to.x, along = y[point] - to.y;
        const away = Math.sqrt(across * across + along * along);
        if (away < this.firstM[point]) {
          this.first[point] = site;
          this.firstM[point] = away;
          this.touched.add(block);
        }
      }
    }
    return site;
  }

  close(row, site) {
    const { start } = this.points;
    this.isGone.add(site);
    this.openRows.delete(row);
    if (this.sites.gemeente[site] >= 0) this.touched.add(this.sites.gemeente[site]);
    for (let block = 0; block + 1 < start.length; block += 1) {
      for (let point = start[block]; point < start[block + 1]; point += 1) {
        if (this.first[point] === site) {
          this.seek(point);
          this.touched.add(block);
        }
      }
    }
  }

  // The nearest open site of a point, from scratch.
  seek(point) {
    const { x, y } = this.points, { sites, grid } = this;
    let [site, away] = grid.nearest(x[point], y[point], this.isGone);
    for (let added = grid.size; added < sites.x.length; added += 1) {
      if (this.isGone.has(added)) continue;
      const across = x[point] - sites.x[added], along = y[point] - sites.y[added];
      const metres = Math.sqrt(across * across + along * along);
      if (metres < away) [site, away] = [added, metres];
    }
    this.first[point] = site;
    this.firstM[point] = away;
  }

  ownSites(block) {
    const found = [];
    const { gemeente } = this.sites;
    for (let site = 0; site < gemeente.length; site += 1) if (gemeente[site] === block && !this.isGone.has(site)) found.push(site);
    return found;
  }
}

function glance(ground, state, block) {
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

// Whether a reader sees any difference; as web/whatif/bounds.py.
function isSeen({ before, after, gaining, losing }) {
  return plainKind(before) !== plainKind(after) || before.places !== after.places || Math.max(gaining, losing) >= 0.5
    || differ(before.mean_distance_m, after.mean_distance_m);
}

function plainKind({ kind }) {
  return kind === "robust_gap" ? "gap" : kind;
}

// Whether two distances are shown differently; of one that is not known nobody can say.
function differ(before, after) {
  return before !== null && after !== null && (before / 1000).toFixed(1) !== (after / 1000).toFixed(1);
}

function changeIn(ground, state, block) {
  const { persons, limit, now } = ground;
  const before = ground.seen[block], after = glance(ground, state, block);
  if (after.kind === "gap" && isSureGap(ground, state, block, before.kind === "robust_gap")) after.kind = "robust_gap";
  const change = { block, before, after, gaining: 0, losing: 0, nearer: 0, farther: 0 };
  for (let point = ground.points.start[block]; point < ground.points.start[block + 1]; point += 1) {
    const was = now.firstM[point], is = state.firstM[point], here = persons[point];
    if (was > limit && is <= limit) change.gaining += here;
    if (was <= limit && is > limit) change.losing += here;
    if (isNearer(was, is, limit)) change.nearer += here;
    if (isNearer(is, was, limit)) change.farther += here;
  }
  const differs = Object.keys(after).some((name) => !UNSHOWN.has(name) && after[name] !== before[name]);
  return differs || change.nearer || change.farther ? change : null;
}

// Of whom no site was known nobody can say so, but where one comes within the limit; as coverage/comparison.py.
function isNearer(from, to, limit) {
  return to < from && (Number.isFinite(from) || to <= limit);
}

// Whether a gemeente that is a gap under a plan stays one in the worst case; as web/whatif/sure.py.
function isSureGap(ground, state, block, wasSure) {
  const { persons } = ground, { x, y, start } = ground.points, near = nearInWorst(ground, state, block);
  let reached = 0, inhabitants = 0, hasPutNear = false;
  for (let point = start[block]; point < start[block + 1]; point += 1) {
    const here = persons[point];
    inhabitants += here;
    if (!here) continue;
    let isReached = ground.isUnsureWide[point];
    for (const site of near) {
      const across = x[point] - site.x, along = y[point] - site.y;
      if (Math.sqrt(across * across + along * along) > site.near) continue;
      isReached = 1;
      hasPutNear ||= site.isPut;
    }
    if (isReached) reached += here;
  }
  return (wasSure && !hasPutNear) || reached / inhabitants < REACHED_BY_NEIGHBOUR;
}

// Open sites, and places that may help, of which the widest limit comes into the box of a gemeente's points.
function nearInWorst({ points, places, help, widest }, state, block) {
  const [west, south, east, north] = boxOf(points.x.subarray(points.start[block], points.start[block + 1]), points.y.subarray(points.start[block], points.start[block + 1]));
  const found = [];
  const keep = (site) => {
    if (site.x >= west - site.near && site.x <= east + site.near && site.y >= south - site.near && site.y <= north + site.near) found.push(site);
  };
  const { x, y, error } = state.sites;
  for (let site = 0; site < x.length; site += 1) {
    if (!state.isGone.has(site)) keep({ x: x[site], y: y[site], near: widest + error[site], isPut: site >= state.grid.size });
  }
  for (const row of help.doubtful) {
    if (places.x[row] !== null) keep({ x: places.x[row], y: places.y[row], near: widest + places.errors[row], isPut: false });
  }
  return found;
}

function wholeOf(seen) {
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

// Each from the one before it that is known; null stays null.
function summed(deltas) {
  let at = 0;
  return deltas.map((step) => (step === null ? null : (at += step)));
}

function size(change, one, other) {
  return change[one] + change[other];
}

function withoutPoint(end) {
  return end.x === null ? "no_point" : "";
}
