// Reads /api/punten.bin, which sociale_kaart/web/mappoints.py writes and describes.

const HEADER_BYTES = 20;
const STEP_PLANES = 5;
const STEP_DEGREES = 1e-5;
const WEST = 3;
const SOUTH = 50;
const HALF = 2 ** 20; // a code has 40 bits, and bitwise operators take 32: it goes in two halves
const PILLARS_A_PLANE = 4;

// lon, lat: per row; code: the same for rows at one point; said: per pillar and row 0 no, 1 unknown, 2 yes.
export function readColumns(buffer) {
  const bytes = new Uint8Array(buffer);
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== "SKP1") throw new Error("not the columns of a map");
  const header = new DataView(buffer, 0, HEADER_BYTES);
  const count = header.getUint32(4, true);
  const plane = (number) => bytes.subarray(HEADER_BYTES + number * count, HEADER_BYTES + (number + 1) * count);
  const said = (pillar, row) =>
    (plane(STEP_PLANES + Math.floor(pillar / PILLARS_A_PLANE))[row] >> (2 * (pillar % PILLARS_A_PLANE))) & 3;
  return { count, pillars: header.getUint8(8), version: hexadecimal(bytes.subarray(12, 20)), said, ...readPoints(count, plane) };
}

function readPoints(count, plane) {
  const planes = [...Array(STEP_PLANES).keys()].map(plane);
  const code = new Float64Array(count), lon = new Float64Array(count), lat = new Float64Array(count);
  let at = 0;
  for (let row = 0; row < count; row += 1) {
    let step = 0;
    for (const one of planes) step = step * 256 + one[row];
    at += step;
    const high = Math.floor(at / HALF), low = at % HALF;
    code[row] = at;
    lon[row] = WEST + STEP_DEGREES * ((everyOther(high) << 10) | everyOther(low));
    lat[row] = SOUTH + STEP_DEGREES * ((everyOther(high >> 1) << 10) | everyOther(low >> 1));
  }
  return { code, lon, lat };
}

// The even bits of a number, side by side.
function everyOther(bits) {
  bits &= 0x55555555;
  bits = (bits | (bits >> 1)) & 0x33333333;
  bits = (bits | (bits >> 2)) & 0x0f0f0f0f;
  bits = (bits | (bits >> 4)) & 0x00ff00ff;
  return (bits | (bits >> 8)) & 0x0000ffff;
}

function hexadecimal(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
