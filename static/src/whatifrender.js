// Puts what a plan brings on the page: the same elements as templates/wat-als.html, filled from its own templates.
import { fill } from "./words.js";
import { addressOf, setAside, swapped, withStep, withoutStep } from "./whatifaddress.js";

const KEYS = ["a", "b"];

export class Sheet {
  constructor(section, words, usual) {
    this.section = section;
    this.words = words;
    this.usual = usual;
    this.most = Number(section.dataset.meeste);
    this.targets = JSON.parse(section.dataset.doelen); // pillar, places and words of each
  }

  // outcomes: of the plan, and of the other one where there is one.
  draw(asked, ground, outcomes) {
    this.drawPlans(asked, ground, outcomes);
    this.drawFigures(asked, outcomes);
    KEYS.forEach((key, at) => this.drawChanges(key, asked, ground, outcomes[at]));
    this.drawLinks(asked);
    this.drawForms(asked);
  }

  // What stands in headings of the help and the limit that were chosen.
  drawTitles(asked) {
    const { pillar, limit } = asked, { told } = this.words, moment = this.words.moment(asked);
    const name = this.section.querySelector("#wa-pijler").querySelector(`[value="${CSS.escape(pillar)}"]`)?.textContent ?? pillar;
    this.section.querySelector('[data-titel="places"]').textContent = fill(moment ? told.title_places_at : told.title_places, { pillar: name, moment });
    this.section.querySelector('[data-titel="places_unknown"]').textContent = told.titles_unknown[moment ? 1 : 0];
    this.section.querySelector('[data-titel="persons_within"]').textContent = fill(told.title_within, { km: limit });
    this.section.querySelector('[data-als="moment"]').hidden = !moment;
    this.section.querySelector("[data-momentzin]").textContent = moment && fill(told.at_moment, { moment });
    for (const row of this.section.querySelectorAll("[data-doel]")) {
      row.hidden = Boolean(moment) || this.targets[row.dataset.doel][0] !== pillar;
    }
  }

  drawPlans(asked, ground, outcomes) {
    this.section.querySelector('[data-plan="b"]')?.remove();
    const first = this.section.querySelector('[data-plan="a"]');
    if (outcomes[1]) first.after(document.createElement("div"));
    const boxes = outcomes[1] ? [first, first.nextElementSibling] : [first];
    boxes.forEach((box, at) => {
      box.dataset.plan = KEYS[at];
      const steps = Object.assign(document.createElement("ol"), { className: "wa-stappen" });
      steps.dataset.stappen = "";
      steps.append(...outcomes[at].steps.map((taken, number) => this.stepRow(asked, ground, taken, at ? null : number)));
      box.replaceChildren(steps);
      if (outcomes[1]) box.prepend(textElement("h3", this.nameOf(asked, KEYS[at])));
      else if (!outcomes[at].steps.length) box.prepend(textElement("p", this.words.told.no_step));
    });
  }

  stepRow(asked, ground, taken, number) {
    const row = this.row("stap", { tekst: this.words.step(taken, ground), reden: this.words.remark(taken, Boolean(this.words.moment(asked))) });
    const link = row.querySelector("[data-weg]");
    if (number === null) link.remove();
    else link.href = this.address(withoutStep(asked, number));
    return row;
  }

  drawFigures(asked, outcomes) {
    const columns = [["nu", outcomes[0].now, null], ...outcomes.map((one, at) => [KEYS[at], one.whole, one])];
    for (const [key, whole, outcome] of columns) {
      for (const [name, text] of Object.entries(this.cells(whole, outcome))) this.cell(`${key}.${name}`).textContent = text;
    }
    this.section.querySelector('[data-als="twee-uren"]').hidden = !columns.some(([, whole]) => this.words.isTwoHours(whole));
    for (const key of KEYS) this.section.querySelector(`[data-kop="${key}"]`).textContent = this.nameOf(asked, key);
    for (const one of this.section.querySelectorAll('[data-kop="b"], [data-cel^="b."]')) one.hidden = outcomes.length < 2;
  }

  cells(whole, outcome) {
    const { words } = this;
    // Without any place there are none only where no gemeente is unknown.
    const isUnknown = !whole.places && whole.kinds.nearby + whole.kinds.unknown > 0;
    return {
      places: words.count(whole.places),
      places_unknown: words.count(whole.places_unknown),
      persons_within: words.within(whole),
      persons_beyond: words.persons(whole.persons_beyond, whole.is_open),
      ...(outcome ? this.gains(outcome) : { gaining: "–", losing: "–" }),
      mean_distance_m: words.metres(whole),
      hours: isUnknown ? words.said.unknown : words.hours(whole.hours_per_week_low, whole.hours_per_week_high),
      ...Object.fromEntries(this.targets.map(([, count], at) => [`doel${at}`, words.count(Math.max(count - whole.places, 0))])),
      ...Object.fromEntries(Object.entries(whole.kinds).map(([kind, count]) => [kind, words.count(count)])),
    };
  }

  // How many people a plan brings a place, and takes one from: at most so many where some may have another.
  gains(outcome) {
    const isAtMost = (name, side) => outcome.changes.some((one) => one[name] && one[side].is_open);
    return {
      gaining: this.words.persons(total(outcome, "gaining"), isAtMost("gaining", "before")),
      losing: this.words.persons(total(outcome, "losing"), isAtMost("losing", "after")),
    };
  }

  cell(name) {
    return this.section.querySelector(`[data-cel="${name}"]`);
  }

  drawChanges(key, asked, ground, outcome) {
    const box = this.section.querySelector(`[data-veranderd="${key}"]`);
    box.hidden = !outcome;
    if (!outcome) return;
    box.querySelector("h3").textContent = this.nameOf(asked, key);
    box.querySelector("[data-niets]").hidden = outcome.shown.length > 0;
    box.querySelector(".schuif").hidden = !outcome.shown.length;
    box.querySelector("[data-rijen]").replaceChildren(...outcome.shown.map((one) => this.changeRow(one, ground)));
  }

  changeRow({ block, before, after, gaining, losing }, ground) {
    const { words } = this;
    const row = this.row("gemeente", {
      naam: ground.points.names[block],
      gaining: words.persons(gaining, before.is_open),
      losing: words.persons(losing, after.is_open),
      places_before: words.places(before),
      places_after: words.places(after, before),
      persons_beyond_before: words.beyond(before),
      persons_beyond_after: words.beyond(after),
      mean_distance_m_before: words.metres(before),
      mean_distance_m_after: words.metres(after),
    });
    for (const [name, one] of [["before", before], ["after", after]]) {
      const sign = row.querySelector(`[data-v="${name}"]`);
      sign.className = `wa-stand wa-${one.kind}`;
      sign.textContent = words.kind(one.kind);
    }
    return row;
  }

  drawNext(asked, next, places) {
    const table = this.section.querySelector("[data-volgende]");
    const rows = next.map(({ row, gained, atLeast }) => {
      const told = this.row("volgende", {
        naam: this.words.names[row],
        soort: places.library[row] === "1" ? this.words.told.library : "",
        gained: this.words.count(gained),
        at_least: this.words.count(atLeast),
      });
      const link = told.querySelector("[data-erbij]");
      link.dataset.erbij = places.code[row];
      if (asked.steps.length < this.most) link.href = this.address(withStep(asked, { kind: "b", code: "", to: { code: places.code[row] } }));
      else link.remove();
      return told;
    });
    table.querySelector("[data-rijen]").replaceChildren(...rows);
    table.parentElement.hidden = !rows.length;
    this.section.querySelector("[data-geen-volgende]").hidden = rows.length > 0;
  }

  drawLinks(asked) {
    const bare = { ...asked, steps: [], name: "", other: null, librariesOnly: false };
    const hrefs = {
      "[data-opzij]": this.address(setAside(asked)),
      "[data-wissel]": this.address(swapped(asked)),
      "[data-opnieuw]": this.address(bare),
      "[data-adres]": this.address(asked),
    };
    for (const [selector, href] of Object.entries(hrefs)) this.section.querySelector(selector).href = href;
    const back = this.section.querySelector("[data-terug]");
    back.href = addressOf(bare, this.usual, back.href.split("?")[0]);
    for (const link of this.section.querySelectorAll("[data-bestand]")) {
      link.href = addressOf(asked, this.usual, link.href.split("?")[0]);
    }
    const now = this.section.querySelector("[data-beeld-nu]");
    if (now) now.href = addressOf(bare, this.usual, now.href.split("?")[0]);
    const only = this.section.querySelector("[data-alleen]");
    only.href = this.address({ ...asked, librariesOnly: !asked.librariesOnly });
    only.textContent = asked.librariesOnly ? this.words.told.all_places : this.words.told.only_libraries;
    for (const one of this.section.querySelectorAll('[data-als="stappen"]')) one.hidden = !asked.steps.length;
    for (const one of this.section.querySelectorAll('[data-als="tweede"]')) one.hidden = !asked.other;
  }

  // What a form would send, should the server have to answer it.
  drawForms(asked) {
    const said = new URLSearchParams(this.address(asked).split("?")[1] ?? "");
    for (const form of this.section.querySelectorAll("form")) {
      const own = new Set([...form.elements].filter((one) => one.type !== "hidden").map((one) => one.name));
      for (const one of form.querySelectorAll('input[type="hidden"]:not([name="doe"])')) one.remove();
      for (const [name, value] of said) {
        if (!own.has(name)) form.prepend(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
    }
    this.section.querySelector("#wa-naam").value = asked.name;
    for (const [name, value] of [["pijler", asked.pillar], ["groep", asked.group], ["moment", asked.moment], ["datum", asked.day], ["binnen", asked.limit]]) {
      const field = this.section.querySelector(`#wa-${name}`);
      if (field) field.value = value;
    }
  }

  nameOf(asked, key) {
    if (key === "a") return asked.name || this.words.told.your_plan;
    return asked.other?.name || this.words.told.other_plan;
  }

  row(name, cells) {
    const row = this.section.querySelector(`template[data-rij="${name}"]`).content.firstElementChild.cloneNode(true);
    for (const cell of row.querySelectorAll("[data-v]")) if (cell.dataset.v in cells) cell.textContent = cells[cell.dataset.v];
    return row;
  }

  address(asked) {
    return addressOf(asked, this.usual);
  }
}

export function total(outcome, name) {
  return outcome.changes.reduce((sum, change) => sum + change[name], 0);
}

function textElement(tag, text) {
  return Object.assign(document.createElement(tag), { textContent: text });
}
