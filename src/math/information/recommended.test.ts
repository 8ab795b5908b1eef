import { expect, test } from "vitest";
import { fold, integers, key } from "../random.js";
import { mean } from "../statistics.js";
import { mutualInformation } from "./plugIn.js";
import { plugInBias, recommendedBins, SAMPLES_PER_CELL } from "./recommended.js";

test("0.9 n^(1/3) bins, from 4 to 20", () => {
  expect([100, 300, 1000, 3000, 5000, 11_000, 1e6].map((n) => recommendedBins(n))).toEqual([4, 6, 9, 13, 15, 20, 20]);
});

test("fewer, at least 3, where levels or few samples would leave less than five in a cell", () => {
  expect(recommendedBins(300, 20)).toBe(3);
  expect(recommendedBins(1000, 40)).toBe(5);
  expect(recommendedBins(5000, 40)).toBe(15);
  expect(recommendedBins(20)).toBe(3);
  for (const n of [200, 1200, 4000]) {
    for (const levels of [2, 10, 30]) {
      const bins = recommendedBins(n, levels);
      if (bins > 3) expect(n / (bins * Math.max(bins, levels))).toBeGreaterThanOrEqual(SAMPLES_PER_CELL);
    }
  }
});

test("the bias is what unrelated variables seem to share", () => {
  const [n, a, b] = [400, 6, 4];
  const found = Array.from({ length: 200 }, (_, draw) => {
    const [x, y] = [a, b].map((levels, i) => Uint16Array.from(integers(fold(fold(key(1), draw), i), n, levels)));
    return mutualInformation({ values: x, levels: a }, { values: y, levels: b });
  });
  expect(mean(found)).toBeCloseTo(plugInBias(a, b, n), 2.5);
});
