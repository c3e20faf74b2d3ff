// Which places the map shows: the columns of /api/punten.json, with how each stands now from /api/stand.json, grouped by point.

// Of several at one point, the state that helps a visitor most.
const BEST_FIRST = ["o", "u", "c"];

// Groups in the order of the list: those with a number first. Places at one point share a group, so that each can be reached.
export function selectPlaces(columns, states, asked, numbers) {
  const groups = new Map();
  for (const row of shownRows(columns, states, asked)) {
    const latlng = [columns.lat[row], columns.lon[row]];
    const key = latlng.join();
    if (!groups.has(key)) groups.set(key, { latlng, places: [] });
    groups.get(key).places.push({
      id: columns.id[row],
      name: columns.name[row],
      address: columns.address[row],
      number: numbers.get(columns.id[row]),
      state: states[row],
    });
  }
  return [...groups.values()].map((group) => withNumber(group, "alleen" in asked)).sort(byNumber);
}

// The server says which places were asked for ("-": not this one); a page of one place shows that one, whatever its state.
function shownRows(columns, states, asked) {
  const rows = [...columns.id.keys()];
  if (asked.alleen) return rows.filter((row) => columns.id[row] === asked.alleen);
  return rows.filter((row) => states[row] !== "-");
}

// What has a number, or is alone on its page, gets a pin; the rest a dot.
function withNumber(group, alone) {
  const numbers = group.places.map((place) => place.number).filter(Boolean).sort((one, other) => one - other);
  const state = BEST_FIRST.find((one) => group.places.some((place) => place.state === one));
  return { ...group, state, number: numbers[0], pinned: alone || numbers.length > 0, label: numbers.length > 1 ? `${numbers[0]}+` : `${numbers[0] ?? ""}` };
}

function byNumber(one, other) {
  return (one.number ?? Infinity) - (other.number ?? Infinity);
}
