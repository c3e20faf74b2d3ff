// Sentences about a search, made of what the server wrote (web/filesite/sentences.py): found.py and words.py in the browser.
import { inNumerals } from "./words.js";

export const RADII_KM = [1, 2, 5, 10, 20, 50];
const ENOUGH = 3;
export const FAR_M = 50000;

export class Words {
  constructor(site) {
    Object.assign(this, { site, said: site.sentences });
    this.rules = new Intl.PluralRules(this.said.language);
  }

  // Sentences are our own HTML; what fills a blank is text, or HTML where it is said to be ({html}).
  fill(sentence, blanks = {}) {
    return sentence.replace(/\{(\w+)\}/g, (_, name) => {
      const value = blanks[name] ?? "";
      return typeof value === "object" ? value.html : escapeHtml(`${value}`);
    });
  }

  counted(name, count, blanks = {}, forms = this.said.counted) {
    return this.fill((forms[this.rules.select(count)] ?? forms.other)[name], { number: this.number(count), ...blanks });
  }

  number(value, decimals = 0) {
    const { group, decimal } = this.said.marks;
    const [whole, part] = value.toFixed(decimals).split(".");
    return inNumerals(whole, group) + (part ? decimal + part : "");
  }

  distance(metres) {
    const { under_100: near, metres: some, km } = this.said.list;
    if (metres < 100) return near;
    if (metres < 950) return this.fill(some, { metres: this.number(roundHalfEven(metres / 100) * 100) });
    return this.fill(km, { km: this.number(metres / 1000, metres < 9950 ? 1 : 0) });
  }

  weekday(date, today) {
    const { when, weekdays, months } = this.said;
    const [year, month, day] = date.split("-").map(Number);
    const weekday = weekdays[(new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7];
    if (date.slice(0, 4) !== today.slice(0, 4)) return this.fill(when.weekday_date, { weekday, date: this.date(date) });
    return this.fill(when.weekday, { weekday, day, month: months[month - 1] });
  }

  date(date) {
    const [year, month, day] = date.split("-").map(Number);
    return this.fill(this.said.when.date, { day, month: this.said.months[month - 1], year });
  }

  clock(minute) {
    return this.fill(this.said.when.clock, { hour: Math.floor(minute / 60), minute: `${minute % 60}`.padStart(2, "0") });
  }

  phrase(when, today) {
    const words = this.said.when;
    if (!when.isTime) return "";
    const day = when.choice === "dag" ? this.fill(words.dag, { day: this.weekday(when.day, today) }) : words[when.choice];
    return when.partName ? this.fill(words.parts[when.partName], { day }) : day;
  }

  facets({ taal, gratis, drempelvrij, afspraak }) {
    const words = this.said.list;
    return [
      taal && this.fill(words.language, { language: capitalised(taal) }), gratis && words.free, drempelvrij && words.step_free,
      afspraak === "geen" && words.walk_in, afspraak === "nodig" && words.by_appointment,
    ].filter(Boolean);
  }

  // What was asked beside where and which help.
  chosen(query, today) {
    const { when } = this.said;
    const then = this.phrase(query.when, today);
    return [then && this.fill(when.open, { then }), query.when.choice === "onbekend" && when.unknown, ...this.facets(query.facets)].filter(Boolean);
  }

  listed(parts) {
    const { next, last } = this.said.list;
    if (parts.length < 2) return parts.join("");
    const some = parts.slice(1, -1).reduce((all, one) => this.fill(next, { some: { html: all }, next: { html: one } }), parts[0]);
    return this.fill(last, { some: { html: some }, last: { html: parts[parts.length - 1] } });
  }

  help(query) {
    const words = this.said.list;
    const besides = this.facets(query.facets);
    const html = besides.length ? this.fill(words.besides, { help: { html: query.phrase }, choices: { html: this.listed(besides) } }) : query.phrase;
    return { html: query.area ? this.fill(words.in_area, { help: { html } }) : html };
  }

  placeName(position) {
    const words = this.said.position;
    if (position.kind === "plek") return words.spot;
    if (position.kind === "kaart") return words.map;
    return ["postcode4", "postcode"].includes(position.kind) ? this.fill(words.postcode, { postcode: position.label }) : position.label;
  }

  label(position) {
    return position.label ?? this.placeName(position);
  }

  measuredFrom(position) {
    const { middle } = this.said.position;
    if (["adres", "huisnummer"].includes(position.kind)) return escapeHtml(position.name);
    return this.fill(middle[position.kind] ?? middle.woonplaats, { name: position.name ?? "" });
  }

  doubt(position) {
    const words = this.said.position;
    return position?.doubt ? `${words.doubts[position.doubt]} ${this.fill(words.from, { place: { html: this.measuredFrom(position) } })}` : "";
  }

  // The sentences above a list; nameOf: a place's name as HTML, for the nearest.
  found(query, now, position, shown, nameOf) {
    const certain = shown.rows.filter((row) => !shown.doubtful[row]);
    if (!certain.length) return { heading: this.none(query, now) };
    const metres = certain.map((row) => (shown.metres ? shown.metres[row] : NaN));
    const placed = metres.filter((one) => !Number.isNaN(one));
    if (!position || query.area || !placed.length) return { heading: this.everywhere(query, now, certain.length) };
    const nearest = Math.min(...placed);
    const blanks = { help: this.help(query), place: this.placeName(position) };
    if (nearest > FAR_M) {
      const name = { html: nameOf(certain[metres.indexOf(nearest)]) };
      return { heading: this.fill(this.said.list.far, blanks), nearest: this.fill(this.said.list.far_nearest, { name, distance: this.distance(nearest) }), isFar: true };
    }
    const radius = radiusKm(metres);
    const within = metres.filter((one) => one <= radius * 1000).length;
    const beyond = metres.length - within;
    return {
      heading: this.counted(this.kind("near", query, now), within, { ...blanks, km: radius, then: this.phrase(query.when, now.date) }),
      beyond: beyond ? this.counted("beyond", beyond) : "",
    };
  }

  everywhere(query, now, count) {
    return this.counted(this.kind("everywhere", query, now), count, { help: this.help(query), then: this.phrase(query.when, now.date) });
  }

  kind(name, query, now) {
    if (query.when.choice === "onbekend") return `${name}_unknown`;
    return this.phrase(query.when, now.date) ? `${name}_then` : name;
  }

  none(query, now) {
    const words = this.said.list;
    const then = this.phrase(query.when, now.date);
    const blanks = { help: this.help(query), then };
    if (now.isOver) return this.said.when.over;
    if (query.when.choice === "onbekend") return this.fill(words.none_unknown, blanks);
    if (then) return this.fill(words.none_then, blanks);
    return this.fill(Object.values(query.facets).some(Boolean) ? words.none_facets : words.none, blanks);
  }
}

// The smallest radius that holds a choice of places, else the smallest that holds them all.
function radiusKm(metres) {
  const counts = RADII_KM.map((km) => metres.filter((one) => one <= km * 1000).length);
  const most = counts[counts.length - 1];
  return RADII_KM[counts.findIndex((count) => count >= Math.min(ENOUGH, most))];
}

export function capitalised(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" })[sign]);
}

function roundHalfEven(number) {
  const rounded = Math.round(number);
  return number % 1 === 0.5 && rounded % 2 ? rounded - 1 : rounded;
}
