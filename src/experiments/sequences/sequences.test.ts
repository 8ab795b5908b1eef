/** Sequences: tasks by hand, measures on planted activity, and every arm at tiny size. */
import { describe, expect, test } from "vitest";
import { compileNative } from "../../engine/native/compile.node.js";
import { principalAngles } from "../../metrics/principalAngles.js";
import { onRing, recallTrials } from "../../tasks/sequences/cuedRecall.js";
import { reachTrials } from "../../tasks/sequences/reaches.js";
import { twoSinusoids } from "../../tasks/sequences/sinusoids.js";
import { expectEveryArm, type TinyExperiment } from "../frame/everyArm.fixture.js";
import { jobContext } from "../frame/jobContext.fixture.js";
import { certifiedMixing } from "./certifiedMixing.js";
import { delayOptimum } from "./delayOptimum.js";
import { encodingDifferences } from "./encodingDifferences.js";
import { PAIRS, type PairName } from "./frequencies.js";
import { reachPreparation } from "./reachPreparation/index.js";
import { periods } from "./reachPreparation/job.js";
import { KINDS } from "./reachPreparation/settings.js";
import { retroCue } from "./retroCue/index.js";
import { sinusoids } from "./sinusoids/index.js";
import { twoRhythms } from "./twoRhythms.js";

describe("two sinusoids", () => {
  test("pulse when a period begins, and ask for cosines", () => {
    const { input, target, trials } = twoSinusoids({ frequencies: [Math.PI, 2 * Math.PI], steps: 41, interval: 0.1 });
    const pulses = (at: number): number[] => [...Array(41).keys()].filter((step) => input[2 * step + at] === 1);
    expect([trials, pulses(0), pulses(1)]).toEqual([1, [0, 20, 40], [0, 10, 20, 30, 40]]);
    expect([target[0], target[2 * 10], target[2 * 10 + 1]]).toEqual([1, -1, 1]);
  });

  test("may be driven at other frequencies than they are asked for", () => {
    const options = { frequencies: [Math.PI, 3 * Math.PI], steps: 41, interval: 0.1 } as const;
    const { input, target } = twoSinusoids({ ...options, pulses: [2 * Math.PI, Math.PI] });
    const pulses = (at: number): number[] => [...Array(41).keys()].filter((step) => input[2 * step + at] === 1);
    expect([pulses(0), pulses(1)]).toEqual([
      [0, 10, 20, 30, 40],
      [0, 20, 40],
    ]);
    expect(target).toEqual(twoSinusoids(options).target);
  });

  const code = (units: readonly ((time: number) => number)[]): Float64Array =>
    Float64Array.from({ length: 200 * units.length }, (_, at) =>
      units[at % units.length](Math.floor(at / units.length) / 10),
    );

  test("units of one frequency each have share 1; one of both has the half that it carries", () => {
    const pure = twoRhythms(code([(t) => Math.cos(3 * t), (t) => 2 + Math.sin(7 * t)]), 2, 0.1, [3, 7]);
    expect(pure.share).toBeCloseTo(1, 9);
    expect([pure.active, pure.mixed]).toEqual([2, 0]);
    const mixed = twoRhythms(code([(t) => Math.cos(3 * t) + Math.cos(7 * t), (t) => 0 * t]), 2, 0.1, [3, 7]);
    expect(mixed.share).toBeCloseTo(0.5, 9);
    expect([mixed.active, mixed.mixed]).toEqual([1, 1]);
  });

  test("the published index is 1 of units of one frequency, 0 of units of both, nothing where the trace is too short", () => {
    const pair = [Math.PI, 2 * Math.PI] as const;
    const [slow, fast] = pair.map((frequency) => (time: number) => Math.cos(frequency * time));
    expect(twoRhythms(code([slow, fast]), 2, 0.1, pair).index).toBeCloseTo(1, 4);
    expect(twoRhythms(code([(t) => slow(t) + fast(t)]), 1, 0.1, pair).index).toBeCloseTo(0, 4);
    expect(twoRhythms(code([slow, fast]).subarray(0, 120), 2, 0.1, [3, 6]).index).toBeNaN();
  });

  test("theory: which ratios mix, and by how much, before anything is trained", () => {
    const percent = (pair: PairName): number => 100 * certifiedMixing(pair).saving;
    // Of 24 points on the orbit 16.38, 5.27 and 2.81 %; the numbers depend a little on how finely it is sampled.
    for (const [pair, known] of [
      ["1-2", 16.38],
      ["1-3", 5.27],
      ["1-4", 2.81],
    ] as const) {
      expect(Math.abs(percent(pair) - known)).toBeLessThan(0.15);
    }
    for (const pair of ["2-3", "3-7", "5-8", "irrational-a"] as const) expect(percent(pair)).toBeLessThan(1e-4);
    for (const { ratio, frequencies } of Object.values(PAIRS)) {
      if (ratio !== undefined) expect(frequencies[1] / frequencies[0]).toBeCloseTo(ratio[1] / ratio[0], 12);
    }
  });
});

describe("reaches", () => {
  test("are shown, signalled in the last step of preparation, and made for two steps", () => {
    const { trials, steps, input, target, inputs, outputs, single } = reachTrials({
      reaches: 2,
      preparations: [2],
      second: { preparations: [0], delays: [1] },
    }); // prettier-ignore
    expect([trials, steps, inputs, outputs, single.filter(Boolean).length]).toEqual([6, 6, 3, 2, 2]);
    // reach 0, then reach 1: cue at 0 and 1, go at 1, movement at 2 and 3; second cue and go at 3, movement at 4 and 5
    const shown = Array.from({ length: steps }, (_, step) =>
      [...input.subarray(18 + step * 3, 18 + step * 3 + 3)].join(""),
    );
    expect(shown).toEqual(["100", "101", "000", "011", "000", "000"]);
    const asked = Array.from({ length: steps }, (_, step) =>
      [...target.subarray((step * trials + 1) * 2, (step * trials + 1) * 2 + 2)].join(""),
    ); // prettier-ignore
    expect(asked).toEqual(["00", "00", "10", "10", "01", "01"]);
  });

  test("published sizes", () => {
    const size = (kind: keyof typeof KINDS) => {
      const { trials, steps } = reachTrials(KINDS[kind]);
      return [trials, steps];
    };
    expect([size("single"), size("apart"), size("overlapping")]).toEqual([
      [6, 7],
      [48, 12],
      [48, 9],
    ]); // prettier-ignore
  });

  test("periods are where something is shown or asked for, of single reaches", () => {
    const trials = reachTrials(KINDS.single);
    const code = Float64Array.from({ length: trials.steps * trials.trials }, (_, row) => row);
    const [preparation, movement] = periods(trials, code, 1);
    expect([preparation.rows, movement.rows]).toEqual([2 * (1 + 3 + 5), 6 * 2]);
  });
});

describe("two remembered colours", () => {
  test("pairs as often as they are shown, reports of both places", () => {
    const counts = (["all", "opposite-doubled", "without-same"] as const).map(
      (shown) => recallTrials(4, shown).pairs.length,
    );
    expect(counts).toEqual([16, 20, 12]);
    const { pairs, target } = recallTrials(4, "all");
    expect([...target.subarray(0, 32)].every((value) => value === 0)).toBe(true);
    pairs.forEach(([upper, lower], trial) => {
      expect(target[2 * (16 + trial)]).toBeCloseTo(Math.cos((upper * Math.PI) / 2), 6);
      expect(target[2 * (32 + trial) + 1]).toBeCloseTo(Math.sin((lower * Math.PI) / 2), 6);
    });
  });

  test("theory of the delay: 90 degrees for all pairs, 85.2 without same colours, saving 0.35 %", () => {
    const all = delayOptimum(4, "all");
    const without = delayOptimum(4, "without-same");
    for (const angle of all.angles) expect(angle).toBeCloseTo(90, 1);
    for (const angle of without.angles) expect(angle).toBeCloseTo(85.2, 1);
    expect([all.saving, Number((100 * without.saving).toFixed(2))]).toEqual([0, 0.35]);
    expect([all.status, without.status]).toEqual(["certified", "certified"]);
  });

  test("encoding differences find planted planes whatever occurs together", () => {
    for (const shown of ["all", "opposite-doubled", "without-same"] as const) {
      const trials = recallTrials(4, shown);
      const tilt = 0.3;
      const code = trials.pairs.flatMap(([upper, lower]) => {
        const [a, b] = onRing(upper, 4);
        const [c, d] = onRing(lower, 4);
        return [a + Math.sin(tilt) * c, b, Math.cos(tilt) * c, d];
      });
      const [first, second] = [0, 1].map((place) => encodingDifferences(trials, code, 4, place));
      const [least, most] = principalAngles(first, second, 2);
      expect(least).toBeCloseTo(90 - (tilt * 180) / Math.PI, 6);
      expect(most).toBeCloseTo(90, 6);
    }
  });
});

test.each([
  {
    experiment: retroCue,
    settings: { seeds: [1], updates: 20, units: 6 },
    conditions: ["all", "opposite-doubled", "without-same"],
    verdicts: 3,
  },
  {
    experiment: sinusoids,
    settings: { seeds: [1], pairs: ["1-2", "irrational-a"], updates: 3, steps: 60, measuredSteps: 60, units: 4 },
    conditions: ["1-2", "irrational-a", "irrational-a-without-nonnegativity"],
    verdicts: 5,
  },
  {
    experiment: reachPreparation,
    settings: { seeds: [1], restarts: 2, updates: 20, units: 6 },
    conditions: ["single", "apart", "overlapping", "overlapping-restart1"],
    verdicts: 3,
  },
] satisfies TinyExperiment[])("$experiment.id at tiny size", (tiny) =>
  expectEveryArm(tiny, () => jobContext(compileNative, "native")),
);
