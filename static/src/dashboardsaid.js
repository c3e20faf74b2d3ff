// What the dashboard says of a view: numbers, a legend and sentences, in the words that the server wrote into the page.
// phrases.py and painting.py say the same for who has no script; tests/browser/test_dashboard.py holds the two equal.
import { fill, inNumerals } from "./words.js";

export class Said {
  constructor(words) {
    this.words = words;
  }

  number(value, decimals = 0) {
    const [whole, part] = value.toFixed(decimals).split(".");
    const numerals = inNumerals(whole, this.words.thousands);
    return part ? `${numerals}${this.words.point}${part}` : numerals;
  }

  value(measure, value, atMost = false) {
    if (value === null) return "–";
    const number = this.number(value, measure.decimals);
    if (measure.unit === "share") return fill(this.words.share, { number });
    if (measure.unit !== "metres") return number;
    return fill(atMost ? this.words.metres_at_most : this.words.metres, { number });
  }

  step(measure, low, high) {
    if (high === null) return fill(this.words.open_step, { low: this.value(measure, low) });
    if (low === high) return this.value(measure, high);
    return fill(this.words.step, { low: this.number(low, measure.decimals), high: this.value(measure, high) });
  }

  gemeenten(count) {
    const { one_gemeente: one, gemeenten: many } = this.words.phrases;
    return fill(count === 1 ? one : many, { number: this.number(count) });
  }

  measure(state) {
    return fill(this.words.measures[state.maat].name, { km: state.binnen });
  }

  moment({ moment, datum }) {
    const part = this.words.moments[moment];
    if (!datum) return part;
    const [year, month, day] = datum.split("-").map(Number);
    // Monday is 0 to the server, and 1 to a browser.
    const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
    const { said, weekdays, months } = this.words.day;
    const on = fill(said, { weekday: weekdays[weekday], day, month: months[month - 1], year });
    return part ? `${on}, ${part}` : on;
  }

  title(state) {
    const group = state.groep === this.words.usual.groep ? "" : this.words.groups[state.groep];
    const parts = [this.words.pillars[state.pijler], this.measure(state), group, this.moment(state)];
    return parts.filter(Boolean).join(", ");
  }

  // Two sentences, and one that says how sure the gaps are.
  sentences(state, look) {
    const { facts, range } = look;
    const measure = this.words.measures[state.maat];
    const counts = {
      total: facts.gemeenten,
      without: facts.without,
      unknown: facts.unknown,
      own: facts.own,
      robust: facts.robust,
      people: facts.people,
      served: facts.served ?? 0,
      all: facts.everybody,
      reached: facts.reached,
      km: Number(state.binnen),
    };
    const blanks = {
      gaps: this.gemeenten(facts.gaps),
      pillar: this.words.pillars[state.pijler],
      moment: this.moment(state),
      who: this.words.who[state.groep],
      measure: this.measure(state),
    };
    for (const name of Object.keys(counts)) blanks[name] = this.number(counts[name]);
    if (range) {
      const [known, lowest, lowestOf, highest, highestOf, half] = range;
      blanks.lowest = this.value(measure, lowest);
      blanks.highest = this.value(measure, highest);
      blanks.half = this.value(measure, half);
      blanks.lowest_of = look.names[lowestOf];
      blanks.highest_of = look.names[highestOf];
      blanks.untold = this.number(facts.gemeenten - known);
    }
    return choose(facts, measure, range).map((name) =>
      fill(this.words.phrases[name], blanks).replace(/\s+/g, " ").replace(" :", ":").trim(),
    );
  }

  gaps({ gaps, robust }, isWhole) {
    if (!isWhole) return "";
    if (!gaps) return this.words.no_gaps;
    return fill(this.words.gaps, { gaps: this.number(gaps), robust: this.number(robust) });
  }
}

function choose(facts, measure, range) {
  return [...(measure.unit === "kind" ? ofLabel(facts) : ofRange(facts, range)), sure(facts)];
}

function ofLabel({ without, unknown, served, gemeenten }) {
  if (without) return [unknown ? "without_unknown" : "without", served === null ? "people" : "people_served"];
  if (unknown === gemeenten) return ["all_unknown", "unknown_is_not_none"];
  return unknown ? ["own_unknown", "unknown_is_not_none"] : ["all_own", "reached"];
}

function ofRange({ gemeenten }, range) {
  if (!range) return ["no_value", "unknown_is_not_none"];
  return ["range", range[0] === gemeenten ? "half" : "half_unknown"];
}

function sure({ gaps, robust }) {
  if (!gaps) return "no_gap";
  if (robust === gaps) return "gaps_robust";
  return robust ? "gaps_some_robust" : "gaps_none_robust";
}
