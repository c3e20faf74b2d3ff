// Where somebody is: suggestions while they type, and their own place where they ask for that. Nothing is sent off by itself.

const LEAST_LETTERS = 2;
const PAUSE_MS = 200;
const PLACES = 3; // decimals of a degree: some hundred metres, as the server rounds too
const PATIENCE_MS = 10000;
const FRESH_MS = 300000;
const NETHERLANDS = { south: 50.5, north: 53.8, west: 3.1, east: 7.4 };

export function startSearch(field) {
  const input = field.querySelector("input[name=zoek]");
  const spot = field.querySelector("[data-plekveld]");
  const status = field.appendChild(statusLine());
  // Whoever types a place means that place.
  input.addEventListener("input", () => {
    if (input.value.trim()) spot.disabled = true;
  });
  suggestWhileTyping(field, input, status);
  if ("geolocation" in navigator && window.isSecureContext) offerOwnPlace(field, input, spot, status);
}

function statusLine() {
  const line = document.createElement("p");
  line.className = "zoekstatus";
  line.setAttribute("role", "status");
  return line;
}

// WAI-ARIA's editable combobox with a list: the focus stays in the field, and an option is chosen by hand.
function suggestWhileTyping(field, input, status) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `${input.id}-lijst`, className: "suggesties", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.querySelector("label").textContent);
  input.after(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  let active = -1;
  let waiting = 0;
  let asking = new AbortController();

  const close = () => {
    clearTimeout(waiting);
    asking.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (option) => {
    input.value = option.textContent;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
    status.textContent = "";
    // The next question of the form: another Enter here would ask for all help.
    input.form?.querySelector("[data-hierna]")?.focus();
  };

  const mark = (number) => {
    const options = [...list.children];
    active = (number + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };

  const show = (labels, isWhole) => {
    list.replaceChildren(...labels.map((label, number) => optionElement(label, `${list.id}-${number}`)));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !labels.length;
    input.setAttribute("aria-expanded", String(labels.length > 0));
    status.className = "verborgen"; // who sees the list need not read how long it is
    status.textContent = isWhole && !labels.length ? "" : countWords(field.dataset, labels.length);
  };

  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const typed = input.value.trim();
    try {
      const labels = await suggestionsFor(typed, field.dataset.suggest, signal);
      // What stands there in full already is no suggestion.
      const others = labels.filter((label) => label.toLowerCase() !== typed.toLowerCase());
      if (!signal.aborted && document.activeElement === input) show(others, others.length < labels.length);
    } catch {
      // Without suggestions the question can be asked as well.
      if (!signal.aborted) close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    status.textContent = "";
    if (input.value.trim().length < LEAST_LETTERS) close();
    else waiting = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (isOpen) mark(active === -1 && step === -1 ? -1 : active + step);
      else if (input.value.trim().length >= LEAST_LETTERS) ask();
    } else if (event.key === "Enter" && isOpen && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
      status.textContent = "";
    }
  });
  input.addEventListener("blur", close);
  // A press would take the focus from the field, and with it the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

async function suggestionsFor(typed, address, signal) {
  if ("site" in document.documentElement.dataset) return (await import("./filenames.js")).suggestNames(typed);
  const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { signal });
  const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
  return suggestions.map((one) => one.label);
}

function optionElement(label, id) {
  const option = Object.assign(document.createElement("li"), { id, textContent: label });
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  return option;
}

function countWords(words, count) {
  if (!count) return words.geen;
  return count === 1 ? words.een : words.aantal.replace("{n}", count);
}

function offerOwnPlace(field, input, spot, status) {
  const { plekKnop, plekWacht, plekKlaar, plekWeg, plekBuiten, hier } = field.dataset;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "knop knop-licht eigen-plek", textContent: plekKnop });
  status.before(button);
  const refuse = (reason) => {
    status.textContent = reason;
    input.focus();
  };
  button.addEventListener("click", () => {
    status.className = "zoekstatus";
    status.textContent = plekWacht;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!isInTheNetherlands(coords)) {
          refuse(plekBuiten);
          return;
        }
        spot.value = `${Number(coords.latitude.toFixed(PLACES))},${Number(coords.longitude.toFixed(PLACES))}`;
        spot.disabled = false;
        input.value = "";
        input.placeholder = hier;
        status.textContent = plekKlaar;
      },
      () => refuse(plekWeg),
      { enableHighAccuracy: false, timeout: PATIENCE_MS, maximumAge: FRESH_MS },
    );
  });
}

function isInTheNetherlands({ latitude, longitude }) {
  const { south, north, west, east } = NETHERLANDS;
  return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
}
