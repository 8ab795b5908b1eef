import { expect, test } from "vitest";
import { duration } from "./duration.js";

test.each([
  [-1, "0 s"],
  [8.4, "8 s"],
  [60, "1 min"],
  [130, "2 min 10 s"],
  [3599, "59 min 59 s"],
  [3600, "1 h"],
  [3900, "1 h 5 min"],
  [7199, "2 h"],
  [47 * 3600, "47 h"],
  [4254 * 3600, "177 days"],
])("%d s is %s", (seconds, said) => {
  expect(duration(seconds)).toBe(said);
});
