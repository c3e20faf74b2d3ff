// What the page says of figures and steps, with the sentences that the server wrote (web/whatif/sentences.py).
import { isNotKnown } from "./whatifreckon.js";
import { fill, inNumerals, sayMoment } from "./words.js";

export class Words {
  // names: of the places by row, once they are there.
  constructor(told) {
    this.told = told;
    this.said = told.said;
    this.names = [];
  }

  count(value) {
    return inNumerals(roundEven(value), this.told.thousands);
  }

  persons(value) {
    return value === null ? this.said.unknown : this.count(value);
  }

  metres(value) {
    if (value === null) return this.said.unknown;
    const [whole, tenths] = (value / 1000).toFixed(1).split(".");
    return fill(this.said.km, { km: `${inNumerals(whole, this.told.thousands)}${this.told.decimal}${tenths}` });
  }

  hours(low, high) {
    if (high === null) return low ? fill(this.said.hours.at_least, { low: this.count(low) }) : this.said.unknown;
    const [least, most] = [this.count(low), this.count(high)];
    return least === most ? least : fill(this.said.hours.between, { low: least, high: most });
  }

  // Whether hours are said as a lower and an upper bound.
  isTwoHours({ hours_per_week_low: low, hours_per_week_high: high }) {
    return high !== null && this.count(low) !== this.count(high);
  }

  kind(value) {
    return this.said.kinds[value].label;
  }

  places(one) {
    return isNotKnown(one) ? this.said.unknown : this.count(one.places);
  }

  step({ kind, place, to }, ground) {
    return fill(this.said.steps[kind], { place: this.end(place, ground), to: this.end(to, ground) });
  }

  end(end, ground) {
    if (!end) return this.said.gone;
    if (end.row >= 0) return this.names[end.row];
    if (end.gemeente < 0) return this.said.outside;
    return fill(this.said.spot, { gemeente: ground.points.names[end.gemeente] });
  }

  // isThen: whether a moment was chosen.
  refused(reason, isThen) {
    return reason ? this.said[isThen ? "refused_then" : "refused"][reason] : "";
  }

  moment({ moment, day }) {
    return sayMoment(this.said, moment, day);
  }
}

// As Python rounds: a half to the even side.
function roundEven(value) {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 ? rounded - 1 : rounded;
}
