import { expect, test } from "vitest";
import { commonAxes, stepsAlong, stretchesOf, widened } from "./repeats.js";

test("axes are joined as far as every operand is walked alike", () => {
  const whole = stretchesOf([4, 6, 5], [4, 6, 5]);
  const row = stretchesOf([5], [4, 6, 5]);
  const column = stretchesOf([4, 1, 1], [4, 6, 5]);
  expect(commonAxes(120, [whole])).toEqual([120]);
  expect(commonAxes(120, [whole, row])).toEqual([24, 5]);
  expect(commonAxes(120, [whole, row, column])).toEqual([4, 6, 5]);
  expect([whole, row, column].map((each) => stepsAlong([4, 6, 5], each))).toEqual([
    [30, 5, 1],
    [0, 0, 1],
    [1, 0, 0],
  ]);
});

test("the same entries under another shape fit where its borders do, and not where they do not", () => {
  const row = stretchesOf([6], [4, 6]);
  expect(commonAxes(24, [row, stretchesOf([3], [8, 3])])).toEqual([4, 2, 3]);
  expect(commonAxes(24, [row, stretchesOf([4], [6, 4])])).toBeUndefined();
  expect(commonAxes(1, [stretchesOf([], [])])).toEqual([1]);
});

test("pixels of three colours are walked four at a time, whole vectors as they are", () => {
  expect(
    widened(
      [8, 3],
      [
        [3, 1],
        [0, 1],
        [0, 0],
      ],
    ),
  ).toEqual({
    axes: [2, 12],
    steps: [
      [12, 1],
      [0, 1],
      [0, 0],
    ],
    repeated: [1],
  });
  expect(widened([8, 4], [[4, 1]])).toBeUndefined();
  expect(widened([6, 3], [[3, 1]])).toBeUndefined();
  expect(widened([8, 3], [[1, 0]])).toBeUndefined();
});
