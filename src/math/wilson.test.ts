import { expect, test } from "vitest";
import { wilsonInterval } from "./wilson.js";

test("published values of Wilson's interval, and its ends at no and at all successes", () => {
  // 81 of 263: Newcombe, Stat Med 17 (1998), Table I, method 3; 0 of 20, ibid.
  const rounded = (count: number, trials: number) => wilsonInterval(count, trials).map((end) => Number(end.toFixed(4)));
  expect(rounded(81, 263)).toEqual([0.2553, 0.3662]);
  expect(rounded(15, 148)).toEqual([0.0624, 0.1605]);
  expect(rounded(0, 20)).toEqual([0, 0.1611]);
  expect(rounded(1, 29)).toEqual([0.0061, 0.1718]);
  expect(wilsonInterval(20, 20)[1]).toBe(1);
  expect(wilsonInterval(0, 0)).toEqual([Number.NaN, Number.NaN]);
  expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
});
