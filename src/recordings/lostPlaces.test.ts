import { expect, test } from "vitest";
import { lostPlaces } from "./lostPlaces.js";

const walk = (samples = 400) => ({
  x: Float64Array.from({ length: samples }, (_, at) => 50 + 45 * Math.sin(at / 31)),
  y: Float64Array.from({ length: samples }, (_, at) => 50 + 45 * Math.cos(at / 47)),
});

test.each([
  [0, 0],
  [-1, -1],
  [1023, 1023],
  [-9999, -9999],
])("samples at (%d, %d) that the others jump to are said", (x, y) => {
  const places = walk();
  for (const [from, to] of [
    [40, 50],
    [200, 203],
  ]) {
    places.x.fill(x, from, to);
    places.y.fill(y, from, to);
  }
  expect(lostPlaces(places)).toContain(`13 samples stand at exactly (${x}, ${y})`);
});

test("an animal that rests in a corner, or at the origin, or lost samples that are gaps already, are no matter", () => {
  expect(lostPlaces(walk())).toBeUndefined();
  const clipped = walk();
  const atCorner = {
    x: clipped.x.map((value) => Math.max(30, value)),
    y: clipped.y.map((value) => Math.max(30, value)),
  };
  expect(lostPlaces(atCorner)).toBeUndefined();
  const centred = {
    x: clipped.x.map((value) => value - clipped.x[100]),
    y: clipped.y.map((value) => value - clipped.y[100]),
  };
  centred.x.fill(0, 100, 150);
  centred.y.fill(0, 100, 150);
  expect(lostPlaces(centred)).toBeUndefined();
  const gaps = walk();
  gaps.x.fill(Number.NaN, 10, 30);
  gaps.y.fill(Number.NaN, 10, 30);
  expect(lostPlaces(gaps)).toBeUndefined();
  expect(lostPlaces({ x: new Float64Array(20), y: new Float64Array(20) })).toBeUndefined();
});
