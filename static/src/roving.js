// Many buttons, one tab stop: the arrow keys, Home and End go from one to the next (ARIA's toolbar).

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Roving {
  // came: called with a button that the keys brought the focus to.
  constructor(pane, came) {
    this.pane = pane;
    this.came = came;
    this.elements = [];
    this.current = null;
    pane.addEventListener("keydown", (event) => this.press(event));
    pane.addEventListener("focusin", ({ target }) => {
      if (!this.elements.includes(target)) return;
      this.hold(target);
      if (target.matches(":focus-visible")) this.came(target);
    });
  }

  // In this order from now on; `entry` is where the tab key comes in, unless the focus is on one of them.
  renew(elements, entry) {
    this.elements = elements;
    const focused = elements.find((element) => element === document.activeElement);
    this.hold(focused ?? entry ?? elements[0]);
  }

  hold(element) {
    if (this.current) this.current.tabIndex = -1;
    this.current = element ?? null;
    if (this.current) this.current.tabIndex = 0;
  }

  press(event) {
    const at = this.elements.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = this.next(event.key, at);
    if (to === null) return;
    event.preventDefault();
    this.elements[to].focus({ preventScroll: true });
  }

  next(key, at) {
    const last = this.elements.length - 1;
    if (key === "Home") return 0;
    if (key === "End") return last;
    if (!(key in STEPS)) return null;
    const sideways = key === "ArrowLeft" || key === "ArrowRight";
    const mirrored = sideways && getComputedStyle(this.pane).direction === "rtl";
    return Math.min(last, Math.max(0, at + STEPS[key] * (mirrored ? -1 : 1)));
  }
}
