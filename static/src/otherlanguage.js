// The same page in another language, with what is asked now: a script, or a page that is a file, may have changed that.
export function keepQuestion() {
  const renew = ({ target }) => {
    const link = target.closest?.("a[hreflang]");
    if (link) link.search = location.search;
  };
  for (const sign of ["pointerdown", "focusin", "click"]) document.addEventListener(sign, renew, true);
}
