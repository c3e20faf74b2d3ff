// Work in small portions: on a slow phone a finger waits for whatever is being done.

const PORTION_MS = 8;
const NO_FRAME_MS = 200;

// Lets the page paint and answer first. A page that nobody looks at has no frames: then a while.
export function breath() {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, NO_FRAME_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve, 0);
    });
  });
}

// Does something with each, a portion at a time; stops where it says false.
export async function each(things, act) {
  let began = performance.now();
  for (const thing of things) {
    if (performance.now() - began > PORTION_MS) {
      await breath();
      began = performance.now();
    }
    if (act(thing) === false) return;
  }
}
