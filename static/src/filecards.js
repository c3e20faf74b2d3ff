// Cards of places, put together from the parts that the server wrote (web/filesite/cards.py), and how places stand now.
import { fetchJson, leadToFiles } from "./filedata.js";
import { capitalised } from "./filewords.js";

const MOST_LINES = 3;
const ORDER = ["o", "c", "u"];

// The cards of some places (rows of the index), each with the piece it is in.
export async function fetchCards(site, places, rows) {
  const placed = site.pieces.placed;
  const unplaced = places.row.flatMap((row, place) => (row < 0 ? [place] : []));
  const pieceOf = (place) => Math.floor((places.row[place] >= 0 ? places.row[place] : placed + unplaced.indexOf(place)) / site.pieces.cards);
  const cards = await Promise.all(rows.map((place) => fetchJson(site.at("cards", pieceOf(place)))));
  return new Map(rows.map((place, at) => [place, { ...cards[at].places[place], piece: cards[at] }]));
}

// How something stands at a minute: letter, sentence and next time; null where the table does not reach.
export function standing(piece, name, minute, span) {
  const timeline = piece.timelines[name];
  if (!timeline || !span.holds(minute)) return null;
  const [, number, begins] = timeline.filter(([from]) => from <= minute).pop() ?? timeline[0];
  const [letter, html] = piece.states[number];
  return { letter, html, begins };
}

// What stands in a list about one place; differences: in what it is not what was asked.
export function cardHtml(card, query, words, { metres, minute, span, differences = [] }) {
  const asked = card.piece.bodies[card.asked[query.need] ?? card.asked.alle];
  const lines = asked.lines.map(([name, html]) => ({ name, html, now: standing(card.piece, name, minute, span) }));
  const distance = Number.isNaN(metres) || metres === null ? (card.unplaced ? `<p class="ongeplaatst">${card.unplaced}</p>` : "") : `<p class="afstand">${capitalised(words.distance(metres))}</p>`;
  return [
    card.head, distance, card.where, ...differences.map((said) => `<p class="verschil"><span class="teken" aria-hidden="true">!</span> ${said}</p>`),
    ...telling(lines.sort(soonestFirst)).map(lineHtml), asked.also, query.withUnknown ? asked.doubt : asked.plain,
    query.facets.drempelvrij ? card.stepFree : "", card.do,
  ].join("\n");
}

function lineHtml({ html, now }) {
  return now ? html.replace(/<p class="nu"[^>]*><\/p>/, () => now.html) : html;
}

// Open, closed, unknown; within each what begins first.
export function soonestFirst(one, other) {
  const place = ({ now }) => (now ? [ORDER.indexOf(now.letter), now.begins === null ? 1 : 0, now.begins ?? 0] : [ORDER.length, 0, 0]);
  const [first, second] = [place(one), place(other)];
  return first[0] - second[0] || first[1] - second[1] || first[2] - second[2];
}

// The first few lines, with among them the state that counts for the place: unknown, before closed.
function telling(lines) {
  const first = lines.slice(0, MOST_LINES);
  const unknown = lines.slice(MOST_LINES).find(({ now }) => now?.letter === "u");
  if (unknown && first.every(({ now }) => now?.letter === "c")) return [...first.slice(0, -1), unknown];
  return first;
}

export function asElement(html, tag, root) {
  const element = document.createElement(tag);
  element.innerHTML = html;
  return leadToFiles(element, root);
}
