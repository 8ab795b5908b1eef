/** Scores with closed forms, and what is refused. */
import { describe, expect, test } from "vitest";
import { InputError } from "../math/errors.js";
import { key, normal } from "../math/random.js";
import { mapOf } from "./grid/lattices.fixture.js";
import { borderScore } from "./map/borderScore.js";
import { firingFields } from "./map/firingFields.js";
import { binsFor, rateMapper } from "./map/rateMap.js";
import { coherence, spatialInformation } from "./map/spatialInformation.js";
import { activityOf, dwellOf } from "./session/cellActivity.js";
import { meanVector } from "./session/headDirection.js";
import { placeSpikes, session } from "./session/session.js";
import { gaussianSums, smoothMean } from "./session/smooth.js";
import { speedScorer } from "./session/speedScore.js";
import { spatialFrame } from "./spatialFrame.js";

const series = (...values: number[]) => Float64Array.from(values);

describe("spatial information", () => {
  test("a cell that fires in one of N equal bins tells log2 N bits per spike", () => {
    const map = mapOf(8, (x, y) => (x < 1 / 8 && y < 1 / 8 ? 12 : 0));
    const found = spatialInformation(map);
    expect(found.bitsPerSpike).toBeCloseTo(6, 12);
    expect(found.bitsPerSecond).toBeCloseTo((6 * 12) / 64, 12);
    expect(found.sparsity).toBeCloseTo(1 / 64, 12);
    expect(found.selectivity).toBeCloseTo(64, 12);
  });

  test("half the bins at twice the mean: one bit; a flat map: none; terms below the mean count", () => {
    expect(spatialInformation(mapOf(10, (x) => (x < 0.5 ? 4 : 0))).bitsPerSpike).toBeCloseTo(1, 12);
    expect(spatialInformation(mapOf(10, () => 3)).bitsPerSpike).toBeCloseTo(0, 12);
    const two = spatialInformation(mapOf(10, (x) => (x < 0.5 ? 3 : 1)));
    expect(two.bitsPerSpike).toBeCloseTo(0.5 * 1.5 * Math.log2(1.5) + 0.5 * 0.5 * Math.log2(0.5), 12);
  });

  test("occupancy weighs, unvisited bins do not count, silence is undefined", () => {
    const map = { rows: 1, columns: 3, binSize: 1, rate: series(8, 0, Number.NaN), occupancy: series(1, 3, 0) };
    expect(spatialInformation(map).meanRate).toBe(2);
    expect(spatialInformation(map).bitsPerSpike).toBeCloseTo(2, 12);
    expect(spatialInformation(mapOf(5, () => 0)).bitsPerSpike).toBeNaN();
  });

  test("the bias of few spikes", () => {
    const map = mapOf(10, (x) => (x < 0.5 ? 4 : 0));
    expect(spatialInformation(map, 200).bitsPerSpikeCorrected).toBeCloseTo(1 - 99 / (400 * Math.LN2), 12);
  });
});

test("coherence is 1 for a plane without edges of its own, and near 0 for noise", () => {
  const noise = normal(key(4), 1600);
  expect(coherence(mapOf(40, (x, y) => 3 * x + y))).toBeGreaterThan(0.99);
  expect(Math.abs(coherence(mapOf(40, (x, y) => noise[Math.floor(x * 40) + 40 * Math.floor(y * 40)])))).toBeLessThan(
    0.1,
  );
});

describe("mean vector", () => {
  const vonMises = (bins: number, k: number) =>
    Float64Array.from({ length: bins }, (_, i) => Math.exp(k * Math.cos(((i + 0.5) * 2 * Math.PI) / bins - 1)));

  test("of a von Mises curve with k = 2 is I1/I0 = 0.69777, towards its centre", () => {
    const found = meanVector(vonMises(360, 2));
    expect(found.vectorLength).toBeCloseTo(0.69777, 5);
    expect(found.direction).toBeCloseTo(1, 6);
    expect(found.deviation).toBeCloseTo(Math.sqrt(2 * (1 - 0.69777)), 4);
  });

  test("of one direction is 1, of a flat curve 0, of silence undefined", () => {
    expect(meanVector(series(0, 0, 5, 0)).vectorLength).toBeCloseTo(1, 12);
    expect(meanVector(series(2, 2, 2, 2)).vectorLength).toBeCloseTo(0, 12);
    expect(meanVector(series(0, 0, 0)).vectorLength).toBeNaN();
  });
});

describe("border score", () => {
  test("a line along a whole wall: c = 1, d from its distance", () => {
    const found = borderScore(mapOf(40, (x) => (x < 2 / 40 ? 5 : 0)));
    expect(found.wall).toBe("west");
    expect(found.coverage).toBe(1);
    expect(found.score).toBeCloseTo((1 - found.distance) / (1 + found.distance), 12);
    expect(found.distance).toBeCloseTo(1 / 20, 2);
  });

  test("an exponential field at a wall scores about 0.87 with full coverage", () => {
    const found = borderScore(mapOf(40, (_, y) => Math.exp(-(1 - y) / 0.08)));
    expect(found.wall).toBe("north");
    expect(found.coverage).toBe(1);
    expect(Math.abs(found.score - 0.869)).toBeLessThan(0.02);
  });

  test("a round room has walls, too: an arc along a quarter of it scores high, its middle -1", () => {
    const round = (rate: (x: number, y: number) => number) =>
      mapOf(40, (x, y) => (Math.hypot(x - 0.5, y - 0.5) > 0.5 ? Number.NaN : rate(x, y)));
    const arc = borderScore(round((x) => (x < 0.15 ? 5 : 0)));
    const ring = borderScore(round((x, y) => (Math.hypot(x - 0.5, y - 0.5) > 0.45 ? 5 : 0)));
    expect(arc.wall).toBe("west");
    expect(arc.coverage).toBeGreaterThan(0.6);
    expect(ring.coverage).toBe(1);
    expect(ring.score).toBeGreaterThan(0.85);
    expect(borderScore(round((x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.2 ? 5 : 0))).score).toBe(-1);
  });

  test("a field in the middle scores below 0, no field -1", () => {
    const bump = mapOf(40, (x, y) => Math.exp(-((x - 0.5) ** 2 + (y - 0.5) ** 2) / 0.02));
    expect(borderScore(bump).score).toBeCloseTo(-1, 1);
    expect(borderScore(mapOf(40, () => 0)).score).toBe(-1);
  });

  test("the second field counts as much as the first", () => {
    const map = mapOf(40, (x, y) => (x > 38 / 40 ? 5 : (x - 0.4) ** 2 + (y - 0.5) ** 2 < 0.01 ? 9 : 0));
    expect(borderScore(map).wall).toBe("east");
  });
});

test("a clean central Gaussian has one field", () => {
  const fields = firingFields(mapOf(40, (x, y) => 8 * Math.exp(-((x - 0.5) ** 2 + (y - 0.5) ** 2) / 0.02)));
  expect(fields).toHaveLength(1);
  expect(fields[0].peakRate).toBeCloseTo(8 * Math.exp(-2 / 80 ** 2 / 0.02), 9);
});

test("fields are what hangs together along edges, corners do not join; their bins ascend", () => {
  const picture = ["##..#", "#..##", "..#..", "#..##", "##.#.", "#####"];
  const rate = series(...picture.flatMap((line) => [...line].map((bin) => (bin === "#" ? 5 : 1))));
  rate[4] = 9;
  const map = { rows: 6, columns: 5, binSize: 1, rate, occupancy: rate.map(() => 1) };
  const fields = firingFields(map, { threshold: 0.5, smallestShare: 2 / 30 });
  expect(fields.map(({ bins, peak }) => [[...bins], peak])).toEqual([
    [[4, 8, 9], 4],
    [[0, 1, 5], 0],
    [[15, 18, 19, 20, 21, 23, 25, 26, 27, 28, 29], 15],
  ]);
});

test.each([
  [9, 7, false],
  [6, 8, false],
  [5, 11, true],
  [1, 12, true],
])("smoothing %d x %d bins is the double sum, along rows and then across, to the last bit", (rows, columns, around) => {
  const values = normal(key(5), rows * columns).map((value) => (value > 0 ? value : 0));
  const weight = (bins: number) => Math.exp((-bins * bins) / (2 * 1.2 * 1.2));
  const reach = 5;
  const along = values.map((_, at) => {
    const row = at - (at % columns);
    let sum = 0;
    for (let from = 0; from < columns; from++) {
      for (let turn = around ? -columns : 0; turn <= (around ? columns : 0); turn += columns) {
        const away = from + turn - (at % columns);
        if (Math.abs(away) <= reach) sum += weight(away) * values[row + from];
        if (!around) break;
      }
    }
    return sum;
  });
  const expected = along.map((_, at) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const away = row - Math.floor(at / columns);
      if (Math.abs(away) <= reach) sum += weight(away) * along[row * columns + (at % columns)];
    }
    return sum;
  });
  expect(gaussianSums(values, rows, columns, { sigma: 1.2, circularColumns: around })).toEqual(expected);
});

test("smoothing keeps a constant, whatever the weights, and does not bleed from gaps", () => {
  const weights = normal(key(1), 200).map((value) => Math.max(0, value));
  const values = weights.map((weight) => (weight > 0 ? 4 : Number.NaN));
  smoothMean(values, weights, 10, 20, { sigma: 1.7 }).forEach((value, at) => {
    if (weights[at] > 0) expect(value).toBeCloseTo(4, 12);
    else expect(value).toBeNaN();
  });
});

describe("session", () => {
  const t = series(0, 0.02, 0.04, 1.5, 1.52);
  const path = { t, x: series(0, 1, 2, 3, 4), y: series(0, 0, 0, 0, 1) };

  test("a sample stands until the next, at most the longest step; the rest of a gap is left out", () => {
    const found = session(path, { longestStep: 0.3 });
    expect([...found.dwell]).toEqual([0.02, 0.02, 0.3, 0.02, 0.02].map((value) => expect.closeTo(value, 9)));
    expect(found.leftOut).toBeCloseTo(1.54 - 0.38, 9);
  });

  test("spikes fall to the sample before them; those in gaps and outside are counted apart", () => {
    const found = placeSpikes(session(path, { longestStep: 0.3 }), series(0.01, 0.019, 0.3, 1, -1, 9));
    expect([...found.counts]).toEqual([2, 0, 1, 0, 0]);
    expect(found).toMatchObject({ counted: 3, inGaps: 1, outside: 2 });
  });

  test.each([
    ["repeated", { ...path, t: series(0, 0.02, 0.02, 1.5, 1.52) }, /time stamp 3 .*repeats/],
    ["descending", { ...path, t: series(0, 0.02, 0.01, 1.5, 1.52) }, /sort the samples/],
    ["undefined", { ...path, t: series(0, Number.NaN, 0.04, 1.5, 1.52) }, /time stamp 2 is NaN/],
    ["no movement", { ...path, x: series(1, 1, 1, 1, 1), y: series(2, 2, 2, 2, 2) }, /never moves/],
    ["milliseconds", { ...path, t: path.t.map((s) => 1000 * s) }, /milliseconds divided by 1000/],
    ["lost", { ...path, x: new Float64Array(5).fill(Number.NaN) }, /no sample has a position/],
    ["lengths", { ...path, y: series(1, 2) }, /one value per sample/],
  ])("%s is refused by name", (_, bad, message) => {
    expect(() => session(bad)).toThrow(InputError);
    expect(() => session(bad)).toThrow(message);
  });

  test("lost positions count for nothing", () => {
    const found = session({ ...path, x: series(0, Number.NaN, 2, 3, 4) });
    expect(found.dwell[1]).toBe(0);
  });
});

test("a cell that fires with a steady rate has it in every visited bin, however uneven the visits", () => {
  const steps = normal(key(9), 4000);
  const t = Float64Array.from({ length: 2000 }, (_, i) => 0.02 * i + 0.005 * Math.sin(i));
  const x = t.map((_, i) => Math.sin(i / 37) + 0.1 * steps[i]);
  const y = t.map((_, i) => Math.cos(i / 91) + 0.1 * steps[2000 + i]);
  const of = session({ t, x, y });
  const mapper = rateMapper([of], binsFor([of]));
  const { rate } = mapper.map([{ ...dwellOf(of), amounts: of.dwell.map((seconds) => 7 * seconds) }]);
  for (const value of rate) if (!Number.isNaN(value)) expect(value).toBeCloseTo(7, 9);
  expect(mapper.occupancy.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(of.duration, 6);
});

describe("rate maps of an uneven visit", () => {
  // the right half is visited ten times as long as the left; the cell fires at 10 Hz in one column of it
  const t = Float64Array.from({ length: 4400 }, (_, i) => 0.02 * i);
  const x = t.map((_, i) => (i < 400 ? i % 20 : 20 + (i % 20)) + 0.5);
  const y = t.map((_, i) => (Math.floor(i / 20) % 20) + 0.5);
  const of = session({ t, x, y });
  const bins = { rows: 20, columns: 40, binSize: 1, left: 0, bottom: 0 };
  const spikes = [
    { ...dwellOf(of), amounts: of.dwell.map((seconds, i) => (Math.floor(x[i]) === 19 ? 10 * seconds : 0)) },
  ];
  const middle = 10 * 40;

  test("smoothed sums let the longer visit count for more, smoothed rates do not", () => {
    const sums = rateMapper([of], bins, { sigma: 1 }).map(spikes).rate;
    const rates = rateMapper([of], bins, { sigma: 1, smooth: "rates" }).map(spikes).rate;
    const kernel = (d: number) => Math.exp((-d * d) / 2);
    const weight = (column: number, at: number) => kernel(column - at) * (column < 20 ? 1 : 10);
    const around = [15, 16, 17, 18, 19, 20, 21, 22, 23];
    expect(rates[middle + 19] / 10).toBeCloseTo(1 / around.reduce((sum, c) => sum + kernel(c - 19), 0), 6);
    expect(sums[middle + 19] / 10).toBeCloseTo(1 / around.reduce((sum, c) => sum + weight(c, 19), 0), 6);
  });

  test("bins outside the arena are left out, and do not pull on the rest", () => {
    const inside = rateMapper([of], bins, { sigma: 1, arena: (place) => place.x < 20 }).map(spikes).rate;
    expect(inside[middle + 20]).toBeNaN();
    expect(inside[middle + 19]).toBeGreaterThan(5);
  });

  test("a stay that is too short does not count", () => {
    const long = rateMapper([of], bins, { sigma: 0, shortestStay: 0.1 }).map(spikes).rate;
    expect([long[middle + 5], long[middle + 25]]).toEqual([Number.NaN, 0]);
  });

  test("hardly visited arenas are refused", () => {
    expect(() =>
      spatialFrame([session({ t: t.slice(0, 9), x: x.slice(0, 9), y: y.slice(0, 9) })], [], { binSize: 1 }),
    ).toThrow(/only 8 of 8 x 1 bins were visited/);
  });
});

test("a bin size in the wrong unit is refused", () => {
  expect(() => binsFor([{ x: series(0, 100), y: series(0, 100) }], 0.025)).toThrow(/unit of the positions/);
});

test("a rate that follows speed scores near 1, a steady one does not score", () => {
  const t = Float64Array.from({ length: 3000 }, (_, i) => 0.02 * i);
  const of = session({ t, x: t.map((s) => Math.sin(s) + 0.3 * Math.sin(0.7 * s)), y: t.map((s) => Math.cos(1.3 * s)) });
  const score = speedScorer([of]);
  const rates = (rate: (i: number) => number) => [
    activityOf(
      of,
      t.map((_, i) => rate(i)),
    ),
  ];
  expect(score(rates((i) => 20 * of.speed[i]))([0])).toBeGreaterThan(0.99);
  expect(score(rates((i) => 20 * of.speed[i]))([13])).toBeLessThan(0.9);
  expect(score(rates(() => 20))([0])).toBeNaN();
});
