// The page that makes code for a map on another page: what is chosen shows at once, and a press copies.
const WAIT_MS = 300;
const SAID_MS = 4000;

function startCopying(root) {
  for (const button of root.querySelectorAll("[data-kopieer]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  const field = document.getElementById(button.dataset.kopieer);
  const status = document.querySelector("[data-gekopieerd]");
  field.select();
  let isDone = false;
  try {
    await navigator.clipboard.writeText(field.value);
    isDone = true;
  } catch {
    isDone = document.execCommand("copy"); // without https there is no clipboard
  }
  status.textContent = isDone ? button.dataset.gelukt : status.dataset.mislukt;
  setTimeout(() => (status.textContent = ""), SAID_MS);
  button.focus();
}

// A site of files has a page for each choice that it offers: sociale_kaart/publish/byquery.py says where.
function fileOf(said, roots, spoken) {
  const parts = [said.get("wat"), said.get("pijler") || "alle", ...(said.get("gemeente") ? [said.get("gemeente")] : [])];
  return `${roots.get(spoken)}${parts.join("/")}/`;
}

function queryOf(said) {
  return [...said].length ? `?${said}` : "";
}

function without(said, name) {
  return new URLSearchParams([...said].filter(([one]) => one !== name));
}

async function read(address) {
  const answer = await fetch(address);
  return { isThere: answer.ok, address: answer.url, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

// The page stays in its own language: the map, its code and its picture are in the one that was chosen.
function speak({ page, address }, spoken) {
  const [here, there] = [document, page].map((one) => one.querySelector('[data-vervang="uitkomst"]'));
  leadFrom(there, address);
  for (const field of here.querySelectorAll("textarea")) {
    field.value = there.querySelector(`#${field.id}`).value;
    field.lang = spoken;
  }
  for (const kind of ["iframe", "img", "a[download]"]) {
    const others = there.querySelectorAll(kind);
    here.querySelectorAll(kind).forEach((one, at) => {
      for (const name of ["src", "title", "alt", "href"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, others[at].getAttribute(name));
      }
    });
  }
}

// Addresses on it are relative to where it stands.
function leadFrom(part, address) {
  for (const name of ["src", "href"]) {
    for (const one of part.querySelectorAll(`[${name}]`)) one.setAttribute(name, new URL(one.getAttribute(name), address).href);
  }
}

function isWrong({ validity }) {
  return validity.badInput || validity.rangeUnderflow || validity.rangeOverflow;
}

// How high a frame is stands in the code alone.
function fitToFile(height) {
  const usual = document.querySelector("[data-hoogte]").dataset.hoogte;
  if (!height || height === usual) return;
  const code = document.getElementById("code-kader");
  code.value = code.value.replace(` height="${usual}"`, ` height="${height}"`);
  document.querySelector("[data-vervang] iframe").height = height;
}

// The page itself knows what goes with what: it is asked again, and its outcome put in place of the old one.
function followChoices(form) {
  let timer = 0, turn = 0;
  const roots = new Map([...form.querySelectorAll("[data-bestanden]")].map((one) => [one.value, new URL(one.dataset.bestanden, document.baseURI).href]));
  if (roots.size) {
    form.hidden = false;
    form.parentElement.classList.add("bouwer");
  }
  const ask = async () => {
    turn += 1;
    const mine = turn;
    const said = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = `${form.action}${queryOf(said)}`;
    const [own, spoken] = [document.documentElement.lang, said.get("taal")];
    if (roots.size && isWrong(form.elements.hoogte)) {
      document.querySelector("[data-gekopieerd]").textContent = form.elements.hoogte.dataset.fout;
      return;
    }
    const [answer, other] = await Promise.all([
      read(roots.size ? fileOf(said, roots, own) : `${form.action}${queryOf(without(said, "taal"))}`),
      spoken && spoken !== own ? read(roots.size ? fileOf(said, roots, spoken) : address) : null,
    ]);
    if (mine !== turn) return;
    const { isThere, page } = answer;
    const status = document.querySelector("[data-gekopieerd]");
    status.textContent = isThere ? "" : (page.querySelector("main p") ?? page.querySelector("main")).textContent.trim();
    if (!isThere) return; // what stood there stays, and so does its address
    for (const part of document.querySelectorAll("[data-vervang]")) {
      const renewed = page.querySelector(`[data-vervang="${part.dataset.vervang}"]`);
      if (!renewed) continue;
      if (roots.size) leadFrom(renewed, answer.address);
      part.replaceChildren(...document.adoptNode(renewed).childNodes);
    }
    if (other?.isThere) speak(other, spoken);
    if (roots.size) fitToFile(said.get("hoogte"));
    else history.replaceState(null, "", address);
    startCopying(document);
    form.dispatchEvent(new CustomEvent("vernieuwd"));
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch((fault) => console.error(fault)), WAIT_MS);
  };
  form.addEventListener("input", later);
  for (const button of form.querySelectorAll("[data-zonder-script]")) button.hidden = true;
}

startCopying(document);
for (const form of document.querySelectorAll("[data-keuzes]")) followChoices(form);
