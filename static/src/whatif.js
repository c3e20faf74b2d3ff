// What if: plans are links and forms that work by themselves; here each is reckoned at once, without asking the server.
import { addressOf, readAddress, withStep } from "./whatifaddress.js";
import { Files } from "./whatifdata.js";
import { Drawing } from "./whatifmap.js";
import { Forms } from "./whatifforms.js";
import { offerFiles } from "./whatiffiles.js";
import { Sheet, total } from "./whatifrender.js";
import { Words } from "./whatifwords.js";
import { fill } from "./words.js";

export async function startWhatIf(section) {
  const told = JSON.parse(section.querySelector("[data-woorden]").textContent);
  try {
    await new WhatIf(section, told).start();
  } catch (fault) {
    console.error(fault);
    section.querySelector("[data-melding]").textContent = told.failed;
  }
}

class WhatIf {
  constructor(section, told) {
    const { bestanden, groepen, gewoon } = section.dataset;
    this.section = section;
    this.told = told;
    this.usual = JSON.parse(gewoon);
    this.files = new Files(JSON.parse(bestanden), JSON.parse(groepen));
    this.isFrozen = document.documentElement.dataset.site === "bestanden";
    this.turn = 0;
  }

  async start() {
    const asked = readAddress(window.location.search, this.usual);
    if (!asked) return; // the server has said so
    const [names] = await Promise.all([this.files.names(), this.files.groundFor(asked)]);
    const words = new Words(this.told, names);
    this.sheet = new Sheet(this.section, words, this.usual);
    this.drawing = new Drawing(this.section, {
      kinds: this.told.said.kinds,
      place: (spot) => this.add({ kind: "b", code: "", to: spot }),
      told: (spot) => this.tellCross(spot),
    });
    this.forms = new Forms(this.section, {
      files: this.files, words, isFrozen: this.isFrozen,
      say: (sentence) => this.say(sentence),
      add: (step) => this.add(step),
    });
    if (this.isFrozen) offerFiles(this.section, () => this, words);
    this.listen();
    await this.show(asked);
    this.section.dataset.klaar = "";
  }

  listen() {
    this.section.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || isElsewhere(link, event)) return;
      event.preventDefault();
      const isGoing = link.closest("[data-rijen], [data-stappen]"); // it will not be there any more
      const { erbij } = link.dataset;
      const going = erbij ? this.add({ kind: "b", code: "", to: { code: erbij } }) : this.go(new URL(link.href));
      going.then(() => isGoing && this.section.querySelector("#plan").focus());
    });
    const choices = this.section.querySelector("[data-keuzes]");
    const choose = (event) => {
      event.preventDefault();
      const { pijler, groep, binnen } = choices.elements;
      this.goTo({ ...this.asked, pillar: pijler.value, group: groep.value, limit: binnen.value });
    };
    choices.addEventListener("submit", choose);
    choices.addEventListener("change", choose);
    this.section.querySelector("[data-naamvak]").addEventListener("submit", (event) => {
      event.preventDefault();
      this.goTo({ ...this.asked, name: event.target.elements.naam.value });
    });
    window.addEventListener("popstate", () => this.showAddress(window.location.search));
  }

  add(step) {
    if (this.asked.steps.length >= this.sheet.most) {
      this.say(fill(this.told.too_many, { most: this.sheet.most }));
      return Promise.resolve();
    }
    return this.goTo(withStep(this.asked, step));
  }

  goTo(asked) {
    return this.go(new URL(addressOf(asked, this.usual), window.location.href));
  }

  go(address) {
    window.history.pushState(null, "", address.pathname + address.search);
    return this.showAddress(address.search);
  }

  async showAddress(search) {
    const asked = readAddress(search, this.usual);
    if (!asked) return;
    this.section.querySelector("[data-opties]")?.remove();
    this.asked = asked; // at once: whoever takes the next step before this one is reckoned loses neither
    try {
      await this.show(asked);
    } catch (fault) {
      console.error(fault);
      this.say(this.told.failed);
      return;
    }
    const [first] = this.outcomes;
    this.say(fill(this.told.reckoned, { gaining: this.sheet.words.count(total(first, "gaining")), losing: this.sheet.words.count(total(first, "losing")) }));
  }

  async show(asked) {
    this.turn += 1;
    const { turn } = this;
    const ground = await this.files.groundFor(asked);
    if (turn !== this.turn) return; // somebody went on meanwhile
    performance.mark("watals-begin");
    this.asked = asked;
    this.ground = ground;
    this.outcomes = [asked, ...(asked.other ? [asked.other] : [])].map(({ steps }) => ground.outcome(steps));
    performance.measure("watals-reckoned", "watals-begin");
    this.sheet.drawTitles(asked);
    this.sheet.draw(asked, ground, this.outcomes);
    this.drawing.draw(ground, this.outcomes[0]);
    performance.measure("watals-drawn", "watals-begin");
    await new Promise((resolve) => setTimeout(resolve));
    if (turn !== this.turn) return;
    performance.mark("watals-next-begin");
    this.next = ground.next(this.outcomes[0], asked.librariesOnly);
    this.sheet.drawNext(asked, this.next, ground.places);
    this.forms.draw(ground, this.outcomes[0]);
    performance.measure("watals-next", "watals-next-begin");
    this.section.watals = this; // for who looks from outside, such as a test
  }

  // What any address of this page brings, without showing it.
  async reckon(search) {
    const asked = readAddress(search, this.usual);
    const ground = await this.files.groundFor(asked);
    const outcome = ground.outcome(asked.steps);
    return { outcome, next: ground.next(outcome, asked.librariesOnly), codes: ground.points.codes };
  }

  async tellCross(spot) {
    if (!this.ground.borders) this.ground.spots = await this.files.read("borders");
    const at = spot ? this.ground.borders.at(spot.x, spot.y) : -1;
    const sentence = at < 0 ? this.told.cross_outside : fill(this.told.cross, { gemeente: this.ground.points.names[at] });
    this.section.querySelector("[data-kruiswoorden]").textContent = sentence;
  }

  say(sentence) {
    this.section.querySelector("[data-melding]").textContent = sentence;
  }
}

function isElsewhere(link, event) {
  const { pathname, origin } = window.location;
  const opensElsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return opensElsewhere || link.hasAttribute("download") || link.origin !== origin || link.pathname !== pathname || "adres" in link.dataset
    || link.closest("[data-opties]") !== null; // a form's question is the server's to answer
}
