import fc from "fast-check";
import { expect, test } from "vitest";
import { key } from "../../math/random.js";
import { displacement, encoded, homeOf, MOVES, moved, roomWalks, startInputs } from "./roomWalks.js";

const side = 3;

test("moves undo one another, and displacements follow the walker, the object staying", () => {
  const room = fc.record({
    side: fc.integer({ min: 2, max: 6 }),
    place: fc.nat(3),
    object: fc.nat(3),
    move: fc.nat(3),
  });
  fc.assert(
    fc.property(room, ({ side, place, object, move }) => {
      const back = move ^ 1;
      expect(moved(moved(place, move, side), back, side)).toBe(place);
      expect(displacement(moved(place, move, side), object, side)).toBe(
        moved(displacement(place, object, side), move, side),
      );
      expect(displacement(place, 0, side)).toBe(place);
      expect(displacement(object, object, side)).toBe(0);
    }),
  );
  // North of the first row is the last; west of the first column, the last.
  expect([moved(0, 0, 3), moved(0, 3, 3), moved(4, 1, 3), moved(4, 2, 3)]).toEqual([6, 2, 7, 5]);
  expect([homeOf(3), homeOf(5), homeOf(4)]).toEqual([4, 12, 10]);
});

test("a batch of a known walk", () => {
  const options = { side: 2, moves: 1, walks: 1, atHome: 0, startAnywhere: true };
  const walk = { objects: Int32Array.of(3), starts: Int32Array.of(1), actions: Int32Array.of(1) };
  const { input, target } = encoded(options, walk);
  expect([...input.entries()].filter(([, value]) => value === 1).map(([at]) => at)).toEqual([1 * 4 + 3, 16 + 1]);
  // At the start place 1 and displacement (0 - 1, 1 - 1) = place 2; after a move south both a row further, around the edge.
  expect([...target.entries()].filter(([, value]) => value === 1).map(([at]) => at)).toEqual([1, 4 + 2, 8 + 3, 8 + 4]);
});

test("every row is one-hot in all its parts; shapes, redoing, keys and shares of objects at home", () => {
  for (const startAnywhere of [true, false]) {
    const options = { side, moves: 5, walks: 400, atHome: 0.5, startAnywhere };
    const { batch, inputShape, targetShape } = roomWalks(options, key(4));
    const { input, target } = batch(3);
    expect([input.length, target.length]).toEqual([inputShape[0] * inputShape[1], targetShape[0] * targetShape[1]]);
    expect(input.reduce((a, b) => a + b, 0)).toBe(400 * (1 + 5));
    expect(target.reduce((a, b) => a + b, 0)).toBe(2 * 400 * 6);
    expect(batch(3)).toEqual({ input, target });
    expect(batch(4).input).not.toEqual(input);
    expect(roomWalks(options, key(5)).batch(3).input).not.toEqual(input);
    const objects = Array.from({ length: 400 }, (_, walk) => {
      const row = input.subarray(walk * inputShape[1], walk * inputShape[1] + startInputs(options));
      return row.indexOf(1) % 9;
    });
    const home = objects.filter((object) => object === homeOf(side)).length / 400;
    expect(Math.abs(home - (0.5 + 0.5 / 9))).toBeLessThan(0.1);
    const moves = MOVES.map((_, move) =>
      Array.from({ length: 400 }, (_, walk) => input[walk * inputShape[1] + startInputs(options) + move]).reduce(
        (a, b) => a + b,
        0,
      ),
    );
    for (const count of moves) expect(Math.abs(count - 100)).toBeLessThan(40);
  }
  expect(() => roomWalks({ side: 1, moves: 1, walks: 1, atHome: 0, startAnywhere: true }, key(1))).toThrow(
    /two or more/,
  );
});
