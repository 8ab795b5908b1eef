import { expect, test } from "vitest";
import { type AnalyseProgress, oneByOne, type Rounds } from "./rounds.js";

/** Squares of some numbers, then of those squares that are small. */
function* squares(numbers: readonly number[]): Rounds<number, number, readonly number[]> {
  const first = yield numbers;
  const second = yield first.filter((value) => value < 10);
  return [...first, ...second];
}

test("what a round found is given to the next, and every task is told", () => {
  const steps = oneByOne(squares([1, 2, 5]), (value) => value ** 2);
  const told: AnalyseProgress[] = [];
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      expect(step.value).toEqual([1, 4, 25, 1, 16]);
      break;
    }
    told.push(step.value);
  }
  expect(told.map(({ done, total }) => `${done}/${total}`)).toEqual(["1/3", "2/3", "3/3", "1/2", "2/2"]);
});

test("a round without tasks is passed over", () => {
  expect(oneByOne(squares([]), (value) => value).next()).toEqual({ done: true, value: [] });
});
