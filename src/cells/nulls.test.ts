import { describe, expect, test } from "vitest";
import { key, uniform } from "../math/random.js";
import { gridTest } from "./grid/gridNull.js";
import { hexagonal, mapOf } from "./grid/lattices.fixture.js";
import { fieldShuffler } from "./map/fieldShuffle.js";
import { watershed } from "./map/watershed.js";
import { perSample, placeShifted, sessionClock, spikesOf } from "./session/cellActivity.js";
import { session } from "./session/session.js";

const gapped = () => {
  const map = mapOf(24, hexagonal(0.35, 7, 0.1, 0.2));
  return { ...map, rate: map.rate.map((rate, at) => (at % 24 < 2 || at < 30 ? Number.NaN : rate)) };
};

describe("field shuffle", () => {
  test("keeps every rate and every unvisited bin, and moves the fields", () => {
    const map = gapped();
    const shuffled = fieldShuffler(map)(key(3));
    const ascending = (rates: Float64Array) => [...rates].filter((rate) => !Number.isNaN(rate)).sort((a, b) => a - b);
    expect(ascending(shuffled)).toEqual(ascending(map.rate));
    expect([...shuffled].map(Number.isNaN)).toEqual([...map.rate].map(Number.isNaN));
    expect([...shuffled]).not.toEqual([...map.rate]);
  });

  test("the same key gives the same map, another another", () => {
    const shuffle = fieldShuffler(gapped());
    expect([...shuffle(key(1))]).toEqual([...shuffle(key(1))]);
    expect([...shuffle(key(1))]).not.toEqual([...shuffle(key(2))]);
  });

  test("a single field stays in one piece away from the walls", () => {
    const map = mapOf(20, (x, y) => Math.exp(-((x - 0.5) ** 2 + (y - 0.5) ** 2) / 0.005));
    const shuffled = fieldShuffler(map)(key(5));
    const peak = shuffled.indexOf(Math.max(...shuffled));
    const strong = Array.from(shuffled.keys()).filter((at) => shuffled[at] > 0.5);
    for (const at of strong) {
      expect(Math.hypot((at % 20) - (peak % 20), Math.floor(at / 20) - Math.floor(peak / 20))).toBeLessThan(4);
    }
  });
});

test("basins: one for each of two bumps, split between them", () => {
  const bump = (x: number, y: number, cx: number) => Math.exp(-((x - cx) ** 2 + (y - 0.5) ** 2) / 0.01);
  const { peaks, basinOf } = watershed(mapOf(20, (x, y) => bump(x, y, 0.275) + 2 * bump(x, y, 0.725)));
  expect([...peaks].map((bin) => bin % 20)).toEqual([14, 5]);
  expect(basinOf[10 * 20 + 2]).toBe(1);
  expect(basinOf[10 * 20 + 17]).toBe(0);
});

test("a lattice is significant, its shuffle is not exceptional", () => {
  const map = mapOf(24, hexagonal(0.35));
  const test = gridTest(map, 99, key(0));
  expect(test.p).toBe(0.01);
  const shuffled = { ...map, rate: fieldShuffler(map)(key(77)) };
  expect(gridTest(shuffled, 99, key(1)).p).toBeGreaterThan(0.02);
});

describe("time shift", () => {
  const t = Float64Array.from({ length: 500 }, (_, i) => 0.02 * i + (i > 250 ? 3 : 0));
  const of = session({ t, x: t.map(Math.sin), y: t.map(Math.cos) });
  const cell = spikesOf(of, Float64Array.from([0.03, 0.031, 2, 8.05, 8.5]));
  const clock = sessionClock(of);

  test("by nothing leaves the spikes where they fell", () => {
    const counts = perSample(placeShifted(clock, cell, 0), 500);
    expect(counts[1]).toBe(2);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  test.each([0.5, 3.21, 9])(
    "by %f s keeps their number, wraps around, and keeps their distances on the clock",
    (shift) => {
      const counts = perSample(placeShifted(clock, cell, shift), 500);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
      const whole = clock[clock.length - 1];
      const first = (cell.clock[0] + shift) % whole;
      const sample = Array.from(counts.keys()).find((i) => clock[i] <= first && clock[i + 1] > first) ?? -1;
      expect(counts[sample]).toBeGreaterThanOrEqual(2);
    },
  );
});

test("every event falls to the last sample that has begun, also beside samples that do not count", () => {
  const dwell = uniform(key(6), 400).map((u) => (u < 0.3 ? 0 : u));
  const clock = new Float64Array(401);
  dwell.forEach((seconds, i) => {
    clock[i + 1] = clock[i] + seconds;
  });
  const whole = clock[400];
  const events = uniform(key(7), 60)
    .map((u) => u * whole)
    .sort();
  const cell = { clock: events, amount: events.map(() => 1), spikes: 60, outside: 0, inGaps: 0 };
  for (const shift of [0, 0.01, whole / 3, whole - events[59] + 1e-9, whole - 1e-3]) {
    const expected = Int32Array.from(events, (event) => {
      const time = event + shift >= whole ? event + shift - whole : event + shift;
      return clock.findLastIndex((begin, i) => i < 400 && begin <= time);
    });
    expect(placeShifted(clock, cell, shift).samples).toEqual(expected);
  }
});

test("a grid test that stops early decides as the whole one does, with a p near to it", () => {
  for (let seed = 0; seed < 6; seed++) {
    const map = { ...mapOf(20, hexagonal(0.4)), rate: fieldShuffler(mapOf(20, hexagonal(0.4)))(key(seed)) };
    const whole = gridTest(map, 99, key(seed));
    const early = gridTest(map, 99, key(seed), { stopAbove: 0.2 });
    expect(early.p < 0.2).toBe(whole.p < 0.2);
    if (whole.p < 0.2) expect(early.p).toBe(whole.p);
    else expect(early.draws).toBeLessThan(99);
    expect(early.p).toBeLessThanOrEqual(1);
  }
});
