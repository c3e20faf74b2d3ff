// The places, as the worker knows them, and their names, as the server tells them when somebody looks.

import { fetchJson } from "./filedata.js";

const MOST_NAMES_AT_ONCE = 200; // the server gives 256
const NAMES_A_PIECE = 256; // as web/filesite/data.py cuts them

function builtAnew() {
  return Object.assign(new Error("the map was built anew"), { isStale: true });
}

export class Places {
  constructor({ werker, punten, stand, versie, namen, omtrek, alleen }) {
    // Whole: to the worker, which stands elsewhere, a relative one would mean another.
    const whole = (address) => new URL(address, document.baseURI).href;
    this.addresses = { columns: whole(punten), standing: whole(stand), names: whole(namen), outline: whole(omtrek) };
    this.isOfFiles = "site" in document.documentElement.dataset;
    this.version = versie;
    this.only = alleen ? Number(alleen) : null;
    this.worker = new Worker(werker);
    this.waiting = new Map();
    this.asked = 0;
    this.names = new Map();
    this.worker.onmessage = ({ data }) => this.settle(data);
    this.worker.onerror = () => [...this.waiting.keys()].forEach((id) => this.settle({ id, fault: "worker" }));
  }

  // numbers: the list's, by row. Gives the groups with a pin, and the box around all places.
  async open(numbers) {
    const { columns } = this.addresses;
    const standing = this.isOfFiles ? await (await import("./filesite.js")).standing(this.version, new URL(this.addresses.standing).search) : this.addresses.standing;
    const opened = await this.ask("open", { columns, standing, version: this.version, numbers: [...numbers], only: this.only });
    if (opened.isStale) throw builtAnew();
    return opened;
  }

  // What stands in a box (west, south, east, north) at a whole zoom: groups and clusters.
  async look(box, zoom) {
    return (await this.ask("look", { box, zoom })).items;
  }

  // Names of gemeenten, with where they go; null where they could not come.
  namesOfAreas() {
    return this.ask("names", { outline: this.addresses.outline }).then(({ names }) => names, () => null);
  }

  // Path data of the outlines in a box of pixels of the world: `namesOfAreas` comes first.
  outlines(box, zoom) {
    return this.ask("outlines", { box, zoom });
  }

  // Fetches what these rows are called, as far as it is not known yet.
  async learnNames(rows) {
    const unknown = rows.filter((row) => !this.names.has(row)).sort((one, other) => one - other);
    if (this.isOfFiles) {
      await this.learnPieces(unknown);
      return;
    }
    for (let first = 0; first < unknown.length; first += MOST_NAMES_AT_ONCE) {
      const some = unknown.slice(first, first + MOST_NAMES_AT_ONCE);
      const response = await fetch(`${this.addresses.names}&rij=${some}`);
      if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
      this.remember(await response.json());
    }
  }

  // The same where only files are served: in pieces of so many rows.
  async learnPieces(rows) {
    const pieces = [...new Set(rows.map((row) => Math.floor(row / NAMES_A_PIECE)))];
    const told = await Promise.all(pieces.map((piece) => fetchJson(new URL(`../zoek/punten/${piece}.json`, this.addresses.names).href)));
    told.forEach((one) => this.remember(one));
  }

  remember(told) {
    // The same row is another place in another build.
    if (told.version !== this.version) throw builtAnew();
    told.row.forEach((row, i) => this.names.set(row, { id: told.id[i], name: told.name[i], address: told.address[i] }));
  }

  ask(question, asked) {
    this.asked += 1;
    const id = this.asked;
    this.worker.postMessage({ id, question, ...asked });
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  settle({ id, fault, ...answer }) {
    const { resolve, reject } = this.waiting.get(id);
    this.waiting.delete(id);
    if (fault) reject(new Error(fault));
    else resolve(answer);
  }
}
