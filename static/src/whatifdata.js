// The files that plans are reckoned with, each fetched once, and the ground that is made of them.
import { Ground } from "./whatifreckon.js";

export class Files {
  // addresses: of web/whatif/files.py, by name. groups: as an address says it -> as the points call it.
  constructor(addresses, groups) {
    this.addresses = addresses;
    this.groups = groups;
    this.fetched = new Map();
    this.grounds = new Map();
  }

  // What there is to reckon with for what the address asks.
  async groundFor({ pillar, group, limit, steps, other }) {
    const name = `${pillar} ${group} ${limit}`;
    if (!this.grounds.has(name)) {
      const [points, places, known] = await Promise.all([this.read("points"), this.read("places"), this.known(pillar, limit)]);
      this.grounds.set(name, new Ground(points, places, known, this.groups[group] ?? "all", null));
    }
    const ground = this.grounds.get(name);
    // Borders are large and seldom needed: only for a spot that is no place.
    if (!ground.borders && [...steps, ...(other?.steps ?? [])].some(({ to }) => to && to.code === undefined)) {
      ground.spots = await this.read("borders");
    }
    return ground;
  }

  async names() {
    return (await this.read("names")).names;
  }

  known(pillar, limit) {
    const file = [pillar, `${limit}.json`].map(encodeURIComponent).join("/");
    return this.fetchOnce(this.addresses.pillar.replace(/[^/]+\/[^/]+$/, () => file));
  }

  read(name) {
    return this.fetchOnce(this.addresses[name]);
  }

  fetchOnce(address) {
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
