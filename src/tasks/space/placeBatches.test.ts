import { expect, test } from "vitest";
import { key } from "../../math/random.js";
import { mean, standardDeviation } from "../../math/statistics.js";
import { BOX, objectBatches, positionBatches } from "./placeBatches.js";

const options = { roomPlaces: 200, roomSize: 0.8, lattice: 6 };

test("room places are normal and are the targets; the rest is a lattice, whole in either direction, elsewhere at every step", () => {
  const { batch, inputShape, targetShape } = positionBatches(options, key(3));
  const { input, target } = batch(1);
  expect([input.length, target.length]).toEqual([inputShape[0] * 2, targetShape[0] * 2]);
  expect(input.subarray(0, 400)).toEqual(target);
  expect(Math.abs(mean(target))).toBeLessThan(0.15);
  expect(Math.abs(standardDeviation(target) - 0.8)).toBeLessThan(0.1);
  for (const wave of [1, 2, 3, 4, 5]) {
    const phases = Array.from(
      input.subarray(400).filter((_, at) => at % 2 === 1),
      (value) => wave * value,
    );
    expect(Math.abs(mean(phases.map(Math.cos)))).toBeLessThan(1e-5);
    expect(Math.abs(mean(phases.map(Math.sin)))).toBeLessThan(1e-5);
  }
  expect(batch(1)).toEqual({ input, target });
  expect(batch(2).input[400]).not.toBe(input[400]);
  expect(positionBatches(options, key(4)).batch(1).input).not.toEqual(input);
});

test("an object is at home in exactly its share of lattice rows, and elsewhere wherever chance puts it", () => {
  for (const atHome of [0, 0.25, 1]) {
    const { batch, inputShape } = objectBatches({ ...options, atHome }, key(5));
    const { input, target } = batch(7);
    expect(input).toHaveLength(4 * inputShape[0]);
    const rows = Array.from({ length: inputShape[0] }, (_, row) => input.subarray(4 * row, 4 * row + 4));
    const home = rows.map(([x, y, u, v]) => x === u && y === v);
    expect(home.slice(0, 400).every(Boolean)).toBe(true);
    expect(Array.from(rows[399].subarray(0, 2))).toEqual(Array.from(target.subarray(798, 800)));
    expect(home.slice(400).filter(Boolean)).toHaveLength(Math.round(36 * atHome));
    if (atHome === 0) {
      const vectors = new Set(rows.slice(400).map(([, , u, v]) => `${(u % BOX).toFixed(4)},${(v % BOX).toFixed(4)}`));
      expect(vectors.size).toBe(36);
    }
  }
});
