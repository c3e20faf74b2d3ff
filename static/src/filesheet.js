// The sheet of the places that are nearest, as blad.html writes it, out of the sheets of those places.
import { asElement, fetchCards, soonestFirst, standing } from "./filecards.js";
import { showComing } from "./filecoming.js";
import { fetchJson, fetchOnce } from "./filedata.js";
import { findPosition } from "./filenames.js";
import { addressOf } from "./filequestion.js";
import { select } from "./fileselect.js";
import { drawMap } from "./filesheetmap.js";
import { tellEnd } from "./filesite.js";
import { Words, capitalised, escapeHtml } from "./filewords.js";

export async function answer({ site, tables, query, now, main }) {
  const article = main.querySelector("[data-bladvraag]");
  const said = JSON.parse(article.querySelector("[data-woorden]").textContent);
  const told = query.zoek && !query.faults.length ? await findPosition(query.zoek) : { position: query.start };
  const position = query.faults.length ? null : told.position;
  const shown = position ? select(tables, query, now, position) : { rows: [] };
  const rows = shown.rows.slice(0, said.places).filter((row) => !Number.isNaN(shown.metres[row]));
  if (!rows.length) return leaveTo(addressOf(query, site));
  main.querySelector(".terug a").href = addressOf(query, site);
  const words = new Words(site);
  await new QuestionSheet({ site, tables, query, now, words, said, position, shown, article }).fill(rows);
  tellEnd(tables, query, now, words);
}

// To the question, where there is nothing to print; nobody goes on with this page meanwhile.
function leaveTo(address) {
  location.replace(address);
  return new Promise(() => {});
}

class QuestionSheet {
  constructor(parts) {
    Object.assign(this, parts);
  }

  async fill(rows) {
    const { article, site, tables, words, now } = this;
    const foot = article.querySelector(".blad-voet p");
    foot.textContent = foot.textContent.replace("{day}", () => words.date(now.date));
    const cards = await fetchCards(site, tables.places, rows);
    const pages = await Promise.all(rows.map((row) => this.fetchSheet(cards.get(row).id)));
    const heading = article.querySelector("h1");
    if (this.query.isNeedChosen) this.entitle(heading);
    heading.after(asElement(this.lead(rows.length), "p", site.root), ...rows.map((row, at) => this.section(at + 1, row, cards.get(row), pages[at])));
    await this.drawMap(rows).catch((fault) => console.error(fault)); // what is to be done stands beside it
    showComing(now);
    for (const box of article.querySelectorAll("[data-keren]")) onOneLine(box);
  }

  async drawMap(rows) {
    const { article, said, site, position, tables: { places } } = this;
    const points = rows.map((row) => ({ x: places.x[row], y: places.y[row] }));
    const [map, cross] = article.querySelectorAll(".blad-kaart, .blad-kruis");
    map.innerHTML = await drawMap(points, position, said.squares, (name) => fetchJson(site.at("surroundings", name)));
    map.hidden = cross.hidden = false;
  }

  async fetchSheet(id) {
    const address = this.site.at("sheet_of", encodeURIComponent(id));
    return new DOMParser().parseFromString(await fetchOnce(address, "text"), "text/html").querySelector("article.blad");
  }

  entitle(heading) {
    const title = this.said.needs[this.query.need];
    document.title = document.title.replace(heading.textContent, () => title);
    heading.textContent = title;
  }

  lead(count) {
    const { words, said, position } = this;
    const place = said.named.includes(position.kind) ? words.placeName(position) : (said.unnamed[position.kind] ?? said.unnamed[""]);
    const choices = this.chosen();
    const lead = words.counted("near", count, { place }, said.counted);
    return choices.length ? `${lead} ${words.fill(said.chosen, { choices: { html: choices.join(", ") } })}` : lead;
  }

  // By date in place of "now" and "today": a paper is read another day.
  chosen() {
    const { words, said, query, now } = this;
    const { when } = query;
    const [first, ...others] = words.chosen(when.choice === "vandaag" ? { ...query, when: { ...when, choice: "dag", day: now.date } } : query, now.date);
    if (when.choice !== "nu") return [first, ...others].filter(Boolean);
    return [words.fill(said.open_at, { day: words.weekday(now.date, now.date), time: words.clock(now.minute) }), ...others];
  }

  section(number, row, card, sheet) {
    const { words, shown, site } = this;
    const [place, code] = sheet.querySelector(".blad-plek").children;
    const name = sheet.querySelector("h1");
    const heading = asElement(`<span class="blad-nummer">${number}</span> <span>${escapeHtml(name.textContent)}</span>`, "h2", site.root);
    for (const { name: attribute, value } of name.attributes) heading.lastChild.setAttribute(attribute, value);
    const phone = place.querySelector(".blad-bel")?.parentElement;
    const told = document.createElement("div");
    told.append(
      heading, asElement(escapeHtml(capitalised(words.distance(shown.metres[row]))), "p", site.root), place.querySelector(".adres"),
      ...(phone ? [phone] : []), ...this.times(card, sheet), ...this.facts(sheet),
    );
    const section = Object.assign(document.createElement("section"), { className: "blad-plek" });
    section.append(told, code);
    return section;
  }

  // The lines of what was asked, as the card has them, with what the sheet of the place says of each.
  times(card, sheet) {
    const { query, now, tables, said, words, site } = this;
    const { lines } = card.piece.bodies[card.asked[query.need] ?? card.asked.alle];
    const blocks = [...sheet.querySelectorAll("[data-lijn]"), ...(sheet.querySelector("[data-andere]")?.content.children ?? [])];
    const all = lines.map(([name, html]) => ({ html, now: standing(card.piece, name, now.at, tables.states.span), block: blockOf(blocks, name) }));
    const told = all.filter(({ block }) => block).sort(soonestFirst);
    const coming = told.filter(({ block }) => !("voorbij" in block.dataset));
    const some = coming.length ? coming : told;
    const left = some.slice(said.kinds).filter(({ block }) => "zin" in block.dataset).length;
    const more = left ? [asElement(words.counted("more", left, {}, said.counted), "p", site.root)] : [];
    return [...some.slice(0, said.kinds).flatMap((one) => this.line(one)), ...more];
  }

  line({ html, block }) {
    const [title, ...rest] = block.cloneNode(true).children;
    const heading = document.createElement("h3");
    const kinds = asElement(html, "div", this.site.root).querySelector(".hulp");
    kinds.querySelector(".teken")?.remove();
    for (const { name, value } of title.attributes) heading.setAttribute(name, value);
    heading.textContent = kinds.textContent.trim();
    for (const part of rest) if (part.dataset.keren) part.dataset.keren = this.said.times;
    return [heading, ...rest];
  }

  facts(sheet) {
    const told = [...sheet.querySelectorAll("[data-feiten]")].find(({ dataset }) => dataset.feiten.split(" ").includes(this.query.need));
    return told ? [...told.content.children] : [];
  }
}

function blockOf(blocks, name) {
  const key = name.replace(/~$/, "");
  return blocks.find(({ dataset }) => dataset.lijn.split(" ").includes(key));
}

// What is said of one next time fits on one line.
function onOneLine(box) {
  const times = [...box.querySelectorAll("li:not([hidden])")];
  if (box.hidden || times.length !== 1) return;
  const time = document.createElement("span");
  for (const { name, value } of times[0].attributes) if (!name.startsWith("data-")) time.setAttribute(name, value);
  time.textContent = times[0].textContent;
  const line = document.createElement("p");
  line.append(box.dataset.een, " ", time);
  box.replaceWith(line);
}
