// The time as the clock on a Dutch wall has it, and a table of coming changes that counts minutes from its first day.

const DAY_MINUTES = 1440;
const DAY_MS = 86400000;

// date: 2026-11-23; minute: of that day.
export function dutchNow() {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Amsterdam", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(new Date());
  const said = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return { date: `${said.year}-${said.month}-${said.day}`, minute: Number(said.hour) * 60 + Number(said.minute) };
}

export function daysBetween(first, last) {
  return Math.round((Date.parse(`${last}T00:00Z`) - Date.parse(`${first}T00:00Z`)) / DAY_MS);
}

export function addDays(date, days) {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function isDate(text) {
  const time = Date.parse(`${text}T00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

// Which minutes of a table are meant.
export class Span {
  constructor({ first, end }) {
    Object.assign(this, { first, end, minutes: daysBetween(first, end) * DAY_MINUTES });
  }

  minute(date, minute) {
    return daysBetween(this.first, date) * DAY_MINUTES + minute;
  }

  holds(minute) {
    return minute >= 0 && minute < this.minutes;
  }
}
