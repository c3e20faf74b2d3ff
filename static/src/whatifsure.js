// Whether a gap is one for sure under a plan; as web/whatif/sure.py, which says why.
import { REACHED_BY_NEIGHBOUR } from "./whatifglance.js";
import { boxOf, metresBetween } from "./whatifgrid.js";

// Whether a gemeente that is a gap under a plan stays one in the worst case.
export function isSureGap(ground, state, block, wasSure) {
  const { persons } = ground, { x, y, start } = ground.points, near = nearInWorst(ground, state, block);
  let reached = 0, inhabitants = 0, hasPutNear = false;
  for (let point = start[block]; point < start[block + 1]; point += 1) {
    const here = persons[point];
    inhabitants += here;
    if (!here) continue;
    let isReached = ground.isUnsureWide[point];
    for (const site of near) {
      if (metresBetween(x[point], y[point], site.x, site.y) > site.near) continue;
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
