import { expect, test } from "vitest";
import { key } from "../../math/random.js";
import { ahead, chainFrom, drawRingWalks, encodedRingWalks, placeOn, ringInputs, ringWalks } from "./ringWalks.js";

const room = { places: 4, objects: 3 };

test("an object is half a place nearer than its number says: ahead for half of the offsets, behind for the others", () => {
  expect([0, 1, 2, 3].map((offset) => ahead(offset, 4))).toEqual([-1, 1, 1, -1]);
  expect([0, 1, 2, 3, 4, 5].map((offset) => ahead(offset, 6))).toEqual([-1, 1, 1, 1, -1, -1]);
  expect([placeOn(3, 1, 4), placeOn(0, -1, 4), placeOn(1, -6, 4)]).toEqual([0, 3, 3]);
});

test("a chain goes on one place further, around the ring", () => {
  expect(chainFrom(0, room)).toEqual([0, 1, 2]);
  expect(chainFrom(3, room)).toEqual([3, 0, 1]);
});

test("a batch of a known walk", () => {
  const options = { ...room, moves: 1, walks: 1, chained: 0 };
  // On from place 0, objects at places 0, 1 and 3.
  const { input, target } = encodedRingWalks(options, { objects: [[0, 1, 3]], actions: Int32Array.of(1) });
  expect([...input.entries()].filter(([, value]) => value === 1).map(([at]) => at)).toEqual([0, 5, 11, 13]);
  expect(input).toHaveLength(ringInputs(room) + 2);
  // Offsets 0, 1 and 3, then one less each.
  expect([...target]).toEqual([-1, 1, -1, -1, -1, 1]);
});

test("chains as often as asked for, the rest anywhere; the same key, the same walks", () => {
  const options = { ...room, moves: 2, walks: 4000, chained: 0.5 };
  const { objects, actions } = drawRingWalks(options, key(3));
  const chains = objects.filter((placed) => chainFrom(placed[0], room).join() === placed.join());
  // Of the other half one in 16 is a chain by chance.
  expect(Math.abs(chains.length / 4000 - (0.5 + 0.5 / 16))).toBeLessThan(0.03);
  expect(new Set(objects.map((placed) => placed.join())).size).toBe(64);
  expect(new Set(actions).size).toBe(2);
  expect(drawRingWalks(options, key(3))).toEqual({ objects, actions });
  const stream = ringWalks({ ...options, walks: 5 }, key(3));
  expect(stream.batch(2)).toEqual(stream.batch(2));
  expect(stream.batch(2).input).not.toEqual(stream.batch(3).input);
  expect(stream.batch(2).target).toHaveLength(3 * 5 * 3);
  expect(() => ringWalks({ ...options, places: 5 }, key(3))).toThrow(
    /even number of places, four or more.*not 5 and 3/,
  );
});
