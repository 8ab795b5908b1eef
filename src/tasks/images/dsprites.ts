/**
 * dSprites (Matthey, Higgins, Hassabis & Lerchner 2017) re-rendered: 737,280 white shapes on black, 64 x 64, from four formulas that
 * were fitted to published images. With pixel (column, row) at (x, y) = (column + 0.5, row + 0.5), y down, a shape of scale s at
 * (16 + 32 posX, 16 + 32 posY), turned by th, holds the pixels whose
 *
 *     u = dx cos th - dy sin th,   v = dx sin th + dy cos th
 *
 * fulfil  square |u|, |v| <= 9.6 s;  ellipse (u / 12.77 s)^2 + (v / 7.215 s)^2 <= 1;  heart: inside the curve
 * u = 9.594 s sin^3 t, v = -s (0.662 (13 cos t - 5 cos 2t - 2 cos 3t - cos 4t) + 1.438). No pixel is grey.
 *
 * On 320 published frames (the animation that comes with the data), wrong pixels are 8 of 20,488 white ones (square), 8 of 15,664
 * (ellipse) and 8 of 36,922 (heart, 167 poses; with the constants chosen on every other pose, 3 of 18,399 on the rest). Most frames
 * are at scale 1. Re-rendered, not identical. Orientations 0 and 39 of the 40 are the same angle, here as there;
 * `DISTINCT_ORIENTATIONS` leaves out the second.
 */
import type { FactorGrid, ImageTask } from "../../protocols.js";
import { factorGrid, levelsOf } from "./factorGrid.js";
import { evenly } from "./levels.js";

const SIDE = 64;

/** Levels of `orientation` without the last, which repeats the first. */
export const DISTINCT_ORIENTATIONS: readonly number[] = Array.from({ length: 39 }, (_, level) => level);

/** The factors of the published file, in its order. */
export const dspritesGrid: FactorGrid = factorGrid([
  { name: "color", kind: "categorical", values: [1], levels: ["white"] },
  { name: "shape", kind: "categorical", values: [1, 2, 3], levels: ["square", "ellipse", "heart"] },
  { name: "scale", kind: "continuous", values: evenly(0.5, 1, 6) },
  { name: "orientation", kind: "circular", values: evenly(0, 2 * Math.PI, 40), period: 2 * Math.PI },
  { name: "posX", kind: "continuous", values: evenly(0, 1, 32) },
  { name: "posY", kind: "continuous", values: evenly(0, 1, 32) },
]);

/** dSprites at its own size; `resized` of resized.ts makes it smaller. */
export const dsprites: ImageTask = {
  name: "re-rendered dSprites",
  origin: "re-rendered",
  height: SIDE,
  width: SIDE,
  channels: 1,
  grid: dspritesGrid,
  render(index, into, at = 0) {
    const [, shape, scale, orientation, x, y] = levelsOf(dspritesGrid, index);
    const [, , scales, , xs, ys] = dspritesGrid.factors;
    const angle = (2 * Math.PI * (orientation % DISTINCT_ORIENTATIONS.length)) / DISTINCT_ORIENTATIONS.length;
    const place = { x: 16 + 32 * xs.values[x], y: 16 + 32 * ys.values[y], angle, scale: scales.values[scale] };
    into.fill(0, at, at + SIDE * SIDE);
    fillShape(SHAPES[shape], place, into, at);
  },
};

/** Whether a point of a shape's own axes, at scale 1, lies in it. */
type Shape = (u: number, v: number) => boolean;

const square: Shape = (u, v) => Math.abs(u) <= 9.6 && Math.abs(v) <= 9.6;

const ellipse: Shape = (u, v) => (u / 12.77) ** 2 + (v / 7.215) ** 2 <= 1;

/** Left and right of the middle, the curve passes every u twice: at t and pi - t, with sin^3 t = |u| / 9.594. */
const heart: Shape = (u, v) => {
  const sine = Math.cbrt(Math.abs(u) / 9.594);
  if (sine > 1) return false;
  const cosine = Math.sqrt(1 - sine * sine);
  return v >= heartEdge(cosine) && v <= heartEdge(-cosine);
};

/** v of the heart's curve from cos t, by the multiple-angle formulas. */
function heartEdge(c: number): number {
  const double = 2 * c * c - 1;
  const triple = (4 * c * c - 3) * c;
  const quadruple = 2 * double * double - 1;
  return -(0.662 * (13 * c - 5 * double - 2 * triple - quadruple) + 1.438);
}

const SHAPES: readonly Shape[] = [square, ellipse, heart];

/** No shape reaches further from its centre at scale 1: the square's corner. */
const REACH = 9.6 * Math.SQRT2;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly scale: number;
}

function fillShape(shape: Shape, { x, y, angle, scale }: Place, into: Float32Array, at: number): void {
  const [cosine, sine, reach] = [Math.cos(angle) / scale, Math.sin(angle) / scale, REACH * scale];
  const [top, bottom] = within(y, reach);
  const [left, right] = within(x, reach);
  for (let row = top; row <= bottom; row++) {
    const dy = row + 0.5 - y;
    for (let column = left; column <= right; column++) {
      const dx = column + 0.5 - x;
      if (shape(dx * cosine - dy * sine, dx * sine + dy * cosine)) into[at + row * SIDE + column] = 1;
    }
  }
}

/** First and last pixel that can be reached from `centre`. */
const within = (centre: number, reach: number): readonly [number, number] => [
  Math.max(0, Math.floor(centre - reach)),
  Math.min(SIDE - 1, Math.ceil(centre + reach)),
];
