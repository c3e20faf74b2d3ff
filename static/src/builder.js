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

// The page itself knows what goes with what: it is asked again, and its outcome put in place of the old one.
function followChoices(form) {
  let timer = 0, turn = 0;
  const ask = async () => {
    turn += 1;
    const mine = turn;
    const said = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = `${form.action}${[...said].length ? `?${said}` : ""}`;
    const answer = await fetch(address);
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== turn) return;
    const status = document.querySelector("[data-gekopieerd]");
    status.textContent = answer.ok ? "" : (told.querySelector("main p") ?? told.querySelector("main")).textContent.trim();
    if (!answer.ok) return; // what stood there stays, and so does its address
    for (const part of document.querySelectorAll("[data-vervang]")) {
      const other = told.querySelector(`[data-vervang="${part.dataset.vervang}"]`);
      if (other) part.replaceChildren(...document.adoptNode(other).childNodes);
    }
    history.replaceState(null, "", address);
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
