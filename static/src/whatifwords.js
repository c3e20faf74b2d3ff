// What the page says of figures and steps, with the sentences that the server wrote (web/whatif/sentences.py).
import { isNotKnown, personsBeyond } from "./whatifglance.js";
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

  // isAtMost: whether there may be places that no source holds. None are exactly none.
  persons(value, isAtMost = false) {
    if (value === null) return this.said.unknown;
    return isAtMost && roundEven(value) ? this.atMost(this.count(value)) : this.count(value);
  }

  // Of all gemeenten together.
  within({ persons_within: within, persons_beyond: beyond, is_open: isOpen }) {
    const value = this.count(within);
    return isOpen && roundEven(beyond) ? fill(this.said.at_least, { value }) : value;
  }

  beyond(one) {
    return this.persons(personsBeyond(one), one.is_open);
  }

  atMost(value) {
    return fill(this.said.at_most, { value });
  }

  metres({ mean_distance_m: metres, is_open: isOpen }) {
    if (metres === null) return this.said.unknown;
    const shown = (metres / 1000).toFixed(1), [whole, tenths] = shown.split(".");
    const value = fill(this.said.km, { km: `${inNumerals(whole, this.told.thousands)}${this.told.decimal}${tenths}` });
    return isOpen && Number(shown) ? this.atMost(value) : value;
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

  // before: the same without a plan; where nobody knew how many there are, a plan makes it at least so many.
  places(one, before = one) {
    if (isNotKnown(one)) return this.said.unknown;
    const value = this.count(one.places);
    return isNotKnown(before) && one.places ? fill(this.said.at_least, { value }) : value;
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

  // Why a step could not be taken, or that it is outside the map. isThen: whether a moment was chosen.
  remark({ refused, to }, isThen) {
    if (refused) return this.said[isThen ? "refused_then" : "refused"][refused];
    return to && to.gemeente < 0 ? this.said.not_counted : "";
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
