import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { key, uniformStream } from "../../math/random.js";
import { randomPlace } from "./foraging.js";
import { boxRoom, discRoom, periodicRoom, polygonRoom, type Room } from "./rooms.js";

const square = (left: number, bottom: number, side: number) => [
  { x: left, y: bottom },
  { x: left + side, y: bottom },
  { x: left + side, y: bottom + side },
  { x: left, y: bottom + side },
];

const L_SHAPE = polygonRoom([
  { x: 0, y: 0 },
  { x: 2, y: 0 },
  { x: 2, y: 1 },
  { x: 1, y: 1 },
  { x: 1, y: 2 },
  { x: 0, y: 2 },
]);

const ROOMS: readonly (readonly [string, Room, number])[] = [
  ["box", boxRoom(1.5, 2), 3],
  ["disc", discRoom(1), Math.PI],
  ["L", L_SHAPE, 3],
  ["square with a hole", polygonRoom(square(0, 0, 2), [square(0.5, 0.5, 1)]), 3],
  ["periodic", periodicRoom(2, 1), 2],
];

describe.each(ROOMS)("%s", (_, room, area) => {
  test("has its area, and that share of its bounds inside", () => {
    expect(room.area).toBeCloseTo(area, 9);
    const { left, right, bottom, top } = room.bounds;
    const draw = uniformStream(key(1));
    const count = 20_000;
    const inside = Array.from({ length: count }, () =>
      room.contains({ x: left + draw() * (right - left), y: bottom + draw() * (top - bottom) }),
    ).filter(Boolean).length;
    const share = area / ((right - left) * (top - bottom));
    expect(Math.abs(inside / count - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / count) + 1e-9);
  });

  test("a step out of it meets a wall before it leaves, or comes back in", () => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (seed, turn, length) => {
          const from = randomPlace(room, uniformStream(key(seed)));
          const step = { x: length * Math.cos(turn), y: length * Math.sin(turn) };
          const hit = room.hit(from, step);
          const to = room.wrap({ x: from.x + step.x, y: from.y + step.y });
          if (!hit) expect(room.contains(to)).toBe(true);
          else {
            const before = { x: from.x + 0.999 * hit.share * step.x, y: from.y + 0.999 * hit.share * step.y };
            expect(room.contains(before)).toBe(true);
            expect(hit.normal.x * step.x + hit.normal.y * step.y).toBeLessThanOrEqual(1e-12);
            const wall = { x: from.x + hit.share * step.x, y: from.y + hit.share * step.y };
            expect(room.wallDistance(wall)).toBeLessThan(1e-9);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

test("a hole is no part of the room, and its walls stop steps", () => {
  const room = polygonRoom(square(0, 0, 2), [square(0.5, 0.5, 1)]);
  expect(room.contains({ x: 1, y: 1 })).toBe(false);
  expect(room.hit({ x: 0.25, y: 1 }, { x: 1.5, y: 0 })).toEqual({
    share: expect.closeTo(1 / 6, 12),
    normal: { x: -1, y: 0 },
  });
});

test.each([
  ["no area", () => boxRoom(0)],
  ["two corners", () => polygonRoom(square(0, 0, 1).slice(0, 2))],
  ["hole outside", () => polygonRoom(square(0, 0, 1), [square(2, 2, 1)])],
  ["disc", () => discRoom(-1)],
])("%s is refused", (_, make) => {
  expect(make).toThrow(RangeError);
});
