// What the dashboard says of a view: numbers, a legend and sentences, in the words that the server wrote into the page.
// phrases.py and painting.py say the same for who has no script; tests/browser/test_dashboard.py holds the two equal.
import { fill, inNumerals, sayMoment } from "./words.js";

export class Said {
  constructor(words) {
    this.words = words;
  }

  number(value, decimals = 0) {
    const [whole, part] = value.toFixed(decimals).split(".");
    const numerals = inNumerals(whole, this.words.thousands);
    return part ? `${numerals}${this.words.point}${part}` : numerals;
  }

  // isOpen: whether there may be places around that no source holds, so that it is at least or at most so much.
  value(measure, value, isOpen = false) {
    if (value === null) return "–";
    const number = this.number(value, measure.decimals);
    const unit = { share: this.words.share, metres: this.words.metres }[measure.unit];
    const text = unit ? fill(unit, { number }) : number;
    const isBest = (measure.unit === "share" && value === 100) || (measure.bound === "most" && value === 0);
    return isOpen && measure.bound && !isBest ? fill(this.words.bounds[measure.bound], { value: text }) : text;
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
    const { name, name_on_a_day: ofADay } = this.words.measures[state.maat];
    return fill((state.datum && ofADay) || name, { km: state.binnen });
  }

  moment({ moment, datum }) {
    return sayMoment(this.words, moment, datum);
  }

  title(state) {
    const group = state.groep === this.words.usual.groep ? "" : this.words.groups[state.groep];
    const asked = this.asked(this.measure(state), group, this.moment(state));
    return `${this.words.pillars[state.pijler]}: ${asked[0].toLowerCase()}${asked.slice(1)}`;
  }

  // As painting.title: a question stays one.
  asked(measure, group, moment) {
    const { question, for_group: whom } = this.words;
    const said = (parts, between) => parts.filter(Boolean).join(between);
    if (!measure.endsWith(question)) return said([measure, group, moment], ", ");
    return `${said([measure.slice(0, -question.length), group && fill(whom, { group }), moment], " ")}${question}`;
  }

  // What stands above a column; at a moment another word for what nobody knows then.
  heading(id, state) {
    if (this.words.measures[id]) return this.measure({ ...state, maat: id });
    return (this.isAtAMoment(state) && this.words.headings_then[id]) || this.words.headings[id];
  }

  isAtAMoment({ moment, datum }) {
    return Boolean(datum) || moment !== this.words.usual.moment;
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
      blanks.lowest = this.value(measure, lowest, look.isAtMost(lowestOf));
      blanks.highest = this.value(measure, highest, look.isAtMost(highestOf));
      blanks.half = this.value(measure, half);
      blanks.lowest_of = look.names[lowestOf];
      blanks.highest_of = look.names[highestOf];
      blanks.untold = this.number(facts.gemeenten - known);
    }
    return choose(facts, measure, range).map((name) =>
      fill(this.words.phrases[name], blanks).replace(/\s+/g, " ").replace(" :", ":").trim(),
    );
  }

  // Beside a kind of help: no gap is said of what nobody knows.
  gaps(facts, isWhole) {
    if (!isWhole) return "";
    const blanks = { gaps: this.gemeenten(facts.gaps) };
    for (const name of ["robust", "perhaps", "untold"]) blanks[name] = this.number(facts[name]);
    return ofGaps(facts)
      .map((name) => fill(this.words.phrases[name], blanks))
      .join(", ");
  }
}

function choose(facts, measure, range) {
  return [...(measure.unit === "kind" ? ofLabel(facts) : ofRange(facts, range)), sure(facts)];
}

function ofLabel({ without, unknown, served, gemeenten, is_served_least: least, is_reached_least: reachedLeast }) {
  if (without) {
    const known = served ? "people_served" : "people_none";
    const atLeast = served ? "people_served_least" : "people_none_known";
    return [unknown ? "without_unknown" : "without", served === null ? "people" : least ? atLeast : known];
  }
  if (unknown === gemeenten) return ["all_unknown", "unknown_is_not_none"];
  return unknown ? ["own_unknown", "unknown_is_not_none"] : ["all_own", reachedLeast ? "reached_least" : "reached"];
}

function ofGaps({ gaps, perhaps, untold, gemeenten }) {
  const noGap = untold || perhaps ? "tab_no_gap_known" : "tab_no_gap";
  const first = gaps ? "tab_gaps" : untold < gemeenten && noGap;
  return [first, perhaps && "tab_perhaps", untold && "tab_unknown"].filter(Boolean);
}

function ofRange({ gemeenten }, range) {
  if (!range) return ["no_value", "unknown_is_not_none"];
  const [known, lowest, , highest, , half] = range;
  const end = known === gemeenten ? "" : "_unknown";
  if (lowest === highest) return ["range_one", `one${end}`];
  return ["range", half === lowest ? `half_lowest${end}` : `half${end}`];
}

function sure({ gaps, robust }) {
  if (!gaps) return "no_gap";
  if (robust === gaps) return "gaps_robust";
  return robust ? "gaps_some_robust" : "gaps_none_robust";
}
