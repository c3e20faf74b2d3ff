// The forms on a page of results: what was asked stands in them again, and each passes on what another asked.
import { asElement } from "./filecards.js";
import { addressOf } from "./filequestion.js";
import { escapeHtml } from "./filewords.js";

// Those above a list.
export function fillForms(part, { query, site, words, now, position }) {
  const html = (said, tag, className = "") => Object.assign(asElement(said, tag, site.root), { className });
  const [again, filters] = part.querySelectorAll("details");
  if (position) {
    again.open = false;
    again.querySelector("summary").textContent = site.sentences.list.other;
  }
  const form = again.querySelector("form");
  fillForm(again, query);
  const spot = again.querySelector("[data-plekveld]");
  Object.assign(spot, { value: query.said.plek, disabled: !query.said.plek });
  if (query.said.plek) spot.after(html(site.sentences.position.near_you, "p", "uitleg"));
  passOn(form, query, ["wanneer", "dag", "deel", "afspraak", "drempelvrij", "taal", "gratis", "ook"]);
  const select_ = form.querySelector("select[name=hulp]");
  if (select_) select_.value = query.need;
  const wishes = filters.querySelector("form");
  passOn(wishes, query, ["zoek", "plek", "gebied", "hulp"]);
  if (query.said.wanneer === "onbekend") offerUnknownTimes(wishes, site.sentences.list.times_unknown);
  setWishes(wishes, query);
  filters.open = query.when.lacksDay;
  const chosen = words.chosen(query, now.date);
  if (!query.isNarrowed) return;
  filters.querySelector("summary").append(" ", html(words.fill(site.sentences.list.chosen, { choices: { html: chosen.join(", ") } }), "span", "gekozen"));
  const address = addressOf(query, site, {}, false);
  const clear = html(`<a href="${escapeHtml(address)}">${site.sentences.list.clear}</a>`, "p").firstChild;
  clear.className = "wis";
  wishes.append(clear);
}

// What was asked stands in the form again.
export function fillForm(part, { said }) {
  const input = part.querySelector("input[name=zoek]");
  if (input) input.value = said.zoek;
}

export function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

// What another form asked goes along unseen, in place of what the list was published with.
export function passOn(form, query, names) {
  for (const name of names) {
    for (const old of form.querySelectorAll(`input[type=hidden][name="${name}"]:not([data-plekveld])`)) old.remove();
    if (query.said[name]) form.append(hidden(name, query.said[name]));
  }
}

// A choice that only who made it elsewhere sees.
function offerUnknownTimes(form, said) {
  const last = [...form.querySelectorAll("input[name=wanneer]")].pop()?.closest("label");
  if (!last) return;
  const added = last.cloneNode(true);
  added.querySelector("input").value = "onbekend";
  added.querySelector("span").textContent = said;
  last.after(added);
}

function setWishes(form, { said, when }) {
  const chosen = said.wanneer || (said.dag ? "dag" : said.deel ? "week" : "");
  for (const radio of form.querySelectorAll("input[name=wanneer]")) {
    radio.checked = radio.value === (chosen === "altijd" ? "" : chosen);
    // Said out loud, or the day that is still filled in would count.
    if (!radio.value && chosen && chosen !== "altijd") radio.value = "altijd";
  }
  const day = form.querySelector("input[name=dag]");
  if (day) day.value = when.day;
  for (const name of ["deel", "taal"]) {
    const field = form.querySelector(`select[name=${name}]`);
    if (field) field.value = said[name];
  }
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = said[box.name] === box.value;
}
