// What comes next, on a page that was published days ago: what has passed is left out, and so many of the rest shown.
import { fill } from "./words.js";

const DAYS = 7;

// now: as dutchNow has it.
export function showComing(now) {
  const clock = clockOf(now);
  for (const box of document.querySelectorAll("[data-keren]")) {
    const most = Number(box.dataset.keren);
    const coming = Array.from(box.querySelectorAll("[data-eind]")).filter((time) => {
      if (time.dataset.eind <= clock) time.remove();
      return time.dataset.eind > clock;
    });
    coming.forEach((time, number) => (time.hidden = number >= most));
    sayToday(coming[0], clock, box.dataset.vandaag);
    const number = Math.min(coming.length, most);
    const { een: one, meer: more } = box.dataset;
    box.querySelector("[data-keren-kop]").textContent = number === 1 ? one : fill(more, { number });
    box.hidden = !number;
  }
}

// What goes on at this moment is the first of what comes.
function sayToday(time, clock, words) {
  if (!time || time.dataset.begin > clock || time.dataset.begin.slice(0, 10) !== clock.slice(0, 10)) return;
  const said = time.querySelector("time") ?? time;
  const prefix = fill(words, { times: "" });
  if (!said.textContent.startsWith(prefix)) said.textContent = fill(words, { times: said.textContent });
}

// The seven days from today of a table that has more, or as many as are left of it.
export function showWeek(now, words) {
  const section = document.querySelector(".deze-week");
  if (!section) return;
  const rows = Array.from(section.querySelectorAll("[data-dag]"));
  const shown = rows.filter((row) => row.dataset.dag >= now.date).slice(0, DAYS);
  for (const row of rows) row.hidden = !shown.includes(row);
  if (shown.length && shown[0].dataset.dag === now.date) tellToday(shown[0], now, words);
  const { when } = words.said;
  const [heading, caption] = [section.querySelector("h2"), section.querySelector("caption")];
  if (shown.length) {
    heading.textContent = shown.length < DAYS ? when.next_days : when.next_seven_days;
    caption.textContent = heading.textContent;
    return;
  }
  const last = words.date(rows[rows.length - 1].dataset.dag);
  const over = Object.assign(document.createElement("p"), { innerHTML: words.fill(when.past_week, { day: last }) });
  section.querySelector("table").replaceWith(over);
}

function tellToday(row, now, words) {
  row.classList.add("vandaag");
  const times = Array.from(row.querySelectorAll("[data-eind]"));
  for (const time of times) if (time.dataset.eind <= clockOf(now)) time.remove();
  const list = row.querySelector("ul");
  if (times.length && !list.children.length) list.replaceWith(words.said.when.no_more_today);
}

// As the page has it: 2026-11-24T14:30.
function clockOf({ date, minute }) {
  const two = (number) => `${number}`.padStart(2, "0");
  return `${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
