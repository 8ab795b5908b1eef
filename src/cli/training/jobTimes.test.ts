import { expect, test } from "vitest";
import { JobTimes } from "./jobTimes.js";

/** Two lanes, four jobs of 20 s expected: 4 s of training in ten reports, then silence while they measure. */
function silentMeasuring(actual: number): { readonly remaining: number; readonly percent: number }[] {
  const times = new JobTimes(2);
  const jobs = ["a", "b", "c", "d"];
  for (const job of jobs) times.add(job, 20);
  const seen: { remaining: number; percent: number }[] = [];
  for (let second = 0; second <= 2 * actual; second++) {
    for (const [place, job] of jobs.entries()) {
      const begin = place < 2 ? 0 : actual;
      if (second === begin + actual) times.end(job, second);
      if (second === begin) times.begin(job, second);
      if (second >= begin && second <= begin + 4) times.update(job, (second - begin) / 4, second);
    }
    seen.push({ remaining: times.remaining(second), percent: Math.floor(100 * times.fraction(second)) });
  }
  return seen;
}

test.each([10, 20, 60])(
  "jobs that measure in silence for most of %d s: no time added while percentages stand still",
  (actual) => {
    const seen = silentMeasuring(actual);
    for (const [i, { remaining, percent }] of seen.entries()) {
      if (i > 0 && percent === seen[i - 1].percent) expect(remaining).toBeLessThanOrEqual(seen[i - 1].remaining + 1e-9);
      if (i > 0) expect(percent).toBeGreaterThanOrEqual(seen[i - 1].percent);
    }
    expect(seen[0]).toEqual({ remaining: 40, percent: 0 });
    expect(seen.at(-1)).toEqual({ remaining: 0, percent: 100 });
  },
);

test("as expected, the time left falls by a second a second", () => {
  for (const [second, { remaining }] of silentMeasuring(20).entries()) expect(remaining).toBeCloseTo(40 - second, 9);
});

test("a slow computer shows in what its trainings report, before any job ends", () => {
  const times = new JobTimes(1);
  for (const job of ["a", "b"]) times.add(job, 100);
  times.begin("a", 0);
  for (let second = 0; second <= 40; second++) times.update("a", second / 400, second);
  expect(times.remaining(40)).toBeCloseTo(360 + 400, 0);
});

test("what an earlier session did neither counts as work nor as a measure of speed", () => {
  const times = new JobTimes(1);
  times.add("done", 50, true);
  times.add("half", 50);
  times.begin("half", 0);
  times.update("half", 0.5, 1);
  expect(times.fraction(1)).toBeGreaterThanOrEqual(0.75);
  expect(times.remaining(1)).toBeCloseTo(24, 9);
});
