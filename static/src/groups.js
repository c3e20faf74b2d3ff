// Which places the map shows: those that were asked for, grouped by point, so that each can be reached.

// Of several at one point, the state that helps a visitor most.
const BEST_FIRST = ["o", "u", "c"];
const NOT_ASKED = "-";

// numbers: row -> number in the list; only: the one row of a page about one place, or null.
export function groupPlaces(columns, states, numbers, only) {
  const groups = [];
  let last = -1;
  for (let row = 0; row < columns.count; row += 1) {
    if (only === null ? states[row] === NOT_ASKED && !numbers.has(row) : row !== only) continue;
    if (columns.code[row] !== last) groups.push({ lon: columns.lon[row], lat: columns.lat[row], rows: [] });
    last = columns.code[row];
    groups[groups.length - 1].rows.push(row);
  }
  return groups.map((group) => described(group, columns, states, numbers));
}

function described(group, columns, states, numbers) {
  const places = group.rows.map((row) => ({
    row,
    number: numbers.get(row) ?? null,
    state: states[row],
    help: [...Array(columns.pillars).keys()].filter((pillar) => columns.said(pillar, row) === 2),
  }));
  places.sort((one, other) => (one.number ?? Infinity) - (other.number ?? Infinity));
  const state = BEST_FIRST.find((letter) => places.some((place) => place.state === letter)) ?? "";
  return { key: `r${group.rows[0]}`, lon: group.lon, lat: group.lat, state, number: places[0].number, places };
}
