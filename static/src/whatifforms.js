// The forms that add a step, answered here where that can be: by name, by postcode and by place.

const LISTED = 20;
const LEAST_TYPED = 2;

export class Forms {
  // say: tells a sentence. add: takes a step. ready: waits until there is something to reckon with.
  constructor(section, { files, words, say, add, ready, isFrozen }) {
    Object.assign(this, { section, files, words, say, add, ready, isFrozen });
    for (const form of section.querySelectorAll("[data-vorm]")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.answer(form).catch(() => form.submit());
      });
    }
    for (const field of section.querySelectorAll("[data-naam]")) {
      field.setAttribute("list", "wa-namen");
      field.addEventListener("input", () => this.ready().then(() => this.suggest(field.value)).catch(console.error)); // the server knows the name
    }
  }

  // What can be chosen now: libraries and other places without the help, and those with it.
  draw(ground, { state }) {
    this.ground = ground;
    this.state = state;
    const free = ground.help.candidates.filter((row) => !state.isOpen(row));
    const isLibrary = (row) => ground.places.library[row] === "1";
    const open = [...new Set([...ground.help.sites, ...state.openRows.keys()])].filter((row) => state.isOpen(row));
    const lists = { come: [free.filter(isLibrary), free.filter((row) => !isLibrary(row))], go: [open] };
    for (const select of this.section.querySelectorAll("[data-lijst]")) {
      this.refill(select, select.dataset.lijst === "wie" ? lists.go : lists.come);
    }
  }

  refill(select, lists) {
    const was = select.value;
    select.querySelectorAll("optgroup").forEach((group, at) => {
      const rows = this.byName(lists[at] ?? []);
      group.replaceChildren(...rows.map((row) => new Option(this.words.names[row], this.ground.places.code[row])));
    });
    select.value = was;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }

  byName(rows) {
    return [...rows].sort((a, b) => this.words.names[a].localeCompare(this.words.names[b], "nl"));
  }

  suggest(typed) {
    const wanted = fold(typed);
    const rows = [];
    if (wanted.length >= LEAST_TYPED) {
      for (let row = 0; row < this.folded.length && rows.length < LISTED; row += 1) if (this.folded[row].includes(wanted)) rows.push(row);
    }
    this.section.querySelector("[data-namen]").replaceChildren(...rows.map((row) => new Option("", this.words.names[row])));
  }

  get folded() {
    this.foldedNames ??= this.words.names.map(fold);
    return this.foldedNames;
  }

  async answer(form) {
    await this.ready();
    const kind = { bij: "b", sluit: "s", verhuis: "v" }[form.dataset.vorm];
    const code = kind === "b" ? "" : this.codeOf(form.elements.wie.value, form);
    if (code === null) return;
    const to = kind === "s" ? null : await this.where(form, kind === "b" ? form.elements.bij : form.elements.naar);
    if (kind !== "s" && !to) return;
    for (const field of form.querySelectorAll("input:not([type=hidden])")) field.value = "";
    for (const field of form.querySelectorAll("select")) field.selectedIndex = 0;
    this.add({ kind, code, to });
  }

  async where(form, field) {
    if (field.value.trim()) {
      const code = this.codeOf(field.value, form);
      return code && { code };
    }
    const typed = form.elements.zoek.value.trim();
    if (!typed) {
      this.say(this.words.told.choose);
      return null;
    }
    return this.town(typed, form);
  }

  // The spot of a postcode or place; what this page does not know the server may.
  async town(typed, form) {
    const { postcodes, places } = await this.files.read("towns");
    const [, postcode] = /^([1-9]\d{3})\s*[a-z]{0,2}$/i.exec(typed) ?? [];
    if (postcode && postcodes[postcode]) return rounded(postcodes[postcode]);
    const found = places.filter(([name]) => fold(name) === fold(typed));
    if (found.length === 1) return rounded(found[0].slice(1));
    return this.giveUp(found.length ? this.words.told.which_town : this.words.told.no_town, form);
  }

  codeOf(value, form) {
    const { code } = this.ground.places;
    if (this.ground.places.rowOf.has(value)) return value;
    const wanted = fold(value);
    const rows = this.folded.flatMap((name, row) => (name === wanted ? [row] : []));
    if (rows.length === 1) return code[rows[0]];
    return this.giveUp(value ? this.words.told.no_place : this.words.told.choose, form, Boolean(value));
  }

  giveUp(sentence, form, canAsk = true) {
    if (canAsk && !this.isFrozen) form.submit();
    else this.say(sentence);
    return null;
  }
}

function rounded([x, y]) {
  return { x: Math.round(x / 10) * 10, y: Math.round(y / 10) * 10 };
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’'`]/g, "").replace(/[\s-]+/g, " ").trim();
}
