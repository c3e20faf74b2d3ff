// The places that a question is about, in the order to show them, in the browser: as placeindex.py and search.py choose them.

export function select({ places, states }, query, now, origin) {
  const inside = query.area ? places.row.map((row) => row >= 0 && query.area.holds(row)) : null;
  return chosen(places, query.wanted, {
    withUnknown: query.withUnknown,
    origin,
    fit: states.fit(query.when, now, query.wanted, query.facets),
    inside,
  });
}

function chosen(places, wanted, { withUnknown, origin, fit, inside }) {
  const said = offering(places, wanted).map((rank, place) => (inside && !inside[place] ? 0 : rank));
  const hasNoHelpTold = (place) => said[place] === 1 && !isWanted(wanted) && (!fit || fit[place] === 2);
  const keep = said.map((rank, place) => rank === 2 && (!fit || fit[place] === 2));
  const doubtful = said.map((rank, place) => (fit ? rank > 0 && fit[place] > 0 && !keep[place] : rank === 1));
  const all = places.x.map((_, place) => place);
  const listed = all.filter((place) => (keep[place] || (withUnknown && doubtful[place])) && !hasNoHelpTold(place));
  const last = all.filter(hasNoHelpTold);
  const metres = origin ? places.x.map((x, place) => (x === null ? NaN : Math.hypot(x - origin.x, places.y[place] - origin.y))) : null;
  const rows = [...nearestFirst(listed, metres), ...nearestFirst(last, metres)];
  const leftOut = withUnknown ? 0 : doubtful.filter((one, place) => one && !hasNoHelpTold(place)).length;
  return { rows, metres, certain: keep.filter(Boolean).length, unknown: leftOut, doubtful };
}

// Places with this help that are not shown because one must make an appointment there first.
export function leftOutForAppointment(tables, query, now, shown) {
  if (!query.when.isTime && query.facets.afspraak !== "geen") return 0;
  const asked = { ...query, when: { choice: "altijd" }, facets: { ...query.facets, afspraak: "nodig" }, withUnknown: false };
  const there = new Set(shown.rows);
  return select(tables, asked, now, null).rows.filter((place) => !there.has(place)).length;
}

function isWanted({ pillars, categories }) {
  return pillars.length > 0 || categories.length > 0;
}

// Per place whether it offers what will do: 2 yes, 1 nobody knows, 0 no.
function offering(places, wanted) {
  if (!isWanted(wanted)) return [...places.helps].map((said) => (said === "1" ? 2 : 1));
  const mask = wanted.pillars.reduce((sum, pillar) => sum + 2 ** pillar, 0);
  const categories = wanted.categories.map((name) => places.categories[name] ?? "");
  return places.yes.map((yes, place) => {
    const ranks = [yes & mask ? 2 : places.unknown[place] & mask ? 1 : 0, ...categories.map((said) => Number(said[place] ?? 0))];
    return Math.max(...ranks);
  });
}

function nearestFirst(rows, metres) {
  if (!metres) return rows;
  const far = (place) => (Number.isNaN(metres[place]) ? Infinity : metres[place]);
  return rows.sort((one, other) => (far(one) === far(other) ? one - other : far(one) - far(other)));
}
