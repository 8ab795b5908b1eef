/** Rotations of planted codes: aligned ones are far above chance, mixed ones are within it. */
import { describe, expect, test } from "vitest";
import { integers, key, normal } from "../../math/random.js";
import type { Factor } from "../../protocols.js";
import { representation } from "../../representation/index.js";
import { imageChance } from "./chance.js";
import { codeInformation } from "./scores.js";

const CONDITIONS = 1500;
const LEVELS = 6;

const factors = ["hue", "size", "angle"].map(
  (name, i): Factor => ({
    name,
    kind: "continuous",
    values: Float64Array.from(integers(key(i), CONDITIONS, LEVELS)),
  }),
);

/** Units are weighted sums of the factors, with a little noise. */
function codeOf(weights: readonly (readonly number[])[]) {
  const units = weights.length;
  const noise = normal(key(9), CONDITIONS * units);
  const activity = Float64Array.from(noise, (draw, at) => {
    const row = Math.floor(at / units);
    const mixed = weights[at % units].reduce((sum, weight, f) => sum + weight * factors[f].values[row], 0);
    return mixed + 0.1 * draw;
  });
  return representation({ activity, units, factors });
}

const ALIGNED = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const TURNED = [
  [0.67, 0.67, 0.33],
  [-0.67, 0.33, 0.67],
  [0.33, -0.67, 0.67],
];

describe("chance levels of the scores of images", () => {
  test("a latent for each factor is above chance, a rotation of it is not", () => {
    const chance = imageChance(codeOf(ALIGNED), 20, key(1));
    const [aligned, turned] = [ALIGNED, TURNED].map((weights) => codeInformation(codeOf(weights), 20));
    for (const name of ["mig", "mir"] as const) {
      expect(aligned[name].score).toBeGreaterThan(chance[name][1] + 0.2);
      expect(turned[name].score).toBeLessThan(chance[name][1]);
    }
  });

  test("the chance level is of the span alone: that of a rotated code is much the same", () => {
    const [one, other] = [ALIGNED, TURNED].map((weights) => imageChance(codeOf(weights), 20, key(2)));
    expect(Math.abs(one.mir[1] - other.mir[1])).toBeLessThan(0.1);
    expect(imageChance(codeOf(ALIGNED), 20, key(2))).toEqual(one);
  });

  test("a code of one direction, or none, has no chance level", () => {
    const line = representation({
      activity: Float64Array.from({ length: 2 * CONDITIONS }, (_, i) => (i % 2 === 0 ? factors[0].values[i / 2] : 0)),
      units: 2,
      factors,
    });
    const still = representation({ activity: new Float64Array(2 * CONDITIONS), units: 2, factors });
    for (const code of [line, still]) {
      expect(imageChance(code, 20, key(3))).toEqual({ mig: [Number.NaN, Number.NaN], mir: [Number.NaN, Number.NaN] });
    }
  });
});
