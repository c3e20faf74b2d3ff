// The front end: nicer with it, complete without it. Draws the map once somebody comes near it.
import { startMap } from "./map.js";
import { watchMoment } from "./moment.js";

const NEARBY = "400px";

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

for (const element of document.querySelectorAll("[data-kaart]")) {
  element.classList.add("wacht");
  element.parentElement.classList.add("met-kaart");
  element.querySelector(".kaart-zonder").textContent = "De kaart wordt geladen.";
  whenNear(element, () => startMap(element));
}

for (const note of document.querySelectorAll("[data-verouderd]")) watchMoment(note);
