// Finds room: what would lie on something else steps aside, the nearest way that is free.

const RINGS_PX = [34, 52, 74, 100, 130];
const WAYS = 12;

// Steps from a point, nearest first; within a ring upward first.
export const ASIDE = RINGS_PX.flatMap((radius) =>
  [...Array(WAYS).keys()].map((way) => {
    const turn = ((way % 2 ? -1 : 1) * Math.ceil(way / 2) * 2 * Math.PI) / WAYS;
    return [Math.round(radius * Math.sin(turn)), Math.round(-radius * Math.cos(turn))];
  }),
);

export class Room {
  constructor(boxes = []) {
    this.boxes = [...boxes];
  }

  hold(box) {
    this.boxes.push(box);
  }

  // The first of the steps at which a box of that half width and height is free, and takes it; null where none is.
  take({ x, y }, [halfWidth, halfHeight], steps) {
    for (const step of steps) {
      const box = [x + step[0] - halfWidth, y + step[1] - halfHeight, x + step[0] + halfWidth, y + step[1] + halfHeight];
      if (this.boxes.some((other) => overlap(box, other))) continue;
      this.boxes.push(box);
      return step;
    }
    return null;
  }
}

// Where an element stands in its pane. Not Leaflet's setPosition: that makes a layer of its own of each, hundreds in all.
export function putAt(element, { x, y }) {
  element.style.transform = `translate(${x}px, ${y}px)`;
}

function overlap(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}
