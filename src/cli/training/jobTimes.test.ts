import { expect, test } from "vitest";
import { key, uniformStream } from "../../math/random.js";
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

/** Jobs of two arms, one three times as costly as the other and as expected, spread by a third, on a few lanes. */
function uneven(lanes: number, jobs: number, draw: () => number) {
  const work = Array.from({ length: jobs }, (_, job) => {
    const kind = job % 2 === 0 ? "cheap" : "costly";
    return { id: `${job}`, kind, length: (kind === "cheap" ? 10 : 30) * (1 + (draw() - 0.5) / 1.5) };
  });
  const times = new JobTimes(lanes);
  for (const { id, kind } of work) times.add(id, 12, false, kind);
  const free = Array.from({ length: lanes }, () => 0);
  const events = work.flatMap(({ id, length }) => {
    const lane = free.indexOf(Math.min(...free));
    const begin = free[lane];
    free[lane] += length;
    return [
      { at: begin, happen: () => times.begin(id, begin) },
      ...[0.2, 0.4, 0.6, 0.7].map((share) => {
        const at = begin + share * length;
        return { at, happen: () => times.update(id, share / 0.7, at) };
      }),
      { at: begin + length, happen: () => times.end(id, begin + length) },
    ];
  });
  return { times, end: Math.max(...free), events: events.sort((a, b) => a.at - b.at) };
}

test.each([
  [1, 20],
  [2, 20],
  [4, 40],
  [8, 60],
])("%d lanes, %d jobs of two arms: the time left never rises by a fifth in the second half", (lanes, jobs) => {
  const { times, end, events } = uneven(lanes, jobs, uniformStream(key(lanes)));
  let least = Number.POSITIVE_INFINITY;
  for (let now = 0; now < end; now += 1) {
    while (events.length > 0 && events[0].at <= now) events.shift()?.happen();
    const remaining = times.remaining(now);
    if (now < end / 2) continue;
    // A fifth of what is left, or of the last tenth of the run, where seconds are many per cent.
    expect(remaining).toBeLessThanOrEqual(least + 0.2 * Math.max(least, 0.1 * end));
    least = Math.min(least, remaining);
  }
});

test("lanes that stand idle at the end are counted", () => {
  const times = new JobTimes(4);
  for (const id of ["a", "b", "c", "d", "e"]) times.add(id, 10);
  expect(times.remaining(0)).toBe(20);
});

test("an arm that has finished once is measured by itself", () => {
  const times = new JobTimes(1);
  for (const [id, kind] of [
    ["a", "cheap"],
    ["b", "costly"],
    ["c", "cheap"],
    ["d", "costly"],
  ])
    times.add(id, 10, false, kind);
  for (const [id, from, to] of [
    ["a", 0, 5],
    ["b", 5, 45],
  ] as const) {
    times.begin(id, from);
    times.end(id, to);
  }
  expect(times.remaining(45)).toBeCloseTo(5 + 40, 9);
});
