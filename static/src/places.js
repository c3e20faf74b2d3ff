// Which places the map shows: the columns of /api/punten.json, filtered as the page is and grouped by point.

// Groups in the order of the list: those with a number first. Places at one point share a group, so that each can be reached.
export function selectPlaces(columns, asked, numbers) {
  const groups = new Map();
  for (const row of shownRows(columns, asked)) {
    const latlng = [columns.lat[row], columns.lon[row]];
    const key = latlng.join();
    if (!groups.has(key)) groups.set(key, { latlng, places: [] });
    groups.get(key).places.push({
      id: columns.id[row],
      name: columns.name[row],
      address: columns.address[row],
      number: numbers.get(columns.id[row]),
    });
  }
  return [...groups.values()].map((group) => withNumber(group, "alleen" in asked)).sort(byNumber);
}

function shownRows(columns, asked) {
  const rows = [...columns.id.keys()];
  if (asked.alleen) return rows.filter((row) => columns.id[row] === asked.alleen);
  const wanted = (asked.pijlers || "").split(" ").filter(Boolean);
  if (!wanted.length) return rows;
  const bits = wanted.reduce((sum, pillar) => sum | (1 << columns.pillars.indexOf(pillar)), 0);
  const also = "ookOnbekend" in asked;
  return rows.filter((row) => columns.yes[row] & bits || (also && columns.unknown[row] & bits));
}

// What has a number, or is alone on its page, gets a pin; the rest a dot.
function withNumber(group, alone) {
  const numbers = group.places.map((place) => place.number).filter(Boolean).sort((one, other) => one - other);
  return { ...group, number: numbers[0], pinned: alone || numbers.length > 0, label: numbers.length > 1 ? `${numbers[0]}+` : `${numbers[0] ?? ""}` };
}

function byNumber(one, other) {
  return (one.number ?? Infinity) - (other.number ?? Infinity);
}
