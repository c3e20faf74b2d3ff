// A site of files: what the server would do with a question, here, from tables that came with the site.
import { fetchJson, fetchOnce, readSite } from "./filedata.js";
import { standing as standingOf } from "./filecards.js";
import { readColumns } from "./columns.js";
import { showComing, showWeek } from "./filecoming.js";
import { isAsked, readQuestion } from "./filequestion.js";
import { States } from "./filestates.js";
import { select } from "./fileselect.js";
import { dutchNow } from "./filetime.js";

const LETTERS = ["c", "u", "o"];
let asked = null; // the question that the page answers; null on any other page

export async function startFilesite() {
  showComing(dutchNow());
  const place = document.querySelector("[data-standen]");
  if (place) {
    await tellNow(place);
    return;
  }
  const readAnswer = answerHere();
  if (!readAnswer) return;
  const main = document.querySelector("main");
  main.setAttribute("aria-busy", "true");
  const site = await readSite();
  try {
    const [{ answer }, tables] = await Promise.all([readAnswer(), readTables(site)]);
    const query = await withArea(site, readQuestion(location.search, site));
    asked = query;
    await answer({ site, tables, query, now: momentNow(tables, query), main });
    goToPart();
  } catch (fault) {
    console.error(fault);
    say(site.sentences.when.failed);
    for (const button of document.querySelectorAll("[data-print]")) button.remove();
  } finally {
    main.removeAttribute("aria-busy");
  }
}

// What makes this page into the answer to its address; null on a page that asks nothing.
function answerHere() {
  if (document.querySelector("[data-bladvraag]")) return () => import("./filesheet.js");
  const isQuestion = document.querySelector("form#vraag") && isAsked(location.search);
  return isQuestion ? () => import("./filepage.js") : null;
}

// Where an address leads to a part of the page, as a browser does with what was there from the beginning.
function goToPart() {
  const part = location.hash && document.getElementById(decoded(location.hash.slice(1)));
  if (!part) return;
  part.scrollIntoView();
  part.focus({ preventScroll: true });
}

// As a browser reads a fragment: what is no good encoding stands for itself.
function decoded(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

async function readTables(site) {
  const [places, states] = await Promise.all([fetchJson(site.at("places")), fetchJson(site.at("states"))]);
  if (places.version !== states.version) throw new Error("the tables are of two builds");
  return { places, states: new States(places, states) };
}

function momentNow({ states }, query = null) {
  const now = dutchNow();
  now.at = states.span.minute(now.date, now.minute);
  now.day = Math.floor(now.at / 1440);
  now.isOver = Boolean(query?.when.isTime && query.when.choice !== "nu" && !states.windows(query.when, now).length);
  return now;
}

async function withArea(site, query) {
  if (!query.area) return query;
  const { lon, lat } = readColumns(await fetchOnce(site.at("points"), "arrayBuffer"));
  const { west, south, east, north } = query.area;
  const holds = (row) => west <= lon[row] && lon[row] <= east && south <= lat[row] && lat[row] <= north;
  return { ...query, area: { ...query.area, holds } };
}

// What /api/stand.json of a server says: a letter per place of the map. search: what the map itself asks for.
export async function standing(version, search = "") {
  const site = await readSite();
  const tables = await readTables(site);
  const { places, states } = tables;
  const query = asked ?? (await withArea(site, readQuestion(search, site)));
  const now = momentNow(tables, query);
  const ranks = states.ranks(query.when, now, query.wanted);
  const shown = new Set(select(tables, query, now, null).rows);
  const letters = Array(places.row.filter((row) => row >= 0).length).fill("-");
  places.row.forEach((row, place) => {
    if (row >= 0 && shown.has(place)) letters[row] = LETTERS[ranks[place]];
  });
  return { version: places.version === version ? version : "", states: letters.join("") };
}

// On the page of a place: how it stands now, which days are over, and which times.
async function tellNow(page) {
  const site = await readSite();
  const [{ Words }, piece, states] = await Promise.all([
    import("./filewords.js"), fetchJson(new URL(page.dataset.standen, document.baseURI).href), fetchJson(site.at("states")),
  ]);
  const words = new Words(site);
  const { span } = new States({ help: { places: [], category: {} }, row: [] }, { ...states, timelines: [], help: [] });
  const now = dutchNow();
  const minute = span.minute(now.date, now.minute);
  sayFromWhen(document.querySelector("[data-verouderd]"), words, now.minute);
  leadBack(site);
  for (const note of document.querySelectorAll("[data-nu]")) {
    const told = standingOf(piece, note.dataset.nu, minute, span);
    if (told) note.outerHTML = told.html;
  }
  if (!span.holds(minute)) {
    say(words.fill(site.sentences.when.past_table, { day: words.date(lastDay(states.end)) }));
  }
  showWeek(now, words);
}

// For who leaves the page open: kaart.js shows the note once it tells of some time ago.
export function sayFromWhen(note, words, minute) {
  const { left_open: fromWhen, look_again: again } = words.said.when;
  const link = Object.assign(document.createElement("a"), { href: location.pathname + location.search, textContent: again });
  note.replaceChildren(`${words.fill(fromWhen, { time: words.clock(minute) })} `, link, ".");
}

// To the list somebody came from, with its question, as back.py does: links of a list tell where they stand.
function leadBack(site) {
  const [list, asked] = document.referrer.split("?");
  const isList = (list === site.home && asked) || list.startsWith(`${site.home}hulp/`);
  const link = document.querySelector(".terug a");
  if (isList && link) Object.assign(link, { href: document.referrer, textContent: site.sentences.list.back });
}

function lastDay(end) {
  return new Date(Date.parse(`${end}T00:00Z`) - 86400000).toISOString().slice(0, 10);
}

// Says plainly where the table of states ends before what was asked.
export function tellEnd({ states }, query, now, words) {
  const ends = query.when.isTime && query.when.choice !== "nu" ? states.windows(query.when, now).map(([, end]) => end) : [now.at + 1];
  if (ends.every((end) => end <= states.span.minutes) && now.at >= 0) return;
  say(words.fill(words.said.when.past_table, { day: words.date(lastDay(states.span.end)) }));
}

export function say(html) {
  const note = document.querySelector("[data-filemelding]");
  if (!note) return;
  note.innerHTML = html;
  note.hidden = false;
}
