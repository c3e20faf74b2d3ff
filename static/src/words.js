// Sentences that the server wrote (see the map's words in templates/delen.html), and their blanks.

// "{count} places" with its blanks filled in.
export function fill(sentence, blanks) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => blanks[name]);
}

// With the language's mark between thousands. Not toLocaleString: its first number costs a slow phone 60 ms.
export function inNumerals(number, mark) {
  return `${number}`.replace(/\B(?=(\d{3})+$)/g, mark);
}
