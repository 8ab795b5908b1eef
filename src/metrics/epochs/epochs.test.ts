/** Epochs compared: planted angles with noise of trials, which turns uncorrected ones towards 90 degrees and corrected ones not. */
import { describe, expect, test } from "vitest";
import { randomOrthonormalRows } from "../../math/orthogonal.js";
import { fold, integers, key, normal } from "../../math/random.js";
import { mean, standardError } from "../../math/statistics.js";
import type { Factor } from "../../protocols.js";
import { representation, takeConditions } from "../../representation/index.js";
import type { EpochMeasure } from "./compare.js";
import { type EpochMeasures, type EpochOptions, epochMeasures } from "./epochMeasures.js";

const UNITS = 30;
const TRIALS = 60;
const EPOCHS = ["cue", "delay"];
const PLACES = 6;

interface Planted {
  /** Degrees between the plane of the item in the cue and in the delay. */
  readonly angle: number;
  readonly noise?: number;
  /** Noise that a trial has in both epochs. */
  readonly common?: number;
  readonly kind?: "circular" | "categorical";
  readonly draw?: number;
}

/** Trials of an item on a ring, one row in the cue and one in the delay; a reward of two levels along a direction of its own. */
function planted({ angle, noise = 1.5, common = 0, kind = "circular", draw = 0 }: Planted) {
  const own = fold(key(11), draw);
  const axes = randomOrthonormalRows(fold(own, "axes"), 5, UNITS).data;
  const item = integers(fold(own, "item"), TRIALS, PLACES);
  const reward = integers(fold(own, "reward"), TRIALS, 2);
  const rows = 2 * TRIALS;
  const trials = Float64Array.from({ length: rows }, (_, row) => row >> 1);
  const epoch = Float64Array.from({ length: rows }, (_, row) => row % 2);
  const z = normal(fold(own, "noise"), rows * UNITS);
  const shared = normal(fold(own, "common"), TRIALS * UNITS);
  const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const activity = z.map((value, at) => {
    const [row, unit] = [Math.floor(at / UNITS), at % UNITS];
    const turn = (2 * Math.PI * item[row >> 1]) / PLACES;
    const along = (k: number) => axes[k * UNITS + unit];
    const plane = (k: number) => (row % 2 === 0 ? along(k) : c * along(k) + s * along(k + 2));
    const signal = 3 * (Math.cos(turn) * plane(0) + Math.sin(turn) * plane(1)) + 3 * reward[row >> 1] * along(4);
    return 5 + signal + noise * value + common * shared[(row >> 1) * UNITS + unit];
  });
  const itemFactor: Factor =
    kind === "circular"
      ? { name: "item", kind, period: 360, values: trials.map((trial) => 60 * item[trial]) }
      : { name: "item", kind, levels: ["a", "b", "c", "d", "e", "f"], values: trials.map((trial) => item[trial]) };
  const rewardFactor: Factor = {
    name: "reward",
    kind: "categorical",
    levels: ["small", "large"],
    values: trials.map((trial) => reward[trial]),
  };
  return {
    population: representation({ activity, units: UNITS, factors: [itemFactor, rewardFactor] }),
    epoch: { name: "epoch", kind: "categorical", levels: EPOCHS, values: epoch } satisfies Factor,
    trial: {
      name: "trial",
      kind: "categorical",
      levels: Array.from({ length: TRIALS }, (_, trial) => String(trial)),
      values: trials,
    } satisfies Factor,
  };
}

const QUICK: Partial<EpochOptions> = { dimensions: 2, halvings: 10, draws: 0, dimensionDraws: 0 };

function measured(of: Planted, options: Partial<EpochOptions> = QUICK, withTrial = true): EpochMeasures {
  const { population, epoch, trial } = planted(of);
  return epochMeasures(population, { epoch, ...(withTrial && { trial }) }, key(of.draw ?? 0), options);
}

/** The one comparison of this kind, of a variable in both epochs, of two variables in the delay, or of all. */
function comparisonOf({ comparisons }: EpochMeasures, measure: EpochMeasure, variables?: string, epochs = "cue delay") {
  const found = comparisons.filter(
    (row) => row.measure === measure && row.variables?.join(" ") === variables && row.epochs.join(" ") === epochs,
  );
  expect(found).toHaveLength(1);
  return found[0];
}

const SETS = 10;
const cosineSquared = (angle: number): number => Math.cos((angle * Math.PI) / 180) ** 2;

/** Mean and its standard error over data sets, of squared cosines averaged over both angles. */
function overSets(of: Omit<Planted, "draw">) {
  const rows = Array.from({ length: SETS }, (_, draw) =>
    comparisonOf(measured({ ...of, draw }), "principalAngles", "item item"),
  );
  const corrected = rows.map(({ squaredCosines = [] }) => mean(squaredCosines));
  const uncorrected = rows.map((row) => mean(row.uncorrected.map(cosineSquared)));
  return { corrected, uncorrected };
}

/** How many standard errors the mean of data sets lies above what was planted. */
const standardErrorsAbove = (values: readonly number[], planted: number): number =>
  (mean(values) - planted) / standardError(values);

describe("angles between epochs", () => {
  test.each([0, 45, 90])(
    "planted at %i degrees: noise of trials turns codes away from each other, and is taken out",
    (angle) => {
      const { corrected, uncorrected } = overSets({ angle });
      expect(Math.abs(standardErrorsAbove(corrected, cosineSquared(angle)))).toBeLessThan(3);
      if (angle < 90) expect(standardErrorsAbove(uncorrected, cosineSquared(angle))).toBeLessThan(-6);
    },
  );

  test("noise that trials have in both epochs draws codes together, unless rows of a trial stay in one half", () => {
    const cosines = (withTrial: boolean) =>
      Array.from({ length: SETS }, (_, draw) => {
        const measures = measured({ angle: 90, noise: 1, common: 2, draw }, QUICK, withTrial);
        return comparisonOf(measures, "parallelism", "item item").values[0];
      });
    expect(Math.abs(standardErrorsAbove(cosines(true), 0))).toBeLessThan(3);
    expect(standardErrorsAbove(cosines(false), 0)).toBeGreaterThan(3);
  });

  test("are the same as planted without noise, corrected or not", () => {
    const { values, uncorrected } = comparisonOf(measured({ angle: 45, noise: 0 }), "principalAngles", "item item");
    for (const found of [values, uncorrected]) for (const one of found) expect(one).toBeCloseTo(45, 4);
  });
});

describe("what is compared", () => {
  const all = measured({ angle: 60, noise: 0.5, kind: "categorical" }, { draws: 99, dimensionDraws: 39, halvings: 20 });

  test("as many directions as stand out of the noise: two of five contrasts between places on a ring", () => {
    expect(all.epochs.map(({ name, rows, dimensions }) => [name, rows, dimensions])).toEqual([
      ["cue", TRIALS, 3],
      ["delay", TRIALS, 3],
    ]);
    for (const { variables } of all.epochs) {
      expect(variables).toEqual([
        { name: "item", dimensions: 2 },
        { name: "reward", dimensions: 1 },
      ]);
    }
  });

  test("item turns by 60 degrees, reward stays: angles, parallelism, and overlap in proportion to their variance", () => {
    const item = comparisonOf(all, "principalAngles", "item item");
    for (const [k, angle] of item.values.entries()) {
      expect(Math.abs(angle - 60)).toBeLessThan(4 * Math.max(2, item.standardErrors[k]));
    }
    const [reward] = comparisonOf(all, "principalAngles", "reward reward").values;
    expect(reward).toBeLessThan(20);
    expect(Math.abs(comparisonOf(all, "parallelism", "item item").values[0] - 0.5)).toBeLessThan(0.1);
    expect(Math.abs(comparisonOf(all, "parallelism", "reward reward").values[0] - 1)).toBeLessThan(0.1);
    // Variance 9 of the item, a quarter of which is shared; 9 / 4 of the reward, all of which is.
    const overlap = comparisonOf(all, "periodOverlap").values[0];
    expect(Math.abs(overlap - (9 / 4 + 9 / 4) / (9 + 9 / 4))).toBeLessThan(0.06);
  });

  test("nulls: what is shared is beyond exchanged units, item and reward of one epoch are not near each other", () => {
    for (const variables of ["reward reward"]) {
      for (const measure of ["principalAngles", "parallelism"] as const) {
        expect(comparisonOf(all, measure, variables).pNear).toBe(0.01);
      }
    }
    const within = comparisonOf(all, "principalAngles", "item reward", "delay delay");
    expect(within.values[0]).toBeGreaterThan(70);
    expect(within.pNear).toBeGreaterThan(0.1);
    expect(within.chance.interval[0]).toBeLessThan(within.chance.median);
  });

  test("units exchanged are chance: p below 0.1 about as often as it says, of codes without relation", () => {
    const small = Array.from({ length: 20 }, (_, draw) => {
      const { population, epoch, trial } = planted({ angle: 90, draw: 100 + draw });
      const other = planted({ angle: 90, draw: 200 + draw }).population;
      const activity = population.activity.map((value, at) =>
        Math.floor(at / UNITS) % 2 === 0 ? value : other.activity[at],
      );
      const measures = epochMeasures(
        { ...population, activity, factors: [population.factors[1]] },
        { epoch, trial },
        key(draw),
        {
          ...QUICK,
          draws: 99,
        },
      );
      return comparisonOf(measures, "parallelism", "reward reward").pNear < 0.1;
    }).filter(Boolean).length;
    expect(small).toBeLessThanOrEqual(6);
  });
});

describe("refusals", () => {
  const { population, epoch, trial } = planted({ angle: 45 });

  test("one epoch, or very many", () => {
    const one = { ...epoch, levels: ["cue"], values: epoch.values.map(() => 0) };
    expect(() => epochMeasures(population, { epoch: one }, key(1))).toThrow(/1 epoch where 2 to 12/);
    expect(() => epochMeasures(population, { epoch: { ...trial, name: "row" } }, key(1))).toThrow(/60 epochs/);
  });

  test("too few rows, with how many are needed", () => {
    const rows = Int32Array.from({ length: 40 }, (_, row) => row);
    const few = takeConditions(population, rows);
    const short = { ...epoch, values: epoch.values.slice(0, 40) };
    expect(() => epochMeasures(few, { epoch: short }, key(1))).toThrow(/20 rows; 32 are needed/);
  });

  test("a variable that keeps its value in an epoch is told there, and compared nowhere", () => {
    const [item, reward] = population.factors;
    const late = { ...reward, values: reward.values.map((value, row) => (epoch.values[row] === 0 ? 0 : value)) };
    const { epochs, comparisons } = epochMeasures(
      { ...population, factors: [item, late] },
      { epoch, trial },
      key(1),
      QUICK,
    );
    expect(epochs[0].variables.at(-1)).toEqual({ name: "reward", dimensions: 0, reason: "reward keeps its value" });
    expect(comparisons.filter(({ variables }) => variables?.includes("reward")).map(({ epochs: own }) => own)).toEqual([
      ["delay", "delay"],
    ]);
  });

  test("noise alone: no direction stands out, and nothing is a number", () => {
    const noise = normal(key(4), population.activity.length);
    const measures = epochMeasures({ ...population, activity: noise }, { epoch, trial }, key(1), {
      draws: 9,
      dimensionDraws: 39,
    });
    expect(measures.epochs.flatMap(({ variables }) => variables.map(({ dimensions }) => dimensions))).toEqual([
      0, 0, 0, 0,
    ]);
    expect(measures.comparisons.every(({ values: [value], pNear }) => Number.isNaN(value) && Number.isNaN(pNear))).toBe(
      true,
    );
  });

  test("one unit that outweighs all is named: a column of times may have been taken for a neuron", () => {
    const loud = population.activity.map((value, at) => (at % UNITS === 7 ? at : value));
    const { notes } = epochMeasures({ ...population, activity: loud }, { epoch, trial }, key(1), QUICK);
    expect(notes.at(-1)).toMatch(/unit 7 has 100 % of the variance/);
  });
});
