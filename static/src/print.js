// The button that prints: without a script the page says which keys do.
export function offerPrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
  for (const said of document.querySelectorAll("[data-zonder-script]")) said.hidden = true;
}
