// A street's name in the one form that a register keeps of it: geocode/street.py in the browser, with its tables.
import { lookUp } from "./lookup.js";

const LETTERS = { ø: "o", æ: "ae", œ: "oe", đ: "d", ł: "l" };
const WORD = /[a-z0-9]+/g;

export function formOf(street, tables) {
  const words = inWords(folded(street.slice(0, 200))).match(WORD) ?? [];
  if (!words.length) return "";
  const last = words.length - 1;
  if (last > 0) {
    for (let at = 0; at < last; at += 1) words[at] = lookUp(tables.titles, words[at]) ?? words[at];
    words[0] = lookUp(tables.first, words[0]) ?? words[0];
    words[last] = lookUp(tables.last, words[last]) ?? words[last];
    if (tables.sides.includes(words[last])) words[last - 1] = withFullEnding(words[last - 1], tables);
  }
  words[last] = withFullEnding(words[last], tables);
  const joined = words.map((word) => lookUp(tables.ordinals, word) ?? word).join("");
  return joined.replace(/^olv(?:rouw|(?=[^r]))/, "onzelievevrouw").replace(/ij/g, "y");
}

function folded(text) {
  const plain = text.replace(/[’‘`]/g, "'").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return plain.replace(/ß/g, "ss").replace(/[øæœđł]/g, (sign) => LETTERS[sign]).replace(/\u00b4/g, "'").split(/\s+/).filter(Boolean).join(" ");
}

// What people shorten by signs rather than by letters, written out. Without lookbehind, that old phones do not know.
function inWords(text) {
  return text
    .replace(/'t(?![a-z0-9])/g, " het ")
    .replace(/(^| )t (?=[a-z]{2})/g, "$1 het ")
    .replace(/\bv(?:an)?[ ./]*d(?:en|er|e)?\b/g, "vd")
    .replace(/\bv[ ./]*h\b/g, "van het")
    .replace(/(^| )v[. ] ?(?=[a-z]{2})/g, "$1van ")
    .replace(/ d (?=[a-z]{2})/g, " de ")
    .replace(/&/g, " en ")
    .replace(/\b([nzow])[. ]+z\b/g, "$1z")
    .replace(/19(\d\d)\D{1,3}19(\d\d)/g, "$1$2")
    .replace(/(\d+)(?:ste|de|e)(?![a-z0-9])/g, "$1e");
}

function withFullEnding(word, { endings }) {
  // The ending that begins first, as a search for any of them finds it.
  let best = null;
  for (const [short, full] of endings) {
    if (word.endsWith(short) && (!best || short.length > best[0].length)) best = [short, full];
  }
  return best ? word.slice(0, word.length - best[0].length) + best[1] : word;
}
