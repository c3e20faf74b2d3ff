// What a pressed pin tells: the places at its point, in a panel at the foot of the map that Esc closes.
import { textElement } from "./background.js";
import { listItem, markChosen } from "./list.js";
import { fill } from "./words.js";

const STATE_CLASS = { o: "open", c: "closed", u: "unknown" };

export class Panel {
  // element: the empty panel of the page; pageUrl: a place's page, with ID for its id; legend: words per state.
  constructor(element, { places, pageUrl, legend, words }) {
    Object.assign(this, { element, places, pageUrl, legend, words, opener: null });
    element.querySelector("[data-sluit]").addEventListener("click", () => this.close());
    element.parentElement.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.opener) return;
      event.preventDefault();
      this.close();
    });
  }

  open(item, opener) {
    this.release();
    this.opener = opener;
    opener.setAttribute("aria-expanded", "true");
    opener.classList.add("gekozen");
    markChosen(item.group.places.map((place) => place.row));
    const body = this.element.querySelector("[data-inhoud]");
    body.replaceChildren(...item.group.places.flatMap((place) => this.told(place)));
    this.element.hidden = false;
    body.scrollTop = 0;
    (body.querySelector("a") ?? this.element.querySelector("[data-sluit]")).focus({ preventScroll: true });
    // All of it, and not only the line that has the focus.
    this.element.scrollIntoView({ block: "nearest" });
  }

  close() {
    const { opener } = this;
    this.release();
    this.element.hidden = true;
    if (opener) (opener.isConnected ? opener : this.fallback()).focus({ preventScroll: true });
  }

  // A pin that left the map meanwhile leaves the focus to the one that the tab key comes to.
  fallback() {
    return this.element.parentElement.querySelector('[role="toolbar"] [tabindex="0"]') ?? this.element.parentElement;
  }

  release() {
    this.opener?.setAttribute("aria-expanded", "false");
    this.opener?.classList.remove("gekozen");
    this.opener = null;
    markChosen([]);
  }

  told(place) {
    const title = textElement("p", place.number === null ? "" : `${place.number}. `, "paneel-naam");
    const parts = [title];
    const known = this.places.names.get(place.row);
    if (known) {
      const link = textElement("a", known.name);
      link.href = this.pageUrl.replace("ID", encodeURIComponent(known.id));
      title.append(this.own(link));
      parts.push(this.own(textElement("p", known.address, "paneel-adres")));
    } else title.append(this.words.nameless);
    if (this.legend.has(place.state)) parts.push(this.stateLine(place.state));
    // The state is that of the place: of several kinds of help perhaps one is open.
    if (place.state === "o" && place.help.length > 1) parts.push(textElement("p", this.words.some_help, "paneel-adres"));
    if (place.help.length) parts.push(this.helpLine(place.help));
    const item = listItem(place.row);
    if (item) parts.push(this.toList(item, place.number));
    return parts;
  }

  helpLine(pillars) {
    const line = textElement("p", pillars.map((pillar) => this.words.pillars[pillar]).join(" · "), "paneel-hulp");
    return this.words.pillars_are_own ? this.own(line) : line;
  }

  // An element with the map's own words, on a page that speaks another language.
  own(element) {
    if (this.words.own_language) element.lang = this.words.own_language;
    return element;
  }

  // The same sign and words as in the legend.
  stateLine(state) {
    const line = textElement("p", "", "paneel-stand");
    const sign = textElement("span", "", `bol bol-${STATE_CLASS[state]}`);
    sign.setAttribute("aria-hidden", "true");
    const said = this.legend.get(state);
    line.append(sign, " ", said[0].toUpperCase() + said.slice(1));
    return line;
  }

  toList(item, number) {
    const button = textElement("button", fill(this.words.to_list, { number }), "paneel-lijst");
    button.type = "button";
    button.addEventListener("click", () => {
      item.querySelector("a").focus();
      item.scrollIntoView({ block: "nearest" });
    });
    return button;
  }
}
