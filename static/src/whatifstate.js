// The places that help under a plan, step after step, as web/whatif/outcome.py takes them.
import { metresBetween, SiteGrid } from "./whatifgrid.js";

const NO_SITE = -1;

// The sites as they are, or as a plan has them, and of every point the nearest.
export class State {
  constructor(help, before = null) {
    Object.assign(this, { help, places: help.places, points: help.points });
    this.touched = new Set();
    this.isGone = new Set();
    this.openRows = new Map();
    this.spots = new Set();
    if (before) {
      this.sites = Object.fromEntries(Object.entries(before.sites).map(([name, column]) => [name, [...column]]));
      this.first = before.first.slice();
      this.firstM = before.firstM.slice();
      this.grid = before.grid;
      return;
    }
    const { places, sites } = help;
    const column = (of) => sites.map((row) => of[row]);
    this.sites = { x: column(places.x), y: column(places.y), gemeente: column(places.gemeente), error: column(places.errors), hours: [...help.told.hours] };
    this.grid = new SiteGrid(this.sites.x, this.sites.y);
    this.first = new Int32Array(this.points.x.length);
    this.firstM = new Float64Array(this.points.x.length);
    for (let point = 0; point < this.first.length; point += 1) this.seek(point);
  }

  // Site number of a place in this state; undefined where it does not help.
  siteOf(row) {
    const added = this.openRows.get(row);
    if (added !== undefined) return added;
    const site = this.help.closable.get(row);
    return site === undefined || this.isGone.has(site) ? undefined : site;
  }

  isOpen(row) {
    return this.siteOf(row) !== undefined;
  }

  take(step) {
    const place = step.code ? this.end({ code: step.code }) : null;
    const to = step.to ? this.end(step.to) : null;
    const refused = step.kind === "b" ? this.noRoom(to) : this.notThere(place) || (step.kind === "v" ? (to ? withoutPoint(to) : "gone") : "");
    const taken = { step, kind: step.kind, place, to, refused };
    if (refused) return taken;
    if (step.kind === "b") this.add(to, null);
    else {
      const site = this.siteOf(place.row), hours = this.sites.hours[site];
      this.close(place.row, site);
      if (step.kind === "v") this.openRows.set(place.row, this.add({ ...to, row: NO_SITE, isMoved: true }, hours));
    }
    return taken;
  }

  end(where) {
    if (where.code === undefined) {
      return { row: NO_SITE, x: where.x, y: where.y, gemeente: this.points.spots.at(where.x, where.y), error: 0 };
    }
    const row = this.places.row(where.code);
    if (row === null) return null;
    const { x, y, gemeente, errors } = this.places;
    return { row, x: x[row], y: y[row], gemeente: gemeente[row], error: errors[row] };
  }

  noRoom(to) {
    if (!to) return "gone";
    if (to.row === NO_SITE) return this.spots.has(`${to.x} ${to.y}`) ? "has_it" : "";
    if (this.isOpen(to.row) || this.help.unplaced.has(to.row)) return "has_it";
    return this.help.doubtful.has(to.row) ? "unknown" : withoutPoint(to);
  }

  notThere(place) {
    if (!place) return "gone";
    if (this.isOpen(place.row)) return "";
    return this.help.unplaced.has(place.row) ? "no_point" : "not_open";
  }

  add(to, hours) {
    const { x, y, start } = this.points;
    const site = this.sites.x.push(to.x) - 1;
    this.sites.y.push(to.y);
    this.sites.gemeente.push(to.gemeente);
    this.sites.error.push(to.error);
    this.sites.hours.push(hours);
    if (to.row !== NO_SITE) this.openRows.set(to.row, site);
    else if (!to.isMoved) this.spots.add(`${to.x} ${to.y}`);
    if (to.gemeente >= 0) this.touched.add(to.gemeente);
    for (let block = 0; block + 1 < start.length; block += 1) {
      for (let point = start[block]; point < start[block + 1]; point += 1) {
        const away = metresBetween(x[point], y[point], to.x, to.y);
        if (away < this.firstM[point]) {
          this.first[point] = site;
          this.firstM[point] = away;
          this.touched.add(block);
        }
      }
    }
    return site;
  }

  close(row, site) {
    const { start } = this.points;
    this.isGone.add(site);
    this.openRows.delete(row);
    if (this.sites.gemeente[site] >= 0) this.touched.add(this.sites.gemeente[site]);
    for (let block = 0; block + 1 < start.length; block += 1) {
      for (let point = start[block]; point < start[block + 1]; point += 1) {
        if (this.first[point] === site) {
          this.seek(point);
          this.touched.add(block);
        }
      }
    }
  }

  // The nearest open site of a point, from scratch.
  seek(point) {
    const { x, y } = this.points, { sites, grid } = this;
    let [site, away] = grid.nearest(x[point], y[point], this.isGone);
    for (let added = grid.size; added < sites.x.length; added += 1) {
      if (this.isGone.has(added)) continue;
      const metres = metresBetween(x[point], y[point], sites.x[added], sites.y[added]);
      if (metres < away) [site, away] = [added, metres];
    }
    this.first[point] = site;
    this.firstM[point] = away;
  }

  ownSites(block) {
    const found = [];
    const { gemeente } = this.sites;
    for (let site = 0; site < gemeente.length; site += 1) if (gemeente[site] === block && !this.isGone.has(site)) found.push(site);
    return found;
  }
}

function withoutPoint(end) {
  return end.x === null ? "no_point" : "";
}
