// The front end: nicer with it, complete without it. The map and all that draws it comes once somebody comes near.
import { watchMoment } from "./moment.js";
import { keepQuestion } from "./otherlanguage.js";
import { offerPrint } from "./print.js";
import { startSearch } from "./search.js";

const NEARBY = "400px";
const LONGEST_WAIT_MS = 1000;

function whenNear(element, start) {
  if (!("IntersectionObserver" in window)) {
    start();
    return;
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        start();
      }
    },
    { rootMargin: NEARBY },
  );
  observer.observe(element);
}

// After what a visitor waits for: the page itself.
function whenIdle(start) {
  if ("requestIdleCallback" in window) requestIdleCallback(start, { timeout: LONGEST_WAIT_MS });
  else setTimeout(start, 0);
}

// What the map says, in the language of the page: the server writes it, for no script knows a language.
function readWords(section) {
  return JSON.parse(section.querySelector("[data-woorden]").textContent);
}

async function bringMap(element, words) {
  const style = element.dataset.stijl;
  if (style) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));
  const giveUp = (fault) => leaveASentence(element, words, fault);
  try {
    const { startMap } = await import("./map.js");
    await startMap(element, words, giveUp);
  } catch (fault) {
    giveUp(fault);
  }
}

function leaveASentence(element, words, fault) {
  if (!fault.isStale) console.error(fault);
  element.classList.remove("wacht");
  element.parentElement.classList.replace("met-kaart", "zonder-kaart");
  element.textContent = fault.isStale ? words.stale : words.failed;
}

function enliven() {
  for (const element of document.querySelectorAll("[data-kaart]")) {
    const words = readWords(element.parentElement);
    element.classList.add("wacht");
    element.parentElement.classList.add("met-kaart");
    element.querySelector(".kaart-zonder").textContent = words.loading;
    whenNear(element, () => whenIdle(() => bringMap(element, words)));
  }

  for (const note of document.querySelectorAll("[data-verouderd]:not(:empty)")) watchMoment(note);

  for (const field of document.querySelectorAll("[data-zoek]")) startSearch(field);
  for (const button of document.querySelectorAll("[data-print]")) offerPrint(button);
}

keepQuestion();
// A page that is a file does not know from which view of the dashboard somebody came.
for (const link of document.querySelectorAll("[data-weg-terug]")) if (!link.search) link.search = location.search;

// Where only files are served, a page may first have to become what its address asks for.
if (document.documentElement.dataset.site) {
  import("./filesite.js").then(({ startFilesite }) => startFilesite()).catch((fault) => console.error(fault)).then(enliven).then(() => {
    document.documentElement.dataset.klaar = "";
  });
} else enliven();

for (const root of document.querySelectorAll("[data-dekking]")) {
  import("./dashboard.js").then(({ startDashboard }) => startDashboard(root));
}

for (const section of document.querySelectorAll("[data-watals]")) {
  whenIdle(() => import("./whatif.js").then(({ startWhatIf }) => startWhatIf(section)));
}
