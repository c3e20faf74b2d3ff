// The button that prints: without a script the page says which keys do. Who came by a link "Print" asked for it already.
const ASKED = "#print";

export function offerPrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
  for (const said of document.querySelectorAll("[data-zonder-script]")) said.hidden = true;
  if (location.hash !== ASKED) return;
  // Once: whoever comes back to this page did not ask for it again.
  history.replaceState(null, "", location.pathname + location.search);
  window.print();
}
