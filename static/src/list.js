// The list on the same page: its numbers, and which of its items is chosen on the map.

// Number in the list, by row of the map.
export function listedNumbers() {
  const items = document.querySelectorAll("[data-punt][data-nummer]");
  return new Map([...items].map((item) => [Number(item.dataset.punt), Number(item.dataset.nummer)]));
}

export function listItem(row) {
  return document.querySelector(`[data-punt="${row}"][data-nummer]`);
}

export function markChosen(rows) {
  for (const item of document.querySelectorAll("[data-punt].gekozen")) {
    item.classList.remove("gekozen");
    item.removeAttribute("aria-current");
  }
  for (const item of rows.map(listItem).filter(Boolean)) {
    item.classList.add("gekozen");
    item.setAttribute("aria-current", "true");
  }
}
