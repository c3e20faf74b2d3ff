// Sentences that the server wrote (see the map's words in templates/delen.html), and their blanks.

// "{count} places" with its blanks filled in.
export function fill(sentence, blanks) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => blanks[name]);
}

// With the language's mark between thousands. Not toLocaleString: its first number costs a slow phone 60 ms.
export function inNumerals(number, mark) {
  return `${number}`.replace(/\B(?=(\d{3})+$)/g, mark);
}

// How a sentence ends that is about a moment of the week, and perhaps about one day ("2026-11-24"); as moments.said.
export function sayMoment({ moments, day: words }, moment, date) {
  const part = moments[moment];
  if (!date) return part;
  const [year, month, day] = date.split("-").map(Number);
  // Monday is 0 to the server, and 1 to a browser.
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  const on = fill(words.said, { weekday: words.weekdays[weekday], day, month: words.months[month - 1], year });
  return part ? `${on}, ${part}` : on;
}
