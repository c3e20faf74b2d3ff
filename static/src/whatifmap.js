// The drawing that the server made: coloured anew, with the places and steps on it, closer by, and clicked upon.
import { spotNear } from "./whatifplan.js";

const SVG = "http://www.w3.org/2000/svg";
const MARK = 14; // units of the drawing as it is at first: half the width of a sign
const FONTS = { "namen-breed": 19, "namen-smal": 40 };
const CLOSEST = 64;
const SHIFT = 0.25; // of what is shown, at a press
const MOVES = { west: [-1, 0], noord: [0, -1], zuid: [0, 1], oost: [1, 0] };

export class Drawing {
  // kinds: how each is filled. place: what to do with a spot that somebody chose. told: what to say of where the cross is.
  constructor(section, { kinds, place, told }) {
    this.kinds = kinds;
    this.svg = section.querySelector("[data-tekening]");
    const { links, boven, eenheid, marge } = this.svg.dataset;
    [this.left, this.top, this.unit, this.margin] = [links, boven, eenheid, marge].map(Number);
    const { width, height } = this.svg.viewBox.baseVal;
    this.whole = { width, height };
    this.view = { x: 0, y: 0, width, height };
    this.areas = new Map([...this.svg.querySelectorAll("[data-gemeente]")].map((path) => [path.dataset.gemeente, path]));
    this.cross = this.svg.querySelector("[data-kruis]");
    this.told = told;
    const buttons = section.querySelector("[data-knoppen]");
    buttons.hidden = false;
    this.svg.classList.add("is-levend");
    this.drawCross();
    this.svg.addEventListener("click", (event) => this.tellSpot(place, this.unitsAt(event)));
    for (const button of buttons.querySelectorAll("[data-doe]")) {
      button.addEventListener("click", () => {
        if (button.dataset.doe === "zet") this.tellSpot(place, this.middle);
        else this.move(button.dataset.doe);
      });
    }
  }

  draw(ground, outcome) {
    const changed = new Set(outcome.shown.map(({ block }) => block));
    ground.points.codes.forEach((code, block) => {
      const path = this.areas.get(code), { css, pattern } = this.kinds[outcome.seen[block].kind];
      if (!path) return;
      const look = `wa-land ${css}${changed.has(block) ? " is-anders" : ""}`;
      if (path.getAttribute("class") === look) return;
      path.setAttribute("class", look);
      if (pattern) path.setAttribute("fill", `url(#${pattern})`);
      else path.removeAttribute("fill");
    });
    if (this.help !== ground.help) this.drawPlaces(ground);
    this.help = ground.help;
    this.steps = outcome.steps.filter(({ refused }) => !refused);
    this.drawMarks();
  }

  // Thousands of dots as one shape.
  drawPlaces({ places, help }) {
    const dots = help.sites.map((row) => this.units(places.x[row], places.y[row]).map(Math.round));
    this.svg.querySelector("[data-plekken]").setAttribute("d", dots.map(([x, y]) => `M${x} ${y}h0`).join(""));
  }

  drawMarks() {
    const half = (MARK * this.view.width) / this.whole.width;
    const signs = (this.steps ?? []).flatMap(({ place, to }) => [place && this.sign("dicht", place, half), to && this.sign("bij", to, half)]);
    this.svg.querySelector("[data-tekens]").replaceChildren(...signs.filter(Boolean));
    for (const [name, size] of Object.entries(FONTS)) {
      this.svg.querySelector(`.${name}`).style.fontSize = `${(size * this.view.width) / this.whole.width}px`;
    }
  }

  sign(kind, { x, y }, half) {
    const [across, down] = this.units(x, y), short = half * 0.7;
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", `wa-teken wa-teken-${kind}`);
    path.setAttribute("d", kind === "bij" ? plus(across, down, half) : `M${across - short} ${down - short}l${2 * short} ${2 * short}M${across + short} ${down - short}l${-2 * short} ${2 * short}`);
    return path;
  }

  move(wanted) {
    const { view, whole } = this;
    if (wanted === "in" || wanted === "uit") {
      const factor = wanted === "in" ? 0.5 : 2;
      const width = Math.min(Math.max(view.width * factor, whole.width / CLOSEST), whole.width);
      const height = (width * whole.height) / whole.width;
      const [x, y] = this.middle;
      this.view = { x: x - width / 2, y: y - height / 2, width, height };
    } else {
      const [x, y] = MOVES[wanted];
      this.view = { ...view, x: view.x + x * view.width * SHIFT, y: view.y + y * view.height * SHIFT };
    }
    // The cross stays on the drawing, the view may look beyond it.
    this.view.x = Math.min(Math.max(this.view.x, -this.view.width / 2), whole.width - this.view.width / 2);
    this.view.y = Math.min(Math.max(this.view.y, -this.view.height / 2), whole.height - this.view.height / 2);
    const { x, y, width, height } = this.view;
    this.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    this.drawMarks();
    this.drawCross();
    this.told(this.spot(...this.middle));
  }

  drawCross() {
    const [x, y] = this.middle, half = (2 * MARK * this.view.width) / this.whole.width;
    this.cross.setAttribute("d", plus(x, y, half));
    this.cross.removeAttribute("hidden");
  }

  get middle() {
    return [this.view.x + this.view.width / 2, this.view.y + this.view.height / 2];
  }

  unitsAt(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [at.x, at.y];
  }

  tellSpot(place, [x, y]) {
    const spot = this.spot(x, y);
    if (spot) place(spot);
  }

  spot(x, y) {
    return spotNear((x - this.margin) * this.unit + this.left, this.top - (y - this.margin) * this.unit);
  }

  units(x, y) {
    return [(x - this.left) / this.unit + this.margin, (this.top - y) / this.unit + this.margin];
  }
}

function plus(x, y, half) {
  return `M${x} ${y - half}v${2 * half}M${x - half} ${y}h${2 * half}`;
}
