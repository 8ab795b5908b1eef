import { expect, test } from "vitest";
import { fold, key } from "../../math/random.js";
import {
  drawWorld,
  entangledWorld,
  objectWorlds,
  offset,
  WORLD_PLACES,
  WORLD_SIDE,
  worldTargets,
} from "./objectWorlds.js";
import { MOVES, moved } from "./roomWalks.js";

const place = (row: number, column: number) => row * WORLD_SIDE + column;
const distance = (from: number, to: number) => offset(from, to).reduce((sum, value) => sum + Math.abs(value), 0);

test("offsets go the shorter way around", () => {
  expect(offset(place(0, 0), place(15, 1))).toEqual([-1, 1]);
  expect(offset(place(3, 15), place(3, 2))).toEqual([0, 3]);
  expect(offset(place(0, 0), place(8, 7))).toEqual([-8, 7]);
});

test("worlds keep objects 8 apart, and hold from none to four, as many as fit", () => {
  const worlds = Array.from({ length: 300 }, (_, i) => drawWorld(fold(key(3), i)));
  for (const objects of worlds) {
    for (const [i, a] of objects.entries()) {
      for (const b of objects.slice(i + 1)) expect(Math.hypot(...offset(a, b))).toBeGreaterThanOrEqual(8);
    }
  }
  const counts = new Set(worlds.map((objects) => objects.length));
  expect([...counts].sort()).toEqual([0, 1, 2, 3, 4]);
  // None is wanted in one of nine worlds; one or more always fit.
  expect(Math.abs(worlds.filter((objects) => objects.length === 0).length / 300 - 1 / 9)).toBeLessThan(0.06);
  expect(entangledWorld(key(9)).length).toBeGreaterThanOrEqual(2);
});

test("moves that are told are those that shorten the way to a nearest object", () => {
  const objects = [place(2, 3), place(10, 12)];
  const targets = worldTargets(objects);
  for (let at = 0; at < WORLD_PLACES; at++) {
    const least = Math.min(...objects.map((object) => distance(at, object)));
    expect(targets[at * 5]).toBe(objects.includes(at) ? 1 : 0);
    for (let move = 0; move < MOVES.length; move++) {
      const after = Math.min(
        ...objects
          .filter((object) => distance(at, object) === least)
          .map((object) => distance(moved(at, move, WORLD_SIDE), object)),
      );
      expect(targets[at * 5 + 1 + move]).toBe(least > 0 && after < least ? 1 : 0);
    }
  }
  expect(worldTargets([]).every((value) => value === 0)).toBe(true);
});

test("factorised batches are new worlds at every step, entangled ones the same", () => {
  const free = objectWorlds(3, false, key(1));
  expect(free.batch(1)).toEqual(free.batch(1));
  expect(free.batch(2)).not.toEqual(free.batch(1));
  const { batch, inputShape, targetShape } = objectWorlds(3, true, key(1));
  const { input, target } = batch(1);
  expect(batch(9)).toEqual({ input, target });
  expect([input.length, target.length]).toEqual([inputShape[0] * inputShape[1], targetShape[0] * targetShape[1]]);
  expect(input.subarray(0, WORLD_PLACES)).toEqual(input.subarray(WORLD_PLACES, 2 * WORLD_PLACES));
});
