/** The experiments on fixed points: what theory says of their data, their verdicts, and a small run of each. */
import { beforeAll, describe, expect, test } from "vitest";
import { compileWasm } from "../../engine/wasm.js";
import { matrix } from "../../math/matrix.js";
import { fold, key } from "../../math/random.js";
import type { Experiment, JobResult, Verdict } from "../../protocols.js";
import {
  checkOptimality,
  cosineThreshold,
  predictNeurons,
  solveOptimum,
  supportFromSamples,
} from "../../theory/index.js";
import { jobContext } from "../frame/jobContext.fixture.js";
import { exactFloorVerdict, outsideOptimal } from "./claims.js";
import { cornerCutting } from "./cornerCutting/index.js";
import { phaseDiagram, scanCuts, scanWeights, withCorrelation } from "./cornerCutting/optimum.js";
import { fig1 } from "./fig1/index.js";
import { floor } from "./floor/index.js";
import type { PointResult } from "./job.js";
import { boundaryOf, closedForm, gramCosine, strictlyModular, targetsAt } from "./mixing.js";
import { onOff } from "./onOff/index.js";
import { rangeFig1c, wholeSet, withoutPoint } from "./rangeFig1c/index.js";
import { spearmanInterval } from "./rangeFig1d/claims.js";
import { rangeFig1d } from "./rangeFig1d/index.js";
import { mixingAngle } from "./rangeFig1d/measures.js";
import { CUTS, cutCorners, squareGrid, uniformSquareInTwelve } from "./sets.js";
import { theorem2Boundary } from "./theorem2Boundary/index.js";

const PRICES = { alpha: 1, lambdaIn: 0.1, lambdaOut: 0.1 };
const certify = (
  samples: ReturnType<typeof squareGrid>,
  targetMixing = undefined as ReturnType<typeof targetsAt> | undefined,
) => {
  const problem = { support: supportFromSamples(samples), ...(targetMixing && { targetMixing }), ...PRICES, gamma: 30 };
  const optimum = solveOptimum(problem);
  expect(optimum.status).toBe("certified");
  expect(checkOptimality(problem, optimum).failures).toEqual([]);
  return optimum;
};

describe("corner cutting", () => {
  test.each([
    ["one corner", 0.37, 0.375],
    ["two opposite corners", 0.27, 0.275],
    ["all corners", 0.29, 0.295],
  ] as const)("%s: modular at %f, mixed at %f", (which, last, first) => {
    expect([...scanCuts(which, 201, [last, first]).mixed.data]).toEqual([0, 1]);
  });

  test("no weight of the diagonal mixes", () => {
    const { correlations, mixed } = scanWeights(41);
    expect([...mixed.data]).toEqual(Array(7).fill(0));
    expect(correlations.data.at(-1)).toBeGreaterThan(0.999);
  });

  test.each([-0.7, 0, 0.6])(
    "weight on a diagonal gives the correlation asked for (%f) and keeps the hull",
    (wanted) => {
      const samples = cutCorners(squareGrid(21), "two opposite corners", 0.4);
      const { covariance, points: hull, mean } = withCorrelation(samples, wanted);
      const [a, b, , c] = covariance.data;
      expect(b / Math.sqrt(a * c)).toBeCloseTo(wanted, 6);
      const whole = supportFromSamples(samples);
      hull.data.forEach((value, k) => {
        expect(value + mean[k % 2]).toBeCloseTo(whole.points.data[k] + whole.mean[k % 2], 12);
      });
    },
  );

  test("the phase diagram saves nothing without a cut, and more with a larger one where factors are anticorrelated", () => {
    const { saving, cuts, correlations } = phaseDiagram("one corner", 11);
    const at = (row: number, column: number) => saving.data[row * cuts.data.length + column];
    for (let row = 0; row < correlations.data.length; row++) {
      expect(at(row, 0)).toBeLessThan(1e-6);
      expect(at(row, 16)).toBeGreaterThanOrEqual(at(row, 10));
      if (correlations.data[row] < -0.15) expect(at(row, 16)).toBeGreaterThan(at(row, 10) + 1e-4);
    }
  });

  test("certificates hold on its data", () => {
    for (const which of CUTS) certify(cutCorners(squareGrid(11), which, 0.6));
  });
});

describe("theorem 2 boundary", () => {
  const support = supportFromSamples(uniformSquareInTwelve());

  test("the closed form is 3/4 without weight energy, less with it", () => {
    expect(closedForm(1e-12)).toBeCloseTo(0.75, 9);
    expect(closedForm(0.2)).toBeCloseTo(cosineThreshold(2, 0.4, { variance: 1 / 12, halfRange: 0.5 }), 12);
  });

  test.each([0.003, 0.07, 0.6])("the certified optimum crosses at the closed form (ratio %f)", (ratio) => {
    const found = boundaryOf((cosine) => strictlyModular(support, ratio, targetsAt(cosine)));
    expect(Math.abs(found - closedForm(ratio))).toBeLessThan(0.005);
  });

  test("certificates hold on both sides of it", () => {
    for (const offset of [-0.1, 0.1]) certify(uniformSquareInTwelve(), targetsAt(closedForm(0.1) + offset));
  });

  test("cosines that no columns have are refused before anything runs", () => {
    const settings = theorem2Boundary.settings.parse({ ratios: [0.01], offsets: [0.3] });
    expect(() => theorem2Boundary.jobs(settings)).toThrow(/offset 0.3 at ratio 0.01.*between -1 and 1/);
  });

  test("shared neurons: none where pure, all of it where there is a single one", () => {
    expect(gramCosine(matrix(2, 2, Float64Array.of(2, 0, 0, -1)))).toBe(0);
    expect(gramCosine(matrix(1, 2, Float64Array.of(2, -3)))).toBeCloseTo(1, 12);
  });
});

describe("sets of points", () => {
  test("the rule draws a set for which pure neurons are optimal, and only the corner point is left out", () => {
    for (const seed of [0, 1, 2]) {
      const whole = wholeSet(fold(key(seed), "points"), 20);
      expect(predictNeurons({ support: supportFromSamples(whole) }).strict).toBe("modular");
      expect([whole.rows, ...whole.data.slice(0, 4)]).toEqual([28, 0, 0.9, 0, 0.3]);
      const rest = withoutPoint(whole, 0);
      expect(rest.data).toEqual(whole.data.slice(2));
      certify(rest);
    }
  });

  test("the angle of the most mixed unit leaves faint units out", () => {
    expect(mixingAngle(matrix(3, 2, Float64Array.of(2, 0, 0, 1, 0.05, 0.05)))).toBe(0);
    expect(mixingAngle(matrix(2, 2, Float64Array.of(2, 0, -1, Math.sqrt(3))))).toBeCloseTo(30, 12);
  });

  test("interval of Spearman's correlation: Bonett and Wright's formula by hand", () => {
    // r = 0.5, n = 28: standard error sqrt(1.125 / 25) = 0.212132, artanh(0.5) = 0.549306.
    const [low, high] = spearmanInterval(0.5, 28);
    expect(low).toBeCloseTo(Math.tanh(0.549306 - 1.959964 * 0.212132), 5);
    expect(high).toBeCloseTo(Math.tanh(0.549306 + 1.959964 * 0.212132), 5);
  });
});

/** A training with these numbers. */
const planted = (energy: number, changes: Partial<PointResult["trained"]> = {}): PointResult => ({
  seed: 0,
  condition: "planted",
  optimum: { status: "certified", energy: 1, lowerBound: 1, modular: 1, verdict: "modular", selectivity: [0.9, 0.95] },
  trained: { energy, squaredError: 0, leastActivity: 0, selectivity: 0.92, failures: [], ...changes },
  samples: squareGrid(2),
  code: squareGrid(2),
  initialCode: squareGrid(2),
  optimalCode: squareGrid(2),
});

describe("the floor verdict", () => {
  const of = (...results: PointResult[]) => exactFloorVerdict(results, { id: "x.y", enough: true, settings: "" }).met;

  test("1 % above is met; more, less than the bound, a refused code, or an unproven optimum is not", () => {
    expect(of(planted(1), planted(1.0099))).toBe("met");
    expect(of(planted(1), planted(1.0101))).toBe("not met");
    expect(of(planted(1 - 1e-6))).toBe("not met");
    expect(of(planted(1, { failures: ["a neuron is negative"] }))).toBe("not met");
    const unproven = { ...planted(1), optimum: { ...planted(1).optimum, lowerBound: 0.99 } };
    expect(of(unproven)).toBe("not met");
    expect(of()).toBe("not judged");
  });

  test("selectivity outside the range of optimal codes is measured from its nearer end", () => {
    expect(outsideOptimal(planted(1))).toBe(0);
    expect(outsideOptimal(planted(1, { selectivity: 0.8 }))).toBeCloseTo(0.1, 12);
    expect(outsideOptimal(planted(1, { selectivity: 1 }))).toBeCloseTo(0.05, 12);
  });
});

const small = { updates: 40, code: 6 };
const SMALL: readonly (readonly [Experiment, Record<string, unknown>])[] = [
  [fig1, { ...small, seeds: [3], samples: 100, grid: 3, angles: 5 }],
  [cornerCutting, { ...small, seeds: [3], grid: 21, phaseGrid: 11, trainingGrid: 5, cuts: [0.5], repeats: [1, 3] }],
  [theorem2Boundary, { ...small, seeds: [3], ratios: [0.1], offsets: [-0.1, 0.1] }],
  [rangeFig1c, { ...small, seeds: [3] }],
  [rangeFig1d, { ...small, seeds: [3, 4], points: 100 }],
  [floor, { ...small, seeds: [3], points: 8 }],
  [onOff, { ...small, seeds: [3], tenths: [2, 10], levels: 5, weightStrengths: [0.01, 0.1] }],
];

describe.each(SMALL.map(([experiment, changes]) => ({ id: experiment.id, experiment, changes })))(
  "$id",
  ({ experiment, changes }) => {
    const settings = experiment.settings.parse(changes);
    const results: JobResult[] = [];
    let verdicts: readonly Verdict[] = [];

    beforeAll(async () => {
      for (const job of experiment.jobs(settings)) {
        results.push(await experiment.runJob(job, settings, jobContext(compileWasm)));
      }
      verdicts = experiment.check(results, settings);
    });

    test("small runs give every recorded verdict, and none is judged on their trainings", () => {
      expect(verdicts.map(({ id }) => id).sort()).toEqual(Object.keys(experiment.recorded).sort());
      const solved = verdicts.filter(({ id }) => id === "theorem2-boundary.optimum-crosses");
      for (const verdict of verdicts) expect(verdict.met).toBe(solved.includes(verdict) ? "met" : "not judged");
    });

    test("trained codes pass the optimality check, and are not below the floor", () => {
      for (const { values, job } of results) {
        if (values.trained === undefined || job.condition === "soft") continue;
        const { trained, optimum } = JSON.parse(JSON.stringify(values));
        expect(trained.failures).toEqual([]);
        expect(trained.energy).toBeGreaterThanOrEqual(optimum.lowerBound * (1 - 1e-9));
      }
    });

    test("figures are drawn, and nothing is claimed of no results", () => {
      const figures = experiment.figures(results, settings);
      expect(figures.length).toBeGreaterThan(0);
      for (const { svg } of figures) expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(experiment.figures([], settings)).toEqual([]);
      for (const { met } of experiment.check([], settings)) expect(met).toBe("not judged");
    });

    test("sizes are settings, and the expected time is positive", () => {
      for (const size of Object.values(experiment.sizes)) {
        const chosen = experiment.settings.parse(size);
        expect(experiment.expectedSeconds(chosen, "wasm")).toBeGreaterThan(0);
        const ids = experiment.jobs(chosen).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }
    });
  },
);
