import { expect, test } from "vitest";
import { fold, key, normal } from "../../math/random.js";
import { mean, pearson } from "../../math/statistics.js";
import { type AnalysedMap, analyseMaps } from "../analyseMaps.js";
import { mapOf } from "../grid/lattices.fixture.js";
import { smoothMean } from "../session/smooth.js";
import { smoothRandomMaps } from "./smoothRandomMaps.js";
import type { RateMap } from "./types.js";

const SIDE = 24;

function smoothNoise(number: number, sigma: number): RateMap {
  const flat = mapOf(SIDE, () => 1);
  const rate = smoothMean(normal(fold(key(12), number), SIDE * SIDE), flat.occupancy, SIDE, SIDE, { sigma });
  return { ...flat, rate: rate.map((value) => Math.max(0, value)) };
}

const sorted = (rates: Float64Array) => [...rates].filter((rate) => !Number.isNaN(rate)).sort((a, b) => a - b);

/** Correlation of every bin with the one `lag` columns on. */
const alike = ({ rate }: Pick<RateMap, "rate">, lag: number): number => {
  const pairs = Array.from(rate.keys()).filter((at) => (at % SIDE) + lag < SIDE);
  return pearson(
    pairs.map((at) => rate[at]),
    pairs.map((at) => rate[at + lag]),
  );
};

test("hold the same rates in the bins visited, in other places, and the same key gives the same map", () => {
  const map = smoothNoise(1, 2);
  const holed = { ...map, rate: map.rate.map((rate, at) => (at % SIDE < 2 || at < 30 ? Number.NaN : rate)) };
  const random = smoothRandomMaps(holed, key(1));
  const drawn = random(key(5));
  expect(sorted(drawn)).toEqual(sorted(holed.rate));
  expect([...drawn].map(Number.isNaN)).toEqual([...holed.rate].map(Number.isNaN));
  expect([...drawn]).not.toEqual([...holed.rate]);
  expect([...random(key(5))]).toEqual([...drawn]);
  expect([...random(key(6))]).not.toEqual([...drawn]);
});

test.each([1.2, 2, 3])("are as smooth as the maps they stand for (%f bins)", (sigma) => {
  const lag = Math.round(1.5 * sigma);
  const maps = Array.from({ length: 12 }, (_, i) => smoothNoise(i, sigma));
  const drawn = maps.map((map, i) => ({ rate: smoothRandomMaps(map, fold(key(7), i))(key(i)) }));
  const [own, random] = [maps, drawn].map((all) => mean(all.map((map) => alike(map, lag))));
  expect(Math.abs(own - random)).toBeLessThan(0.1);
});

function finish(steps: Generator<unknown, AnalysedMap[]>): AnalysedMap[] {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

test("smooth random maps have no borders beyond chance, a wall has", () => {
  const wall = mapOf(SIDE, (x) => Math.exp(-x / 0.08));
  const maps = [wall, ...Array.from({ length: 40 }, (_, i) => smoothNoise(100 + i, 3))];
  const [border, ...random] = finish(analyseMaps(maps, 19, key(2), { significance: 1 })).map((map) => map.border.p);
  expect(border).toBeLessThanOrEqual(0.05);
  // 2 expected; more than 6 in one of 300 tries
  expect(random.filter((p) => p <= 0.05).length).toBeLessThanOrEqual(6);
});
