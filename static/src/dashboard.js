// The dashboard of /dekking: a changed choice repaints map, table and sentences at once, and stands in the address.
// Everything is there without it: links, a form and a drawing from the server.
import { leadToCode, offerTable } from "./dashboardfile.js";
import { startMap } from "./dashboardmap.js";
import { lookAt, order, Painter, write } from "./dashboardpaint.js";
import { Said } from "./dashboardsaid.js";
import { lookUp } from "./lookup.js";
import { fill } from "./words.js";

const FIELDS = ["maat", "groep", "binnen", "moment", "datum"];
// What a phone shows when it is asked for, or chosen.
const NARROWING = ["groep", "binnen", "moment", "datum"];
// As an address from the server has them.
const QUERY = ["pijler", "maat", "groep", "moment", "datum", "binnen", "sorteer"];
const USUAL_ORDER = "plek";
const WEEKDAY = /^.*?(ochtend|middag|avond|zonder-afspraak)$/;

export function startDashboard(root) {
  const words = JSON.parse(root.querySelector("[data-woorden]").textContent);
  new Dashboard(root, words).start();
}

class Dashboard {
  constructor(root, words) {
    this.root = root;
    this.words = { ...words, names: new Map(words.gemeenten) };
    this.said = new Said(words);
    this.painter = new Painter(root, this.words, this.said);
    this.form = root.querySelector("[data-keuzes]");
    this.figure = root.querySelector("[aria-labelledby=beeld]");
    this.note = root.querySelector("[data-stand]");
    this.usual = { ...words.usual, sorteer: USUAL_ORDER };
    this.told = new Map();
    // Of which view the kinds of help say their gaps.
    this.saidOf = root.dataset.beeld;
    this.state = this.read();
    // The moment of the week that a day took the place of.
    this.moment = this.state.moment;
    const chosen = root.querySelector("[data-pijler][aria-current]").dataset.pijler;
    this.titleEnd = document.title.slice(this.pageTitle(chosen).length);
  }

  pageTitle(pillar) {
    return fill(this.words.page_title, { pillar: this.words.pillars[pillar] });
  }

  start() {
    startMap(this.root, this.words);
    this.showChosenKind();
    this.form.querySelector("[data-zonder-script]").hidden = true;
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => {
      const { datum } = this.form.elements;
      // A day that was typed may be one of which nobody knows anything.
      if (datum && !datum.checkValidity()) this.note.textContent = this.root.querySelector("[data-dagen]").textContent;
      else this.go(this.chosen());
    });
    for (const tab of this.root.querySelectorAll("[data-pijler]")) {
      tab.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        this.go({ ...this.state, pijler: tab.dataset.pijler });
      });
    }
    this.root.querySelector("[data-tabel] thead").addEventListener("click", (event) => {
      const cell = event.target.closest("th");
      if (!cell || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.sort(cell.dataset.kolom);
    });
    // A gemeente leads back to the view that somebody came from.
    for (const sign of ["pointerdown", "focusin", "click"]) {
      this.root.addEventListener(sign, ({ target }) => this.leadBack(target.closest("[data-vlakken] a, tbody th a")), true);
    }
    addEventListener("popstate", () => this.show(this.read()));
    for (const link of this.root.querySelectorAll("[data-tabel-csv]")) offerTable(link, () => this);
    // A page that is a file shows the usual view: what its address asks is painted here.
    const told = this.isLeftOut() ? this.words.not_here : "";
    if (told) history.replaceState(null, "", `${location.pathname}${this.query(this.state)}`);
    this.show(this.state, { isFirst: true, told });
    this.painter.head(this.columns(), this.state);
  }

  leadBack(link) {
    if (link) link.setAttribute("href", `${link.getAttribute("href").split("?")[0]}${this.query(this.state)}`);
  }

  columns() {
    return ["gemeente", ...this.words.measures[this.state.maat].columns];
  }

  read() {
    const asked = new URLSearchParams(location.search);
    const state = { ...this.usual };
    for (const name of QUERY) if (this.knows(name, asked.get(name))) state[name] = asked.get(name);
    const [by] = order(state);
    if (by !== USUAL_ORDER && !["gemeente", ...this.words.measures[state.maat].columns].includes(by)) state.sorteer = USUAL_ORDER;
    return this.onADay(state);
  }

  // A server refuses what it does not know; a page that is a file shows the usual view then.
  knows(name, value) {
    if (!value || name === "sorteer") return Boolean(value);
    if (name === "pijler") return Boolean(lookUp(this.words.pillars, value));
    const field = this.form.elements.namedItem(name);
    return Boolean(field) && (!field.options || [...field.options].some((one) => one.value === value));
  }

  // Whether the address asks what this page has not.
  isLeftOut() {
    const asked = new URLSearchParams(location.search);
    return QUERY.some((name) => asked.get(name) && !this.knows(name, asked.get(name)));
  }

  // Of a moment of the week only the part of the day is left once the day is named; as moments.of_a_day.
  onADay(state) {
    if (!state.datum) return state;
    const part = WEEKDAY.exec(state.moment);
    return { ...state, moment: part ? part[1] : this.usual.moment };
  }

  chosen() {
    const state = { ...this.state };
    for (const name of FIELDS) {
      const field = this.form.elements.namedItem(name);
      if (field) state[name] = field.value || this.usual[name];
    }
    if (state.datum && !this.state.datum) this.moment = state.moment;
    // Without its day, a moment is the one of the week again, unless somebody chose another.
    const { moment: left } = this.onADay({ ...this.state, moment: this.moment });
    if (!state.datum && this.state.datum && state.moment === left) state.moment = this.moment;
    return this.onADay(state);
  }

  query(state) {
    const said = new URLSearchParams();
    for (const name of QUERY) if (state[name] !== this.usual[name]) said.set(name, state[name]);
    const query = said.toString();
    return query ? `?${query}` : "";
  }

  go(state) {
    history.pushState(null, "", `${location.pathname}${this.query(state)}`);
    return this.show(state);
  }

  sort(column) {
    const [by, down] = order(this.state);
    this.state = { ...this.state, sorteer: by === column && !down ? `-${column}` : column };
    history.replaceState(null, "", `${location.pathname}${this.query(this.state)}`);
    this.show(this.state);
  }

  async show(state, { isFirst = false, told: first = "" } = {}) {
    this.state = state;
    // Asked before anything is written: later the browser would have to lay the page out for the answer.
    const onScreen = this.painter.rowsOnScreen();
    this.fields(state);
    const key = this.key(state);
    if (!this.ready(key) && !isFirst) this.note.textContent = this.words.busy;
    this.busy(true);
    try {
      const told = await this.fetch(state);
      // Somebody chose again meanwhile.
      if (this.key(this.state) !== key) return;
      this.look = lookAt(told, this.state, this.words);
      this.painter.paint(this.look, this.state, onScreen);
      this.figure.setAttribute("aria-busy", "false");
      this.gaps();
      if (!(await this.painter.paintRest()) || this.key(this.state) !== key) return;
      this.note.textContent = isFirst ? first : this.words.ready;
    } catch {
      if (this.key(this.state) === key) this.note.textContent = this.words.failed;
    }
    if (this.key(this.state) !== key) return;
    this.busy(false);
    this.fetchOthers(key);
  }

  // The figure is ready before the table below it is.
  busy(isBusy) {
    for (const part of [this.root, this.figure]) part.setAttribute("aria-busy", String(isBusy));
  }

  // In a line of kinds that is pushed aside on a phone; it moves nothing else.
  showChosenKind() {
    const chosen = this.root.querySelector("[data-pijler][aria-current]").parentElement, line = chosen.parentElement;
    line.scrollLeft = chosen.getBoundingClientRect().left - line.firstElementChild.getBoundingClientRect().left;
  }

  fields(state) {
    for (const name of FIELDS) {
      const field = this.form.elements.namedItem(name);
      if (field) field.value = state[name];
    }
    // Never taken away: somebody may stand in a field that would go.
    if (NARROWING.some((name) => state[name] !== this.usual[name])) this.form.classList.add("is-gekozen");
    const kind = this.form.elements.namedItem("pijler");
    if (kind) kind.value = state.pijler;
    for (const tab of this.root.querySelectorAll("[data-pijler]")) {
      const { pijler } = tab.dataset;
      tab.href = `${location.pathname}${this.query({ ...state, pijler, sorteer: this.usual.sorteer })}`;
      if (pijler === state.pijler) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    for (const part of this.root.querySelectorAll("[data-verloop]")) {
      part.hidden = part.dataset.verloop !== state.pijler;
    }
    for (const link of this.root.querySelectorAll("[data-neem-mee]")) {
      link.href = `${link.href.split("?")[0]}${this.query(state)}`;
    }
    const [pillar, when] = this.key(state).split("/");
    this.root.querySelector("[data-json]").href = this.address(pillar, when);
    document.title = `${this.pageTitle(state.pijler)}${this.titleEnd}`;
    for (const link of this.root.querySelectorAll("[data-neem-pijler]")) {
      link.href = `${link.href.split("?")[0]}?${new URLSearchParams({ pijler: state.pijler })}`;
    }
    for (const link of this.root.querySelectorAll("[data-neem-soort]")) leadToCode(link, state.pijler);
    for (const option of this.form.elements.namedItem("maat").options) {
      write(option, this.said.measure({ ...state, maat: option.value }));
    }
  }

  // How many gaps each kind of help has in this view, where that is known by now.
  gaps() {
    const view = `${this.state.groep} ${this.state.binnen}`;
    const saidOf = `${view} ${this.key(this.state).split("/")[1]}`;
    for (const tab of this.root.querySelectorAll("[data-pijler]")) {
      const told = this.ready(this.key({ ...this.state, pijler: tab.dataset.pijler }));
      const said = tab.querySelector("[data-gaten]");
      if (told) write(said, this.said.gaps(told.views[view].facts, told.is_whole));
      else if (saidOf !== this.saidOf) write(said, "");
    }
    this.saidOf = saidOf;
  }

  key({ pijler, moment, datum }) {
    const part = moment === this.usual.moment ? "" : `-${moment}`;
    return `${pijler}/${datum ? `${datum}${part}` : moment}`;
  }

  ready(key) {
    const told = this.told.get(key);
    return told && !(told instanceof Promise) ? told : null;
  }

  fetch(state) {
    const key = this.key(state);
    if (!this.told.has(key)) {
      const asked = this.ask(key).then(
        (told) => {
          this.told.set(key, told);
          return told;
        },
        (fault) => {
          this.told.delete(key);
          throw fault;
        },
      );
      this.told.set(key, asked);
    }
    return this.told.get(key);
  }

  async ask(key) {
    const [pillar, when] = key.split("/");
    const answer = await fetch(this.address(pillar, when));
    if (!answer.ok) throw new Error(`${answer.status} for ${key}`);
    return answer.json();
  }

  address(pillar, when) {
    const [pillarBlank, whenBlank] = this.words.blanks;
    return this.words.data.replace(pillarBlank, pillar).replace(whenBlank, when);
  }

  // The other kinds of help at the same moment, one after another, once this one is on the screen.
  async fetchOthers(key) {
    if (navigator.connection && navigator.connection.saveData) return;
    for (const pijler of Object.keys(this.words.pillars)) {
      if (this.key(this.state) !== key) return;
      try {
        await this.fetch({ ...this.state, pijler });
      } catch {
        return;
      }
      if (this.key(this.state) === key) this.gaps();
    }
  }
}
