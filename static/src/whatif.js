// What if: plans are links and forms that work by themselves; here each is reckoned at once, without asking the server.
import { addressOf, asOffered, readAddress, whenOf, withStep } from "./whatifaddress.js";
import { Files } from "./whatifdata.js";
import { Drawing } from "./whatifmap.js";
import { Forms } from "./whatifforms.js";
import { offerFiles } from "./whatiffiles.js";
import { Sheet } from "./whatifrender.js";
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
    const { bestanden, open, gewoon } = section.dataset;
    this.section = section;
    this.told = told;
    this.usual = JSON.parse(gewoon);
    this.files = new Files(JSON.parse(bestanden), JSON.parse(open), this.usual);
    this.isFrozen = document.documentElement.dataset.site === "bestanden";
    this.turn = 0;
  }

  async start() {
    const asked = this.read(window.location.search);
    if (!asked) return; // the server has said so
    this.asked = asked;
    this.words = new Words(this.told);
    this.sheet = new Sheet(this.section, this.words, this.usual);
    this.drawing = new Drawing(this.section, {
      kinds: this.told.said.kinds,
      place: (spot) => this.add({ kind: "b", code: "", to: spot }),
      told: (spot) => this.tellCross(spot).catch(console.error),
    });
    this.forms = new Forms(this.section, {
      files: this.files, words: this.words, isFrozen: this.isFrozen,
      say: (sentence) => this.say(sentence),
      add: (step) => this.add(step),
      ready: () => this.ready(),
    });
    this.listen();
    this.section.watals = this; // for who looks from outside, such as a test
    if (this.isFrozen) {
      offerFiles(this.section, () => this, this.words);
      await this.ready();
      this.tellLeftOut(window.location.search);
    }
    this.section.dataset.klaar = "";
  }

  read(search) {
    const asked = readAddress(search, this.usual);
    return asked && this.isFrozen ? asOffered(asked, this.usual, this.section.querySelector("[data-keuzes]")) : asked;
  }

  // Where an address asks what this site has not, it then says what is shown.
  tellLeftOut(search) {
    const asked = readAddress(search, this.usual);
    if (!asked || addressOf(asked, this.usual) === addressOf(this.asked, this.usual)) return;
    window.history.replaceState(null, "", addressOf(this.asked, this.usual));
    this.say(this.told.not_here);
  }

  // The page is reckoned already: what a browser needs for the next step comes once somebody shows a sign of taking it.
  ready() {
    if (this.showing) return this.showing.then(() => (this.forms.ground ? null : this.ready())); // another may have overtaken it
    return this.show(this.asked).then(() => this.ready());
  }

  listen() {
    for (const sign of ["pointerover", "focusin", "touchstart"]) {
      this.section.addEventListener(sign, () => this.files.groundFor(this.asked).catch(() => {}), { once: true, passive: true });
    }
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
      const { pijler, groep, moment, datum, binnen } = choices.elements;
      if (datum && !datum.checkValidity()) {
        this.say(this.told.day_range);
        return;
      }
      const when = whenOf(moment.value, datum?.value ?? this.asked.day, this.usual);
      this.goTo({ ...this.asked, ...when, pillar: pijler.value, group: groep.value, limit: binnen.value });
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
    const asked = this.read(search);
    if (!asked) return;
    this.section.querySelector("[data-opties]")?.remove();
    this.asked = asked; // at once: whoever takes the next step before this one is reckoned loses neither
    try {
      await this.show(asked);
    } catch (fault) {
      console.error(fault);
      this.say(this.told.failed);
      if (!this.isFrozen) window.location.reload(); // the server reckons what this address asks
      return;
    }
    const [first] = this.outcomes;
    this.say(fill(this.told.reckoned, this.sheet.gains(first)));
    this.tellLeftOut(search);
  }

  show(asked) {
    const showing = this.drawAll(asked).catch((fault) => {
      if (this.showing === showing) this.showing = null; // the next who asks tries again
      throw fault;
    });
    this.showing = showing;
    return showing;
  }

  async drawAll(asked) {
    this.turn += 1;
    const { turn } = this;
    const [ground, names] = await Promise.all([this.files.groundFor(asked), this.files.names()]);
    if (turn !== this.turn) return; // somebody went on meanwhile
    this.words.names = names;
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
  }

  // What any address of this page brings, without showing it.
  async reckon(search) {
    const asked = readAddress(search, this.usual);
    const ground = await this.files.groundFor(asked);
    const outcome = ground.outcome(asked.steps);
    return { outcome, next: ground.next(outcome, asked.librariesOnly), codes: ground.points.codes };
  }

  async tellCross(spot) {
    this.cross = spot;
    const gemeente = spot ? await this.files.gemeenteOf(spot) : "";
    if (this.cross !== spot) return; // moved on meanwhile
    this.section.querySelector("[data-kruiswoorden]").textContent = gemeente ? fill(this.told.cross, { gemeente }) : this.told.cross_outside;
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
