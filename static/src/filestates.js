// What is open, of all places at once, from the tables of a site of files: as placehours.py reckons it. 0 no, 1 unknown, 2 yes.
import { Span, addDays } from "./filetime.js";
import { lookUp } from "./lookup.js";

const DAY_MINUTES = 1440;
const RANKS = { c: 0, u: 1, o: 2 };
const UNKNOWN = 1;

export class States {
  constructor(places, states) {
    const { help } = places;
    Object.assign(this, { places, help, span: new Span(states), timelineOf: states.help });
    this.timelines = states.timelines.map(readTimeline);
    this.placeOf = help.places.flatMap((count, place) => Array(count).fill(place));
    this.count = this.placeOf.length;
    this.categoryOf = new Map(Object.entries(help.category).flatMap(([name, helps]) => helps.map((one) => [one, name])));
  }

  // Per help, at a minute of the table.
  at(minute) {
    return this.perHelp(minute, minute, (timeline) => (this.span.holds(minute) ? timeline[lastUpTo(timeline, minute)].now : UNKNOWN));
  }

  // Per help, whether at some moment of some windows [start, end).
  within(windows) {
    const found = Array(this.count).fill(0);
    for (const [start, end] of windows) {
      const some = this.perHelp(start, end - 1, (timeline) => this.best(timeline, start, end));
      some.forEach((rank, one) => (found[one] = Math.max(found[one], rank)));
    }
    return found;
  }

  best(timeline, start, end) {
    // Outside the table nobody knows.
    let best = start < 0 || end > this.span.minutes ? UNKNOWN : 0;
    const from = Math.max(start, 0), to = Math.min(end, this.span.minutes);
    if (from >= to) return UNKNOWN;
    for (let number = lastUpTo(timeline, from); number < timeline.length && timeline[number].minute < to; number += 1) {
      best = Math.max(best, timeline[number].within);
    }
    return best;
  }

  perHelp(firstMinute, lastMinute, rankOf) {
    const known = this.timelines.map(rankOf);
    const first = Math.floor(firstMinute / DAY_MINUTES), last = Math.floor(lastMinute / DAY_MINUTES);
    return this.placeOf.map((_, one) => {
      if (!this.isThere(one, first, last)) return 0;
      const rank = this.timelineOf[one] < 0 ? UNKNOWN : known[this.timelineOf[one]];
      return this.help.sure[one] === "1" ? rank : Math.min(rank, UNKNOWN);
    });
  }

  // Per help, whether it is there on a day, whenever that may be.
  theseDays(day) {
    return this.placeOf.map((_, one) => (!this.isThere(one, day, day) ? 0 : this.help.sure[one] === "1" ? 2 : UNKNOWN));
  }

  isThere(one, first, last) {
    const { begins, ends } = this.help;
    return !((ends[one] ?? Infinity) < first || (begins[one] ?? -Infinity) > last);
  }

  // Per place, the best of its help that is wanted; unknown where nobody speaks of that.
  perPlace(perHelp, wanted) {
    const found = Array(this.help.places.length).fill(-1);
    perHelp.forEach((rank, one) => {
      if (this.isAbout(one, wanted)) found[this.placeOf[one]] = Math.max(found[this.placeOf[one]], rank);
    });
    return found.map((rank) => (rank < 0 ? UNKNOWN : rank));
  }

  isAbout(one, { pillars, categories }) {
    if (!pillars.length && !categories.length) return true;
    return pillars.includes(this.help.pillar[one]) || categories.includes(this.categoryOf.get(one));
  }

  ranks(when, now, wanted) {
    return this.perPlace(when.isTime && when.choice !== "nu" ? this.within(this.windows(when, now)) : this.at(now.at), wanted);
  }

  // Which places have all else that was asked (2), and which may have it (1); null where nothing was.
  fit(when, now, wanted, facets) {
    const asksWhen = when.choice !== "altijd" && !when.lacksDay;
    const perHelpAsked = facets.afspraak || facets.taal || facets.gratis;
    if (!asksWhen && !perHelpAsked && !facets.drempelvrij) return null;
    let ranks = this.help.places.map((_, place) => (facets.drempelvrij ? Number(this.places.stepFree[place]) : 2));
    if (when.isTime || perHelpAsked) {
      const stands = !when.isTime ? this.theseDays(now.day) : when.choice === "nu" ? this.at(now.at) : this.within(this.windows(when, now));
      const both = stands.map((rank, one) => Math.min(rank, this.facetRank(one, facets)));
      const perPlace = this.perPlace(both, wanted);
      ranks = ranks.map((rank, place) => Math.min(rank, perPlace[place]));
    }
    if (when.choice === "onbekend") {
      const known = Array(ranks.length).fill(false);
      this.placeOf.forEach((place, one) => {
        if (this.help.known[one] === "1" && this.isAbout(one, wanted)) known[place] = true;
      });
      ranks = ranks.map((rank, place) => (known[place] ? 0 : rank));
    }
    return ranks;
  }

  facetRank(one, { afspraak, gratis, taal }) {
    const { walkIn, byAppointment, free, languages, otherLanguage } = this.help;
    let rank = 2;
    if (afspraak) rank = Math.min(rank, Number((afspraak === "geen" ? walkIn : byAppointment)[one]));
    if (gratis) rank = Math.min(rank, Number(free[one]));
    if (taal) rank = Math.min(rank, Number((lookUp(languages, taal) ?? otherLanguage)[one]));
    return rank;
  }

  // The periods that a choice comes to, in minutes of the table, without what has passed; of a named day all of it.
  windows(when, now) {
    const day = (date) => this.span.minute(date, 0);
    const part = (begins) => (when.part ? when.part.map((minute) => begins + minute) : [begins, begins + DAY_MINUTES]);
    if (when.choice === "dag") return [part(day(when.day))];
    if (when.choice === "vandaag") return coming([part(day(now.date))], now.at);
    if (!when.part) return [[now.at, day(now.date) + 7 * DAY_MINUTES]];
    return coming([...Array(7).keys()].map((number) => part(day(addDays(now.date, number)))), now.at);
  }
}

function coming(windows, at) {
  return windows.filter(([, end]) => end > at).map(([start, end]) => [Math.max(start, at), end]);
}

// "0c2040ou": from minute 0 closed; from 2040 perhaps open at that minute, and certainly at some moment until the next.
function readTimeline(text) {
  return text.match(/\d+[ocu]{1,2}/g).map((change) => {
    const letters = change.replace(/\d/g, "");
    return { minute: parseInt(change, 10), now: RANKS[letters[0]], within: RANKS[letters[letters.length - 1]] };
  });
}

function lastUpTo(timeline, minute) {
  let low = 0, high = timeline.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (timeline[middle].minute <= minute) low = middle;
    else high = middle;
  }
  return low;
}
