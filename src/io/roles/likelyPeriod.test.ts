/** Angles by name and values, in whatever unit; nothing else. */
import { expect, test } from "vitest";
import { likelyPeriod } from "./likelyPeriod.js";

const evenly = (count: number, from: number, to: number) =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
const TURN = 6.2832;

test.each<[string, Float64Array, number | undefined]>([
  ["hd_deg", evenly(500, 0.1, 359.8), 360],
  ["heading", evenly(500, -179.9, 179.9), 360],
  ["head_direction (rad)", evenly(500, -3.14, 3.14), TURN],
  ["theta phase", evenly(500, 0, 6.28), TURN],
  ["direction", evenly(8, 0, 315), 360],
  ["movementDirection", evenly(4, 0, 270), 360],
  ["orientation", evenly(8, 0, 157.5), 180],
  ["ori", evenly(4, 0, 135), 180],
  ["grating orientation (deg)", evenly(12, 0, 330), 360],
  // by their values no angles
  ["direction", Float64Array.of(-1, 1), undefined],
  ["direction", Float64Array.of(0, 1, 2, 3), undefined],
  ["phase", Float64Array.of(1, 2, 3, 4, 5, 6), undefined],
  ["angle", evenly(100, 0, 90), undefined],
  ["angle", evenly(100, -2000, 3000), undefined],
  ["heading", new Float64Array(5).fill(Number.NaN), undefined],
  // by their names
  ["x", evenly(500, 0, 359.8), undefined],
  ["contrast", evenly(500, 0, 6.2), undefined],
  ["reaction time (ms)", evenly(500, 0, 350), undefined],
  ["triangle", evenly(500, 0, 359), undefined],
])("%s", (name, values, period) => {
  expect(likelyPeriod({ name }, values)).toBe(period);
});
