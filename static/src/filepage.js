// The page of results, as resultaten.html writes it, out of the list of the same help that was published as a file.
import { asElement, cardHtml, fetchCards } from "./filecards.js";
import { say, sayFromWhen, tellEnd } from "./filesite.js";
import { fetchOnce } from "./filedata.js";
import { fillForm, fillForms, hidden, passOn } from "./fileforms.js";
import { findPosition, gemeenteAt } from "./filenames.js";
import { addressOf, nextPart } from "./filequestion.js";
import { leftOutForAppointment, select } from "./fileselect.js";
import { addDays } from "./filetime.js";
import { FAR_M, Words, capitalised, escapeHtml } from "./filewords.js";

const PER_PAGE = 10;
const MOST_ALTERNATIVES = 3;
const ADDRESSES = ["href", "src", "action", "data-punten", "data-namen", "data-omtrek", "data-plek", "data-werker", "data-stijl", "data-suggest"];
const NOTHING = { when: { choice: "altijd" }, facets: { afspraak: "", drempelvrij: "", taal: "", gratis: "" }, withUnknown: false, page: 1 };

export async function answer({ site, tables, query, now, main }) {
  const words = new Words(site);
  fillForm(main, query);
  if (query.faults.length) return say(query.faults.map(escapeHtml).join(" "));
  const told = query.zoek ? await findPosition(query.zoek) : { position: query.start };
  if (!("position" in told)) return askAgain(main, site, words, query, told);
  const position = await placed(told.position);
  const shown = select(tables, query, now, position);
  const pages = Math.max(1, Math.ceil(shown.rows.length / PER_PAGE));
  if (query.page > pages) return say(`${words.counted("pages", pages)} ${toPage(query, site, pages)}`);
  const page = await fetchPage(site.at("list", query.need));
  const results = new Results({ site, tables, query, now, words, position, shown, hulplijn: main.querySelector(".hulplijn") });
  await results.fill(page);
  entitle(results.title);
  main.replaceChildren(...page.childNodes);
  tellEnd(tables, query, now, words);
}

// Text is no pattern: a "$&" in it stays what it is.
function entitle(said) {
  document.title = document.title.replace(/^.*( – )/, (_, dash) => said + dash);
}

async function placed(position) {
  if (!position || position.gemeentecode !== undefined) return position;
  return { ...position, gemeentecode: await gemeenteAt(position.lon, position.lat) };
}

function toPage(query, site, page) {
  const address = `${addressOf(query, site, { pagina: page > 1 ? page : "" })}#lijst`;
  return `<a href="${escapeHtml(address)}">${site.sentences.list.last_page}</a>.`;
}

function askAgain(main, site, words, query, told) {
  const { position } = site.sentences;
  const links = (labels) => `<ul class="bedoelt">${labels.map((label) => `<li><a href="${escapeHtml(addressOf(query, site, { zoek: label, pagina: "" }))}">${escapeHtml(label)}</a></li>`).join("")}</ul>`;
  let html = "";
  if (told.options) html = `<h2 id="gevonden">${position.which}</h2><p>${words.fill(position.several, { name: query.zoek })}</p>${links(told.options)}`;
  else {
    const [reason, advice] = position.unfound[told.why].map((said) => words.fill(said, { name: told.name, place: told.place }));
    html = told.suggestions.length ? `<h2 id="gevonden">${position.meant}</h2><p>${reason}</p>${links(told.suggestions)}` : `<h2 id="gevonden">${reason.replace(/\.$/, "")}</h2><p>${advice}</p>`;
  }
  const note = asElement(html, "div", site.root);
  note.className = "melding";
  main.querySelector("h1").after(note);
  for (const [name, value] of Object.entries(query.said)) {
    if (value && !["zoek", "plek", "gebied", "hulp"].includes(name)) main.querySelector("form#vraag").append(hidden(name, value));
  }
  const button = main.querySelector(".zoekregel button");
  if (query.isNeedChosen && button) Object.assign(button, { name: "hulp", value: query.need });
  entitle(position.which);
}

// The list of a need, with its addresses whole: it comes to stand on a page elsewhere.
async function fetchPage(address) {
  const read = new DOMParser().parseFromString(await fetchOnce(address, "text"), "text/html");
  const main = document.importNode(read.querySelector("main"), true);
  for (const name of ADDRESSES) {
    for (const element of main.querySelectorAll(`[${name}]`)) {
      const value = element.getAttribute(name);
      if (value && !value.startsWith("#")) element.setAttribute(name, new URL(value, address).href);
    }
  }
  for (const note of main.querySelectorAll("noscript")) note.remove();
  return main;
}

class Results {
  constructor(parts) {
    Object.assign(this, parts);
    this.title = "";
  }

  async fill(page) {
    const { query, shown, words, tables, site, position, now } = this;
    const first = (query.page - 1) * PER_PAGE;
    const rows = shown.rows.slice(first, first + PER_PAGE);
    const nearest = position && shown.metres ? shown.rows.find((row) => !shown.doubtful[row]) : undefined;
    const alternatives = rows.length ? [] : this.alternatives();
    this.cards = await fetchCards(site, tables.places, [...new Set([...rows, ...alternatives.map(({ row }) => row), ...(nearest === undefined ? [] : [nearest])])]);
    const found = words.found(query, now, position, shown, (row) => this.cards.get(row).name);
    this.found = found;
    const listed = found.isFar ? rows.slice(0, 1) : rows;
    this.listed = listed;
    this.title = textOf(found.heading).replace(/\.$/, "");
    const box = page.querySelector(".lijstvak");
    const rowOfForms = box.querySelector(".opnieuw-rij");
    const note = box.querySelector("[data-filemelding]");
    const leftOpen = box.querySelector("[data-verouderd]");
    sayFromWhen(leftOpen, words, now.minute);
    this.toMap = box.querySelector(".naar-kaart");
    fillForms(rowOfForms, this);
    box.replaceChildren(
      asElement(found.heading, "h1", site.root), ...this.above(found), leftOpen, note, rowOfForms, this.explained(), ...this.whatNow(alternatives), ...this.list(first, listed),
    );
    Object.assign(box.querySelector("h1"), { id: "gevonden", tabIndex: -1 });
    this.fillMap(page);
  }

  html(html, tag = "p", className = "") {
    const element = asElement(html, tag, this.site.root);
    if (className) element.className = className;
    return element;
  }

  link(said, changes, filters = true) {
    return `<a href="${escapeHtml(addressOf(this.query, this.site, changes, filters))}">${said}</a>`;
  }

  // The sentences between heading and forms.
  above({ nearest, isFar, beyond }) {
    const { words, query, position, site, now } = this;
    const { list, when } = site.sentences;
    const isOutside = position && !site.area.includes(position.gemeentecode);
    return [
      isFar && this.html(nearest, "p", "groot"), beyond && this.html(beyond), isFar && this.helpline(),
      isOutside && this.html(words.fill(list.outside, { place: capitalised(words.label(position)) })),
      words.doubt(position) && this.html(words.doubt(position)),
      query.when.lacksDay && this.html(`<strong>${list.no_day}</strong> <a href="#dag">${list.fill_day}</a>.`, "p", "melding-kort"),
      query.said.deel && query.when.choice === "nu" && this.html(list.part_ignored, "p", "melding-kort"),
      this.html(words.fill(when.standing, { day: words.weekday(now.date, now.date), time: words.clock(now.minute) }), "p", "stand-van"),
    ].filter(Boolean);
  }

  helpline() {
    return this.hulplijn?.cloneNode(true);
  }

  // What stands beside the list about it.
  explained() {
    const { words, query, shown, now, site, tables, position, listed } = this;
    const { when, list, holidays } = site.sentences;
    const parts = [];
    if (words.phrase(query.when, now.date)) {
      const blanks = { day: words.weekday(now.date, now.date), time: words.clock(now.minute), holiday: holidays[now.date] };
      let said = words.fill(holidays[now.date] ? when.now_holiday : when.now, blanks);
      if (query.when.choice === "week") said += ` ${words.fill(when.this_week, { day: words.weekday(addDays(now.date, 6), now.date) })}`;
      if (query.when.partName) said += ` ${words.fill(when.part_is, { part: when.part_names[query.when.partName], hours: when.part_hours[query.when.partName] })}`;
      parts.push(this.html(said, "p", "uitleg"));
    }
    if (!position && listed.length > 1) parts.push(this.html(list.by_place, "p", "uitleg"));
    if (!listed.length) parts.push(...this.unsure());
    const doubtful = shown.rows.length - shown.certain;
    if (doubtful) parts.push(this.html(words.counted(query.withUnknown ? "doubtful" : "doubtful_below", doubtful)));
    const byAppointment = leftOutForAppointment(tables, query, now, shown);
    if (byAppointment) {
      parts.push(this.html(`${words.counted("by_appointment", byAppointment)} ${this.link(list.show_by_appointment, { afspraak: "nodig" }, false)}.`));
    }
    const section = document.createElement("section");
    section.className = "bijlijst";
    section.append(...parts);
    return section;
  }

  // Which places are left out because nobody knows.
  unsure() {
    const { shown, query, words, site } = this;
    if (!shown.unknown) return [];
    const said = words.counted(query.isNarrowed ? "unsure_narrowed" : "unsure", shown.unknown);
    return [this.html(`${said} ${this.link(site.sentences.list.show_unsure, { ook: "onbekend", pagina: "" })}.`)];
  }

  alternatives() {
    const { tables, query, now, position } = this;
    const asked = { ...query, ...NOTHING };
    const shown = select(tables, asked, now, position);
    const withHelp = shown.rows.slice(0, MOST_ALTERNATIVES).map((row) => ({ row, metres: shown.metres?.[row] ?? null, hasHelp: true }));
    if (withHelp.length) return withHelp.map((one) => ({ ...one, query: asked, differences: this.differences(one.row) }));
    const perhaps = select(tables, { ...asked, withUnknown: true }, now, position);
    return perhaps.rows.slice(0, MOST_ALTERNATIVES).map((row) => ({ row, metres: perhaps.metres?.[row] ?? null, hasHelp: false, query: { ...asked, withUnknown: true }, differences: [] }));
  }

  // In what a place is not what was asked, a sentence each.
  differences(row) {
    const { query, now, tables: { states, places }, site, words } = this;
    const said = site.sentences.different;
    const nothing = NOTHING.facets;
    const found = [];
    const tell = (rank, [notSo, notKnown]) => rank !== 2 && found.push(rank === 1 ? notKnown : notSo);
    if (query.when.isTime) {
      const needs = states.fit({ choice: "altijd" }, now, query.wanted, { ...nothing, afspraak: "nodig" })[row] === 2;
      const notOpen = needs ? said.by_appointment : words.fill(said.not_then, { then: words.phrase(query.when, now.date) });
      tell(states.ranks(query.when, now, query.wanted)[row], [notOpen, said.then_unknown]);
    } else if (query.when.choice === "onbekend") found.push(said.known);
    const sentences = { afspraak: query.facets.afspraak === "geen" ? said.walkIn : said.byAppointment, drempelvrij: said.stepFree, taal: said.language, gratis: said.free };
    for (const name of ["afspraak", "drempelvrij", "taal", "gratis"]) {
      if (!query.facets[name]) continue;
      const rank = name === "drempelvrij" ? Number(places.stepFree[row]) : states.fit({ choice: "altijd" }, now, query.wanted, { ...nothing, [name]: query.facets[name] })[row];
      tell(rank, sentences[name].map((one) => words.fill(one, { language: capitalised(query.facets.taal) })));
    }
    return found;
  }

  whatNow(alternatives) {
    const { shown, query, words, now, site, tables } = this;
    if (shown.certain) return [];
    const { list } = site.sentences;
    const section = document.createElement("section");
    section.className = "wat-nu";
    section.append(this.html(list.what_now, "h2"));
    if (alternatives.length) {
      section.append(this.html(alternatives[0].hasHelp ? list.differ : list.perhaps));
      const places = document.createElement("ul");
      places.className = "plekken anders";
      for (const one of alternatives) places.append(this.item(one.row, one));
      section.append(places);
    }
    const tomorrow = nextPart(query, now, tables.states);
    const links = [
      tomorrow && this.link(words.fill(list.what_is_open, { then: words.phrase(tomorrow, now.date) }), { pagina: "", wanneer: tomorrow.choice, dag: tomorrow.day, deel: tomorrow.partName }),
      query.isNarrowed && this.link(list.all_times, {}, false),
      (query.wanted.pillars.length || query.wanted.categories.length) && this.link(list.all_help, { hulp: "alle" }, false),
    ].filter(Boolean);
    section.append(this.html(links.map((one) => `<li>${one}</li>`).join(""), "ul"));
    const helpline = this.helpline();
    if (helpline) section.append(helpline);
    return [section];
  }

  item(row, { metres, query = this.query, differences = [] }) {
    const item = document.createElement("li");
    item.className = "plek";
    const { words, now, tables: { states: { span } } } = this;
    item.append(this.html(cardHtml(this.cards.get(row), query, words, { metres, minute: now.at, span, differences }), "div", "plek-tekst"));
    return item;
  }

  list(first, rows) {
    const { query, shown, words, site, position, found, tables } = this;
    const { list } = site.sentences;
    if (!rows.length) return [];
    const head = Object.assign(this.html(words.fill(list.range, { first: first + 1, last: first + rows.length }), "h2", query.page === 1 ? "verborgen" : ""), { id: "lijst", tabIndex: -1 });
    const leads = found.isFar ? `<p class="naar-alles">${this.link(list.everything, { zoek: "", plek: "", gebied: "", pagina: "", hulp: query.need })}</p>` : "";
    const places = Object.assign(document.createElement("ol"), { className: "plekken", start: first + 1 });
    rows.forEach((row, at) => {
      const item = this.item(row, { metres: shown.metres?.[row] ?? null });
      Object.assign(item.dataset, { id: this.cards.get(row).id, nummer: first + at + 1, punt: tables.places.row[row] });
      item.prepend(Object.assign(this.html(`${first + at + 1}`, "span", "nummer"), { ariaHidden: "true" }));
      item.firstChild.setAttribute("aria-hidden", "true");
      places.append(item);
    });
    const links = this.html(leads, "div", "lijst-links");
    if (this.printsNearest(rows)) links.prepend(this.toSheet());
    if (!found.isFar && this.toMap) links.append(this.toMap);
    const straight = position ? [this.html(words.fill(list.straight, { place: { html: words.measuredFrom(position) } }), "p", "uitleg")] : [];
    return [head, links, places, ...straight, ...this.unsure(), ...this.turning(first + PER_PAGE)];
  }

  printsNearest([nearest]) {
    const { query, position, found, shown } = this;
    return query.page === 1 && position && !found.isFar && !Number.isNaN(shown.metres[nearest]);
  }

  toSheet() {
    const { query, site, shown, words } = this;
    const { length } = shown.rows;
    const said = length > 2 ? site.sentences.list.print_three : words.counted("print_few", length);
    const address = `${addressOf(query, site, { pagina: "" }, true, site.at("sheet"))}#print`;
    return this.html(`<a class="tik" href="${escapeHtml(address)}">${said}</a>`, "p", "naar-blad");
  }

  turning(last) {
    const { query, shown, words, site, found } = this;
    const more = found.isFar ? 0 : shown.rows.length - last;
    if (more <= 0 && query.page === 1) return [];
    const { list } = site.sentences;
    const address = (page) => escapeHtml(`${addressOf(query, site, { pagina: page > 1 ? page : "" })}#lijst`);
    const next = more > 0 ? `<a class="knop" rel="next" href="${address(query.page + 1)}">${list.more_places}</a> <span>${words.counted("more", more)}</span>` : "";
    const previous = query.page > 1 ? `<a class="knop knop-licht" rel="prev" href="${address(query.page - 1)}">${list.previous}</a>` : "";
    const nav = this.html(`${next} ${previous}`, "nav", "bladeren");
    nav.setAttribute("aria-label", list.more_places);
    return [nav];
  }

  fillMap(page) {
    const { query, position, shown, found, site, words } = this;
    const section = page.querySelector(".kaartvak");
    if (!section) return;
    if (!shown.rows.length || found.isFar) {
      section.remove();
      return;
    }
    const map = section.querySelector("[data-kaart]");
    if (position && !query.area) Object.assign(map.dataset, { lon: position.lon, lat: position.lat });
    if (query.area) map.dataset.gebied = query.area.text;
    const later = query.when.choice === "vandaag" && !query.when.part ? "vandaag" : query.when.isTime && query.when.choice !== "nu" ? "dan" : "nu";
    const [open, closed] = site.sentences.when.legend[later];
    const states = !query.when.isTime && query.when.choice !== "onbekend" ? "ocu" : query.when.choice === "onbekend" ? "u" : query.withUnknown ? "ou" : "o";
    for (const item of section.querySelectorAll("[data-legenda] [data-stand]")) {
      const said = { o: open, c: closed }[item.dataset.stand];
      if (said) item.lastElementChild.textContent = said;
      if (!states.includes(item.dataset.stand)) item.remove();
    }
    if (position && !query.area) {
      const legend = section.querySelector("[data-legenda]");
      const seen = this.html(`<span class="ruit" aria-hidden="true"></span> <span>${site.sentences.list.searched_here}</span>`, "li");
      const after = [...legend.querySelectorAll("[data-stand]")].pop();
      if (after) after.after(seen);
      else legend.prepend(seen);
    }
    const form = section.querySelector("form");
    if (form) passOn(form, query, ["zoek", "plek", "hulp", "wanneer", "dag", "deel", "afspraak", "drempelvrij", "taal", "gratis", "ook"]);
  }
}

function textOf(html) {
  return asElement(html, "p", "").textContent;
}
