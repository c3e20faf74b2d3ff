// What a table has under a name that a visitor typed: "constructor" and the like, that every object has, are no entry.
export function lookUp(table, name) {
  return Object.prototype.hasOwnProperty.call(table, name) ? table[name] : undefined;
}
