// Longitude and latitude to the Dutch grid, by the polynomials of Schreutelkamp and Strang van Hees: within a metre.

const ORIGIN = { lat: 52.1551744, lon: 5.38720621, x: 155000, y: 463000 };
const X = [[0, 1, 190094.945], [1, 1, -11832.228], [2, 1, -114.221], [0, 3, -32.391], [1, 0, -0.705], [3, 1, -2.34], [1, 3, -0.608], [0, 2, -0.008], [2, 3, 0.148]];
const Y = [[1, 0, 309056.544], [0, 2, 3638.893], [2, 0, 73.077], [1, 2, -157.984], [3, 0, 59.788], [0, 1, 0.433], [2, 2, -6.439], [1, 1, -0.032], [0, 4, 0.092], [1, 4, -0.054]];

export function toRd(lon, lat) {
  const north = 0.36 * (lat - ORIGIN.lat), east = 0.36 * (lon - ORIGIN.lon);
  const sum = (terms) => terms.reduce((total, [p, q, factor]) => total + factor * north ** p * east ** q, 0);
  return { x: ORIGIN.x + sum(X), y: ORIGIN.y + sum(Y) };
}
