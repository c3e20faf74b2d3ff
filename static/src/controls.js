// The buttons below the map: closer, farther, four ways to move, and a search in what is shown.

const DECIMALS = 3;
const SHIFT = 0.5; // of what is shown, at a press
const MOVES = { west: [-1, 0], noord: [0, -1], zuid: [0, 1], oost: [1, 0] };

export function addControls(map, section) {
  for (const button of section.querySelectorAll("[data-doe]")) {
    button.addEventListener("click", () => act(map, button.dataset.doe));
  }
  const showReach = () => {
    section.querySelector('[data-doe="in"]').setAttribute("aria-disabled", map.getZoom() >= map.getMaxZoom());
    section.querySelector('[data-doe="uit"]').setAttribute("aria-disabled", map.getZoom() <= map.getMinZoom());
  };
  map.on("zoomend", showReach);
  showReach();
  section.addEventListener("keydown", (event) => {
    const wanted = { "+": "in", "=": "in", "-": "uit" }[event.key];
    if (wanted && map.getContainer().contains(event.target)) act(map, wanted);
  });
  const field = section.querySelector("[data-gebiedveld]");
  if (!field) return;
  const tell = () => {
    field.value = boxOf(map);
  };
  map.on("moveend", tell);
  tell();
}

function act(map, wanted) {
  if (wanted === "in") map.zoomIn();
  else if (wanted === "uit") map.zoomOut();
  else {
    const [x, y] = MOVES[wanted];
    const size = map.getSize();
    map.panBy([x * size.x * SHIFT, y * size.y * SHIFT]);
  }
}

// West, south, east, north, to about a hundred metres: nobody's exact view.
function boxOf(map) {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((one) => one.toFixed(DECIMALS)).join();
}
