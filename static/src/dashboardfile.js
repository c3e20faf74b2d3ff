// On a site of files: the table that is shown as CSV, and where the code of this kind of help is.
import { asCsv, offer } from "./csv.js";

// shown: gives the view at hand, with state, look and said.
export function offerTable(link, shown) {
  link.hidden = false;
  link.addEventListener("click", () => {
    const { state, look, painter } = shown();
    const { columns, rows } = painter.numbers(look, state);
    offer(link, "dekking.csv", asCsv(columns, rows), "text/csv");
  });
}

// As sociale_kaart/publish/byquery.py has it.
export function leadToCode(link, pillar) {
  link.href = `${link.href.replace(/insluiten\/.*$/, "insluiten/")}dekking/${pillar}/`;
}
