// Repaints the dashboard that the server drew: the map, its legend and the table, always of one view.
import { fill } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const ROWS_A_FRAME = 100; // of those nobody sees yet, so that the page answers meanwhile
const UNKNOWN = { css: "vlak-onbekend", pattern: "stippen" };

// One view of what /api/dekking/<pillar>/<moment>.json tells: see sociale_kaart/web/dekking/document.py.
export function lookAt(told, state, words) {
  const view = told.views[`${state.groep} ${state.binnen}`];
  const group = told.groups[state.groep];
  const partOf = (measure) => (words.measures[measure].is_per_limit ? view : group);
  const measure = words.measures[state.maat];
  const isLabel = measure.unit === "kind";
  return {
    codes: told.gemeentecodes,
    names: told.gemeentecodes.map((code) => words.names.get(code)),
    kinds: Array.from(view.kinds, Number),
    facts: view.facts,
    isWhole: told.is_whole,
    isLabel,
    measure,
    values: isLabel ? null : partOf(state.maat).values[state.maat],
    steps: isLabel ? [] : partOf(state.maat).steps[state.maat],
    range: isLabel ? null : partOf(state.maat).ranges[state.maat],
    isAtMost: (number) => told.at_most[number] === "1",
    column: (id) => group.counts[id] ?? partOf(id).values[id],
  };
}

export class Painter {
  constructor(root, words, said) {
    this.root = root;
    this.words = words;
    this.said = said;
    this.areas = new Map(
      Array.from(root.querySelectorAll("[data-vlakken] a"), (link) => [link.dataset.code, link]),
    );
    this.rows = new Map(
      Array.from(root.querySelectorAll("[data-tabel] tbody tr"), (row) => [row.dataset.code, row]),
    );
    this.body = root.querySelector("[data-tabel] tbody");
    this.pane = root.querySelector("[data-tabel]").parentElement;
    this.work = null;
    this.place = new Map(words.gemeenten.map(([code], number) => [code, number]));
  }

  // What a reader looks at first, and at once: the map, what it means, and the rows that are on the screen.
  paint(look, state, onScreen) {
    this.map(look);
    this.legend(look, state);
    this.sentences(look, state);
    this.head(["gemeente", ...look.measure.columns], state);
    this.work = this.table(look, state);
    for (let row = 0; row < onScreen; row += 1) this.work.next();
  }

  // The other rows, a few in each frame; false where another view was painted meanwhile.
  async paintRest() {
    const { work } = this;
    for (;;) {
      await nextFrame();
      if (work !== this.work) return false;
      for (let row = 0; row < ROWS_A_FRAME; row += 1) if (work.next().done) return true;
    }
  }

  // How many rows, from the first, until the last one that can be seen.
  rowsOnScreen() {
    const { top, bottom, height } = this.pane.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) return 0;
    return Math.ceil(((innerHeight - top) / height) * this.rows.size);
  }

  map(look) {
    const over = this.root.querySelector("[data-over]");
    const fresh = document.createDocumentFragment();
    look.codes.forEach((code, number) => {
      const link = this.areas.get(code);
      if (!link) return;
      const kind = this.words.kinds[look.kinds[number]];
      const { css, pattern } = fillOf(look, number, kind);
      const shape = link.lastElementChild;
      set(shape, "class", `land ${css}`);
      set(shape, "fill", pattern ? `url(#${pattern})` : null);
      const told = this.told(look, number);
      write(link.firstElementChild, told);
      set(link, "aria-label", told);
      if (look.isLabel || !kind.over) return;
      const shade = document.createElementNS(SVG, "path");
      shade.setAttribute("fill", `url(#${kind.over})`);
      shade.setAttribute("d", shape.getAttribute("d"));
      fresh.append(shade);
    });
    renew(over, [fresh]);
  }

  told(look, number) {
    const label = this.words.kinds[look.kinds[number]].label;
    const value = look.isLabel
      ? ""
      : ` (${this.said.value(look.measure, look.values[number], look.isAtMost(number))})`;
    return `${look.names[number]}: ${label}${value}`;
  }

  legend(look, state) {
    this.root.querySelector("[data-legenda-kop]").textContent = this.said.measure(state);
    const lines = look.isLabel ? this.kindLines(look) : this.stepLines(look);
    renew(this.root.querySelector("[data-legenda]"), lines.map((line) => this.line(line)));
  }

  kindLines(look) {
    const count = counted(look.kinds);
    // Own and unknown are always told.
    return this.words.kind_order
      .filter((kind) => count(kind) || kind === 0 || kind === 4)
      .map((kind) => ({ ...this.words.kinds[kind], text: this.words.kinds[kind].legend, count: count(kind) }));
  }

  stepLines(look) {
    const of = look.values.map((value) => stepOf(look.steps, value));
    const count = counted(of);
    const kinds = counted(look.kinds);
    const gaps = this.words.kinds
      .map((kind, number) => ({ css: "", pattern: kind.over, text: fill(this.words.of_these, { kind: kind.legend }), count: kinds(number) }))
      .filter(({ pattern, count: some }) => pattern && some);
    return [
      ...look.steps.map(([number, low, high]) => ({
        css: `vlak-${number}`,
        pattern: "",
        text: this.said.step(look.measure, low, high),
        count: count(number),
      })),
      { ...UNKNOWN, text: this.words.unknown, count: count(0) },
      ...gaps,
    ];
  }

  line({ css, pattern, text, count }) {
    const item = document.createElement("li");
    const swatch = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({ class: "staal", viewBox: "0 0 36 24", "aria-hidden": "true" })) {
      swatch.setAttribute(name, value);
    }
    const box = document.createElementNS(SVG, "rect");
    const at = { class: `land ${css}`, x: 1, y: 1, width: 34, height: 22 };
    if (pattern) at.fill = `url(#${pattern})`;
    for (const [name, value] of Object.entries(at)) box.setAttribute(name, value);
    swatch.append(box);
    const words = document.createElement("span");
    const howMany = document.createElement("span");
    howMany.className = "uitleg";
    howMany.textContent = `(${this.said.gemeenten(count)})`;
    words.append(`${text} `, howMany);
    item.append(swatch, words);
    return item;
  }

  sentences(look, state) {
    const [first, second, certainty] = this.said.sentences(state, look);
    const said = this.root.querySelector("[data-zinnen]");
    said.querySelector(".samenvatting").textContent = `${first} ${second}`;
    const sure = said.querySelector(".zekerheid");
    if (sure) sure.textContent = certainty;
    const later = this.root.querySelector("[data-later]");
    later.hidden = !(state.datum > later.dataset.later);
    const isThen = this.said.isAtAMoment(state);
    this.root.querySelector("[data-altijd]").hidden = isThen;
    this.root.querySelector("[data-op-een-moment]").hidden = !isThen;
    this.root.querySelector("[data-titel]").textContent = this.said.title(state);
  }

  // Row after row as the view wants them, from the first; a row moves only where another should stand.
  *table(look, state) {
    const { columns } = look.measure;
    const number = new Map(look.codes.map((code, at) => [code, at]));
    const texts = columns.map((id) => this.texts(look, id));
    let here = this.body.firstElementChild;
    for (const [code, row] of this.ordered(look, state, number)) {
      this.row(row, texts, look.kinds[number.get(code)], number.get(code));
      if (row === here) here = here.nextElementSibling;
      else this.body.insertBefore(row, here);
      yield;
    }
  }

  row(row, texts, kind, number) {
    const { cells } = row;
    while (cells.length > texts.length + 1) row.lastElementChild.remove();
    while (cells.length < texts.length + 1) row.append(Object.assign(document.createElement("td"), { className: "getal" }));
    texts.forEach((text, column) => write(cells[column + 1], text[number]));
    const css = `soort soort-${kind}`;
    if (cells[1].className !== css) cells[1].className = css;
  }

  head(ids, state) {
    const [column, down] = order(state);
    const row = this.root.querySelector("[data-tabel] thead tr");
    if (Array.from(row.cells, (cell) => cell.dataset.kolom).join() !== ids.join() || !row.querySelector("button")) {
      renew(row, ids.map(heading));
    }
    ids.forEach((id, at) => {
      const cell = row.cells[at];
      write(cell.firstElementChild, this.said.heading(id, state));
      cell.className = `${at > 1 ? "getal" : ""}${id === state.maat ? " gekozen" : ""}`;
      set(cell, "aria-sort", id !== column ? null : down ? "descending" : "ascending");
    });
  }

  texts(look, id) {
    const measure = this.words.measures[id];
    if (this.isLabel(id)) return look.kinds.map((kind) => this.words.kinds[kind].label);
    const values = look.column(id);
    if (!measure) return values.map((value) => (value === null ? "–" : this.said.number(value)));
    return values.map((value, number) => this.said.value(measure, value, look.isAtMost(number)));
  }

  // What the table shows, in its order, not rounded.
  numbers(look, state) {
    const number = new Map(look.codes.map((code, at) => [code, at]));
    const { columns: ids } = look.measure;
    const columns = ids.map((id) => (this.isLabel(id) ? this.texts(look, id) : look.column(id)));
    const heads = Array.from(this.root.querySelectorAll("[data-tabel] thead th"), (cell) => cell.textContent.trim());
    const rows = this.ordered(look, state, number).map(([code]) => {
      const at = number.get(code);
      return [code, look.names[at], ...columns.map((values) => values[at]), this.said.title(state)];
    });
    return { columns: ["gemeentecode", ...heads, this.words.view], rows };
  }

  isLabel(id) {
    return this.words.measures[id]?.unit === "kind";
  }

  // As table.py: what is not known comes last, and where rows are alike the name decides.
  ordered(look, state, number) {
    const [column, down] = order(state);
    const byName = column === "gemeente";
    const isLabel = column === this.words.usual.maat;
    const sign = down ? -1 : 1;
    const of = isLabel || byName ? null : look.column(column);
    const value = (at) => (isLabel ? this.words.gravity.indexOf(look.kinds[at]) : of[at]);
    return Array.from(this.rows).sort(([one], [other]) => {
      const names = this.place.get(one) - this.place.get(other);
      if (byName) return sign * names;
      const [a, b] = [value(number.get(one)), value(number.get(other))];
      if (a === null || b === null) return (a === null) - (b === null) || names;
      return sign * (a - b) || names;
    });
  }
}

// "-afstand" is from high to low.
export function order({ sorteer }) {
  return sorteer.startsWith("-") ? [sorteer.slice(1), true] : [sorteer, false];
}

// Once what was written is on the screen.
function nextFrame() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
}

function set(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// replaceChildren, for browsers of before 2020.
function renew(parent, children) {
  parent.textContent = "";
  parent.append(...children);
}

function heading(id) {
  const cell = Object.assign(document.createElement("th"), { scope: "col" });
  cell.dataset.kolom = id;
  cell.append(Object.assign(document.createElement("button"), { type: "button", className: "sorteer" }));
  return cell;
}

function fillOf(look, number, kind) {
  if (look.isLabel) return kind;
  const step = stepOf(look.steps, look.values[number]);
  return step ? { css: `vlak-${step}`, pattern: "" } : UNKNOWN;
}

function stepOf(steps, value) {
  if (value === null) return 0;
  const found = steps.find(([, low, high]) => value >= low && (high === null || value <= high));
  return found ? found[0] : 0;
}

function counted(numbers) {
  const count = new Map();
  for (const number of numbers) count.set(number, (count.get(number) ?? 0) + 1);
  return (number) => count.get(number) ?? 0;
}
