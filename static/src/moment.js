// A page that was left open tells what was open then: say so once somebody looks at it again. Nothing moves by itself.
const FRESH_MS = 5 * 60 * 1000;

export function watchMoment(note) {
  const shown = Date.now();
  const look = () => {
    if (document.visibilityState === "visible" && Date.now() - shown > FRESH_MS) note.hidden = false;
  };
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", look); // a page that "back" brings from memory
  window.addEventListener("focus", look);
}
