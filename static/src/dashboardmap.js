// The map of the dashboard without a mouse: one tab stop, arrow keys to the next gemeente that way, Enter opens it.
// And with one: a name and a figure beside the pointer, and the same gemeente marked in the table.
import { Roving } from "./roving.js";

const ASIDE = 2; // how much a step sideways counts against one in the asked direction
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

class Compass extends Roving {
  constructor(pane, came) {
    super(pane, came);
    this.middles = null;
  }

  // Where they lie on the screen decides, whatever the language's direction.
  next(key, at) {
    if (!(key in WAYS)) return super.next(key, at);
    this.middles ??= this.elements.map(middle);
    const [right, down] = WAYS[key];
    const [x, y] = this.middles[at];
    let best = at;
    let least = Infinity;
    this.middles.forEach(([ox, oy], number) => {
      const along = (ox - x) * right + (oy - y) * down;
      const aside = Math.abs((ox - x) * down) + Math.abs((oy - y) * right);
      if (number === at || along <= 0 || aside > ASIDE * along) return;
      const far = along + ASIDE * aside;
      if (far < least) [best, least] = [number, far];
    });
    return best;
  }
}

function middle(link) {
  const { x, y, width, height } = link.lastElementChild.getBBox();
  return [x + width / 2, y + height / 2];
}

export function startMap(root, words) {
  const svg = root.querySelector("[data-tekening]");
  const pane = root.querySelector("[data-vlakken]");
  // A browser lets the tab key stop at a part of a drawing that listens for the focus: a box around it does so instead.
  const box = svg.parentElement;
  const tip = root.querySelector("[data-aanwijzer]");
  const links = Array.from(pane.querySelectorAll("a"));
  svg.removeAttribute("aria-hidden");
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", words.map);
  for (const name of root.querySelectorAll(".namen, [data-over], .water")) name.setAttribute("aria-hidden", "true");
  for (const link of links) link.setAttribute("aria-label", link.firstElementChild.textContent);

  const row = (link) => root.querySelector(`[data-tabel] tr[data-code="${link.dataset.code}"]`);
  let shown = null;
  const hide = () => {
    if (shown) row(shown)?.classList.remove("aangewezen");
    shown = null;
    tip.hidden = true;
  };
  const show = (link) => {
    if (link === shown) return;
    hide();
    shown = link;
    row(link)?.classList.add("aangewezen");
    tip.textContent = link.firstElementChild.textContent;
    tip.hidden = false;
    const around = box.getBoundingClientRect();
    const area = link.getBoundingClientRect();
    const left = area.left - around.left + area.width / 2 - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(left, around.width - tip.offsetWidth))}px`;
    tip.style.top = `${Math.max(0, area.top - around.top - tip.offsetHeight - 6)}px`;
  };
  new Compass(box, show).renew(links, links[0]);
  pane.addEventListener("pointerover", ({ target }) => {
    const link = target.closest("a");
    if (link) show(link);
  });
  pane.addEventListener("pointerleave", hide);
  box.addEventListener("focusout", hide);
  root.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
}
