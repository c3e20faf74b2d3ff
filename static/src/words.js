// Sentences that the server wrote (see the map's words in templates/delen.html), and their blanks.

// "{count} places" with its blanks filled in.
export function fill(sentence, blanks) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => blanks[name]);
}

export function inNumerals(number) {
  return number.toLocaleString(document.documentElement.lang || undefined);
}
