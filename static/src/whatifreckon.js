// Reckons what a plan brings, in the browser: the same figures as coverage/glance.py, web/whatif/outcome.py and sure.py,
// which say what each is and why it is null where nobody knows. tests/browser/test_whatif.py holds the two against each other.
import { changeIn, isSeen } from "./whatifchange.js";
import { glance, wholeOf } from "./whatifglance.js";
import { PointGrid } from "./whatifgrid.js";
import { State } from "./whatifstate.js";

const MOST_NEXT = 10;

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

function size(change, one, other) {
  return change[one] + change[other];
}
