// The files that plans are reckoned with, each fetched once, and the ground that is made of them.
import { whenWord } from "./whatifaddress.js";
import { Spots } from "./whatifborders.js";
import { Places, Points } from "./whatifpoints.js";
import { Ground, Help } from "./whatifreckon.js";

export class Files {
  // addresses: of web/whatif/files.py, by name; blanks: what stands in them for what is asked. usual: as whatifaddress.js.
  constructor(addresses, blanks, usual) {
    this.addresses = addresses;
    this.blanks = blanks;
    this.usual = usual;
    this.fetched = new Map();
    this.made = new Map();
  }

  // What there is to reckon with for what the address asks; the gemeente of every spot in it is known.
  async groundFor({ pillar, group, limit, moment, day, steps, other }) {
    const when = whenWord({ moment, day }, this.usual);
    const [points, help, people] = await Promise.all([this.points(), this.help(pillar, when), this.people(group), this.names()]);
    const ground = this.once(`${pillar} ${when} ${group} ${limit}`, () => new Ground(help, people, { group, limit }));
    const ends = [...steps, ...(other?.steps ?? [])].map(({ to }) => to).filter((to) => to && to.code === undefined);
    await Promise.all(ends.map((spot) => points.spots.find(spot)));
    return ground;
  }

  async gemeenteOf(spot) {
    const { spots, names } = await this.points();
    const at = await spots.find(spot);
    return at < 0 ? "" : names[at];
  }

  async points() {
    const told = await this.read("points");
    return this.once("points", () => new Points(told, new Spots(told, (code) => this.read("border", code))));
  }

  async places() {
    const told = await this.read("places");
    return this.once("places", () => new Places(told));
  }

  async help(pillar, when) {
    const [points, places, told] = await Promise.all([this.points(), this.places(), this.read("pillar", pillar, when)]);
    return this.once(`help ${pillar} ${when}`, () => new Help(points, places, told));
  }

  // Persons at each point: of everybody they stand beside the points.
  async people(group) {
    const points = await this.points();
    if (group === this.usual.group) return points.everybody;
    const told = await this.read("people", group);
    return this.once(`people ${group}`, () => points.personsOf(told));
  }

  async names() {
    return (await this.read("names")).names;
  }

  once(name, make) {
    if (!this.made.has(name)) this.made.set(name, make());
    return this.made.get(name);
  }

  read(name, ...asked) {
    const address = asked.reduce((so, one, at) => so.replace(this.blanks[at], encodeURIComponent(one)), this.addresses[name]);
    if (!this.fetched.has(address)) {
      const fetching = fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        return answer.json();
      });
      fetching.catch(() => this.fetched.delete(address)); // the next who asks tries again
      this.fetched.set(address, fetching);
    }
    return this.fetched.get(address);
  }
}
