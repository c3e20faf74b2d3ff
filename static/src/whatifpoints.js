// Where the people and the places of a map are, read from the files of web/whatif/files.py.

// Where people live. told: punten.json of web/whatif/files.py. spots: finds the gemeente of a spot.
export class Points {
  constructor(told, spots) {
    Object.assign(this, { codes: told.codes, names: told.names, start: told.start, population: told.population, spots });
    this.x = Float64Array.from(summed(told.x));
    this.y = Float64Array.from(summed(told.y));
    this.everybody = this.personsOf(told);
  }

  personsOf({ counted, factor }) {
    const { start } = this, persons = new Float64Array(counted.length);
    for (let block = 0; block + 1 < start.length; block += 1) {
      for (let point = start[block]; point < start[block + 1]; point += 1) persons[point] = (counted[point] ?? 0) * factor[block];
    }
    return persons;
  }
}

// Every place of the map, by row. told: plekken.json.
export class Places {
  constructor(told) {
    const { signs, codes, longer } = told;
    this.x = summed(told.x);
    this.y = summed(told.y);
    this.code = this.x.map((_, row) => longer[row] ?? codes.slice(row * signs, (row + 1) * signs));
    this.gemeente = told.gemeente.flatMap(([number, times]) => Array(times).fill(number));
    this.library = told.library;
    this.errors = [...told.error].map((which) => told.errors_m[which]);
    this.rowOf = new Map(this.code.map((code, row) => [code, row]));
  }

  // The row of a code; an older and longer one stands for the same place.
  row(code) {
    if (this.rowOf.has(code)) return this.rowOf.get(code);
    for (let length = 6; length < code.length; length += 1) {
      const row = this.rowOf.get(code.slice(0, length));
      if (row !== undefined) return row;
    }
    return null;
  }
}

// Each from the one before it that is known; null stays null.
function summed(deltas) {
  let at = 0;
  return deltas.map((step) => (step === null ? null : (at += step)));
}
