/** Planted populations: efficiency without the noise of trials, verdicts, nulls, and what is refused. */
import { describe, expect, test } from "vitest";
import { fold, key, split, uniform } from "../math/random.js";
import { mean } from "../math/statistics.js";
import { Service } from "../theory/index.js";
import { plainMeasure, populationMeasure } from "./corrected.js";
import { readoutsOf, sharesOf } from "./estimate.js";
import { gainsOf } from "./gains.js";
import { leaveOut } from "./leaveOut.js";
import { testNull } from "./nulls.js";
import {
  cutSquare,
  optimalGains,
  type Points,
  planted,
  pureGains,
  randomGains,
  SIZES,
  square,
} from "./planted.fixture.js";
import { testPopulation } from "./testPopulation.js";
import { trialsOf } from "./variables.js";

const quick = { intervalDraws: 20, nullDraws: 99 };
const SEVEN = square(7);
const CUT = cutSquare(7);

/** Corrected efficiency over that of the same gains without noise. */
function corrected(points: Points, gains: Points, signalToNoise: number, repeats: number, seed: number) {
  const trials = trialsOf(planted(points, gains, { repeats, signalToNoise }, key(seed)));
  const service = new Service({ support: trials.support, groups: [[0], [1]] });
  const etaOf = ({ gram, activity }: ReturnType<typeof plainMeasure>) =>
    service.leastActivity(readoutsOf(trials, gram) ?? [Number.NaN], { known: true }).activity / activity;
  service.leastActivity([1, 1]);
  return {
    eta: etaOf(populationMeasure(sharesOf(trials, 1, key(seed)))),
    truth: etaOf(plainMeasure(trials, Float64Array.from(gains.flat()))),
  };
}

describe("noise of trials", () => {
  test.each([
    [0.3, 0.92],
    [1, 0.95],
    [3, 0.97],
  ])(
    "at a signal-to-noise ratio of %s pure populations keep an efficiency above %s, random ones theirs",
    (ratio, least) => {
      const pure: number[] = [];
      const random: number[] = [];
      for (let seed = 0; seed < 12; seed++) {
        pure.push(corrected(SEVEN, pureGains(50, [1, 3, 10][seed % 3]), ratio, 12, seed).eta);
        const { eta, truth } = corrected(SEVEN, randomGains(50, fold(key(seed), "gains")), ratio, 12, seed);
        random.push(eta - truth);
      }
      expect(mean(pure)).toBeGreaterThan(least);
      expect(mean(pure)).toBeLessThan(1.03);
      expect(Math.abs(mean(random))).toBeLessThan(0.01);
    },
  );
});

describe("the outcome", () => {
  const cases = [
    ["pure", SEVEN, (units: number) => pureGains(units, 3), "pure", "pure"],
    ["random", SEVEN, (units: number, seed: number) => randomGains(units, fold(key(seed), "g")), "pure", "mixed"],
    ["mixed as the optimum", CUT, (units: number) => optimalGains(CUT, units), "mixed", "mixed"],
    ["pure where theory mixes", CUT, (units: number) => pureGains(units), "mixed", "pure"],
  ] as const;

  test.each(cases)("of populations that are %s is found in nine of ten", (_, points, gains, predicted, recorded) => {
    const found = [20, 50].flatMap((units) =>
      [0, 1, 2, 3, 4].map((seed) => {
        const noise = seed % 2 === 0 ? "gaussian" : "rectified";
        const own = planted(points, gains(units, seed), { repeats: 12, signalToNoise: 1, noise }, key(seed));
        return testPopulation(own, quick, key(seed)).outcome;
      }),
    );
    const right = found.filter((outcome) => outcome.predicted === predicted && outcome.recorded === recorded);
    expect(right.length).toBeGreaterThanOrEqual(9);
  });

  test("tells neurons that mix as the optimum from neurons that mix anyhow", () => {
    const directed = (gains: Points) => {
      const own = planted(CUT, gains, { repeats: 12, signalToNoise: 1 }, key(7));
      return testPopulation(own, quick, key(7)).direction;
    };
    expect(directed(optimalGains(CUT, 30))?.p).toBeLessThan(0.05);
    expect(directed(randomGains(30, key(8)))?.p).toBeGreaterThan(0.05);
  });
});

describe("the norm-keeping null", () => {
  test.each(Object.entries(SIZES))("keeps its level for %s sizes of neurons in noise", (_, sizes) => {
    const populations = 160;
    const rejected = split(key(11), populations).filter((own) => {
      const size = sizes(30, fold(own, "sizes"));
      const gains = randomGains(30, fold(own, "directions")).map((u, k) => u.map((v) => v * size[k]));
      const trials = trialsOf(planted(square(5), gains, { repeats: 4, signalToNoise: 2 }, own));
      const all = gainsOf(
        trials,
        Int32Array.from({ length: trials.rows }, (_, row) => row),
      ).gains;
      return testNull(trials, all, "norm-keeping", 59, fold(own, "null")).p <= 0.05;
    });
    // 5 % of 160 and four standard errors: the full calibration is bench/efficiency.ts
    expect(rejected.length).toBeLessThanOrEqual(8 + 4 * 2.8);
  });

  test("finds pure neurons", () => {
    const trials = trialsOf(planted(square(5), pureGains(30, 3), { repeats: 4, signalToNoise: 2 }, key(1)));
    const all = gainsOf(
      trials,
      Int32Array.from({ length: trials.rows }, (_, row) => row),
    ).gains;
    expect(testNull(trials, all, "norm-keeping", 99, key(1)).p).toBe(0.01);
  });
});

describe("what does not apply", () => {
  const pure = planted(SEVEN, pureGains(12), { repeats: 12, signalToNoise: 1 }, key(2));
  const run = (own: typeof pure) => testPopulation(own, quick, key(1));

  test("z-scores: no efficiency, but the verdicts; rates that look like them are believed", () => {
    const units = 12;
    const activity = pure.activity.slice();
    for (let k = 0; k < units; k++) {
      const own = activity.filter((_, at) => at % units === k);
      const centre = mean(own);
      const spread = Math.sqrt(mean(own.map((v) => (v - centre) ** 2)));
      for (let at = k; at < activity.length; at += units) activity[at] = (activity[at] - centre) / spread;
    }
    const { efficiency, outcome } = run({ ...pure, activity });
    expect([efficiency.eta, efficiency.p, efficiency.grade]).toEqual([null, null, "refused"]);
    expect(efficiency.reasons.join()).toMatch(/z-scores.*common units.*--rates/);
    expect(outcome).toEqual({ predicted: "pure", recorded: "pure" });
    const believed = testPopulation({ ...pure, activity }, { ...quick, areRates: true }, key(1));
    expect(believed.efficiency.eta).toBeGreaterThan(0.9);
  });

  test("a variable that no neuron encodes is named", () => {
    const own = planted(
      SEVEN,
      Array.from({ length: 12 }, () => [1, 0]),
      { repeats: 12, signalToNoise: 1 },
      key(2),
    );
    const { efficiency } = run(own);
    expect(efficiency.eta).toBeNull();
    expect(efficiency.reasons.join()).toMatch(/^y not encoded/);
  });

  test("rectified halves: only what any code needs", () => {
    const gains = Array.from(
      { length: 20 },
      (_, k) =>
        [
          [1, 0],
          [0, 1],
          [-1, 0],
          [0, -1],
        ][k % 4],
    );
    const bend = (x: number) => Math.max(0, x);
    const own = planted(SEVEN, gains, { repeats: 12, signalToNoise: 2, bend }, key(2));
    const { efficiency, outcome } = run(own);
    expect(efficiency.eta).toBeNull();
    expect(efficiency.any).toBeCloseTo(1, 1);
    expect(efficiency.reasons.join()).toMatch(/linear.*any/);
    expect(outcome.recorded).toBe("pure");
  });

  test("too few trials, variables that never cross, fewer neurons than variables", () => {
    const once = planted(SEVEN, pureGains(12), { repeats: 1, signalToNoise: 1 }, key(2));
    expect(() => testPopulation(once, { ...quick, bins: 7 }, key(1))).toThrow(/49 trials of 49 conditions.*147 rows/s);
    const line = SEVEN.filter(([x, y]) => x === y);
    const along = planted(line, pureGains(12), { repeats: 40, signalToNoise: 1 }, key(2));
    expect(() => run(along)).toThrow(/"x" and "y" never cross/);
    const one = planted(SEVEN, [[1, 1]], { repeats: 12, signalToNoise: 1 }, key(2));
    expect(() => run(one)).toThrow(/1 neuron cannot tell 2 coordinates of 2 variables apart: at least 2/);
  });
});

describe("a variable left out", () => {
  test("makes pure neurons of a correlated one seem tuned to what is left, and mixed", () => {
    // v follows x + y: neurons of v alone seem to mix x and y
    const points = square(5).flatMap(([x, y]) => [-1, 0, 1].map((own) => [x, y, (x + y) / Math.SQRT2 + own]));
    const gains = Array.from({ length: 12 }, (_, k) => [0, 1, 2].map((i) => (i === k % 3 ? 1 : 0)));
    const own = planted(points, gains, { repeats: 6, signalToNoise: 2 }, key(3));
    const whole = testPopulation(own, { ...quick, bins: 5 }, key(1));
    expect(whole.population.counts).toEqual({ untuned: 0, pure: 12, mixed: 0 });
    const less = leaveOut(own, "v", whole, key(1));
    expect(less.counts).toEqual({ untuned: 0, pure: 8, mixed: 4 });
    expect(less.neurons.filter(({ after }) => after === "mixed").map(({ unit }) => unit % 3)).toEqual([2, 2, 2, 2]);
    expect(less.correlations.map(({ name }) => name)).toEqual(["x", "y"]);
  });

  test("hidden correlations of mixed neurons need no more noise than trials have", () => {
    const own = planted(SEVEN, [...pureGains(8), [1, 1], [1, 1]], { repeats: 24, signalToNoise: 0.75 }, key(3));
    const { neurons } = testPopulation(own, quick, key(1)).population;
    expect(neurons[0].hidden).toBeNull();
    // V / (V + N) = 0.75^2 / (1 + 0.75^2) = 0.36
    expect(neurons[8].hidden?.multiple).toBeCloseTo(0.6, 1);
    expect(neurons[8].hidden?.correlations[0]).toBeCloseTo(0.6 / Math.SQRT2, 1);
  });
});

describe("variables whose values never repeat", () => {
  /** Rows uniform on the square, those of which x + y is low left out. */
  const drawn = (least: number) => {
    const rows = Array.from({ length: 2000 }, (_, row) =>
      Array.from(uniform(fold(key(5), row), 2), (u) => 3.4 * u - 1.7),
    );
    return planted(
      rows.filter(([x, y]) => x + y > least).slice(0, 800),
      pureGains(12),
      { repeats: 1, signalToNoise: 1 },
      key(6),
    );
  };

  test("a corner that was never visited is not lost in bins", () => {
    const { outcome, notes } = testPopulation(drawn(-0.5), quick, key(1));
    expect(outcome).toEqual({ predicted: "mixed", recorded: "pure" });
    expect(notes.join()).toContain("from the rows themselves");
  });

  test("corners that rows miss by chance are none", () => {
    const { outcome, notes } = testPopulation(drawn(-10), quick, key(1));
    expect(outcome.predicted).toBe("pure");
    expect(notes.join()).not.toContain("from the rows themselves");
  });
});
