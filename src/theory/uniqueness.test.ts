/** Whether an optimal code has other neurons, where it is known. */
import { describe, expect, test } from "vitest";
import { fromRows, matrix } from "../math/matrix.js";
import { fold, key, uniform } from "../math/random.js";
import { checkedPrediction } from "./checked.fixture.js";
import { supportFromSamples } from "./support.js";

/** K equally likely levels as one group of indicators. */
const categories = (levels: number) => ({
  support: supportFromSamples(
    fromRows(
      Array.from({ length: levels }, (_, row) => Array.from({ length: levels }, (__, k) => (k === row ? 1 : 0))),
    ),
  ),
  groups: [Array.from({ length: levels }, (_, k) => k)],
});

describe("neurons", () => {
  test.each([
    [2, false],
    [3, true],
    [4, true],
    [6, true],
  ])("of %i categories are one per level, and no others from three on: %s", (levels, unique) => {
    expect(checkedPrediction(categories(levels)).unique).toBe(unique);
  });

  test("of factors with a cheaper sign each are unique; of symmetric ones either sign does", () => {
    const skewed = [0, 1, 3].flatMap((x) => [0, 1, 4].map((y) => [x, y]));
    const even = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y]));
    expect(checkedPrediction({ support: supportFromSamples(fromRows(skewed)) }).unique).toBe(true);
    expect(checkedPrediction({ support: supportFromSamples(fromRows(even)) }).unique).toBe(false);
  });

  test("of three corners of a square are unique, mixed one included", () => {
    const corners = fromRows([
      [0, 0],
      [0, 1],
      [1, 0],
    ]); // prettier-ignore
    const { unique, neurons, selectivity } = checkedPrediction({ support: supportFromSamples(corners) });
    expect([unique, neurons.length]).toEqual([true, 3]);
    expect((selectivity?.maximum ?? 0) - (selectivity?.minimum ?? 1)).toBeLessThan(1e-6);
  });

  test("of a circle are a continuum", () => {
    const circle = fromRows(
      Array.from({ length: 90 }, (_, k) => [Math.cos((k * Math.PI) / 45), Math.sin((k * Math.PI) / 45)]),
    );
    expect(checkedPrediction({ support: supportFromSamples(circle) }).unique).toBe(false);
  });

  test("are not said to be unique where the target leaves a direction free, or the search is not exhaustive", () => {
    const samples = matrix(60, 3, uniform(key(2), 180));
    const targetMixing = fromRows([
      [1, 1, 0],
      [0, 0, 1],
    ]); // prettier-ignore
    const free = checkedPrediction({ support: supportFromSamples(samples), targetMixing, groups: [[0, 1]] });
    expect(free.unique).not.toBe(true);
    const many = matrix(60, 7, uniform(fold(key(2), 7), 420));
    expect(checkedPrediction({ support: supportFromSamples(many) }, { seconds: 0.5 }).unique).toBeNull();
  });

  test("where unique, all have the same selectivity over all optima, but for directions that are as good to 1e-5", () => {
    for (let k = 0; k < 20; k++) {
      const samples = matrix(12, 2 + (k % 2), uniform(fold(key(9), k), 12 * (2 + (k % 2))));
      const { unique, selectivity, status } = checkedPrediction({ support: supportFromSamples(samples) });
      expect([status, unique]).toEqual(["certified", expect.any(Boolean)]);
      if (unique) expect((selectivity?.maximum ?? 0) - (selectivity?.minimum ?? 1)).toBeLessThan(0.01);
    }
  });
});
