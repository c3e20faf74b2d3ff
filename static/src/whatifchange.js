// What a plan changes in a gemeente, and whether a reader sees it; as coverage/glance.py and web/whatif/bounds.py.
import { glance } from "./whatifglance.js";
import { isSureGap } from "./whatifsure.js";

// In these two glances are equal, or not, by the others alone.
const UNSHOWN = new Set(["kind", "farthest_m", "is_open"]);

export function changeIn(ground, state, block) {
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

// Whether a reader sees any difference.
export function isSeen({ before, after, gaining, losing }) {
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
