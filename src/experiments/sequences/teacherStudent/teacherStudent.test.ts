/** Teacher and student: the teacher's step, which pairs occur, purity under correlation, theory, and the claims on planted results. */
import { describe, expect, test } from "vitest";
import { compileNative } from "../../../engine/native/compile.node.js";
import { fromRows, matrix } from "../../../math/matrix.js";
import { fold, key, uniform } from "../../../math/random.js";
import { someTrials } from "../../../tasks/sequences/sequences.js";
import {
  DIAGONAL,
  drawTeacher,
  SCALE,
  type StatePairs,
  teacherTrials,
} from "../../../tasks/sequences/teacherStudent.js";
import { expectEveryArm } from "../../frame/everyArm.fixture.js";
import { jobContext } from "../../frame/jobContext.fixture.js";
import { type TeacherRow, teacherClaims } from "./claims.js";
import { teacherStudent } from "./index.js";
import { explained, normalisedInformation, partialWeights } from "./measures.js";
import { type PairsName, settings } from "./settings.js";
import { stateOptimum } from "./theory.js";

const teacher = drawTeacher(key(3));
const SIZE = { trials: 300, steps: 4 };
const drawn = (pairs: StatePairs) => teacherTrials(teacher, pairs, SIZE, key(4));

describe("the teacher", () => {
  test("goes through its states when it is given the inputs, and says what is asked for", () => {
    const { trials, steps, input, target, states } = drawn({ kind: "square" });
    const times = (a: Float64Array, [x, y]: readonly number[]) => [a[0] * x + a[1] * y, a[2] * x + a[3] * y];
    for (const trial of [0, 17]) {
      let state = [0, 0];
      for (let step = 0; step < steps; step++) {
        const shown = [...input.subarray((trial * steps + step) * 2, (trial * steps + step + 1) * 2)];
        const [carried, driven] = [times(teacher.recurrent, state), times(teacher.input, shown)];
        state = carried.map((value, unit) => Math.tanh(value + driven[unit]));
        const row = (step * trials + trial) * 2;
        for (const unit of [0, 1]) expect(state[unit]).toBeCloseTo(states[row + unit], 5);
        const said = times(teacher.readout, state);
        for (const k of [0, 1]) expect(target[row + k]).toBeCloseTo(said[k] / SCALE, 5);
      }
    }
  });

  test("pairs: all corners of the square, none off a band, few off the diagonal", () => {
    const offDiagonal = (pairs: StatePairs): number[] => {
      const { states } = drawn(pairs);
      return Array.from(
        { length: states.length / 2 },
        (_, row) => Math.abs(states[2 * row + 1] - states[2 * row]) / SCALE,
      );
    };
    const part = (values: readonly number[], holds: (value: number) => boolean) =>
      values.filter(holds).length / values.length;
    expect(Math.max(...offDiagonal({ kind: "square" }))).toBeGreaterThan(0.9);
    expect(Math.max(...offDiagonal({ kind: "band", width: 0.35 }))).toBeLessThanOrEqual(0.35);
    const seldom = offDiagonal({ kind: "diagonal", again: 0.9 });
    expect(Math.max(...seldom)).toBeGreaterThan(0.8);
    // 0.19 of the square lies on the diagonal; a tenth of the rest is kept.
    expect(part(seldom, (value) => value <= DIAGONAL)).toBeCloseTo(0.19 / (0.19 + 0.081), 1);
  });

  test("batches are trials of the data set, inputs by trial and targets by step", () => {
    const sequences = drawn({ kind: "square" });
    const { input, target } = someTrials(sequences, 5, key(9)).batch(2);
    for (let row = 0; row < 5; row++) {
      const shown = input.subarray(row * 8, (row + 1) * 8).join();
      const trial = [...Array(SIZE.trials).keys()].find(
        (one) => sequences.input.subarray(one * 8, (one + 1) * 8).join() === shown,
      );
      expect(trial).toBeDefined();
      const from = (2 * SIZE.trials + (trial ?? 0)) * 2;
      expect([...target.subarray((2 * 5 + row) * 2, (2 * 5 + row + 1) * 2)]).toEqual([
        ...sequences.target.subarray(from, from + 2),
      ]);
    }
    expect(someTrials(sequences, 5, key(9)).batch(3).input).not.toEqual(input);
  });
});

describe("measures", () => {
  const noise = uniform(fold(key(5), "states"), 2000);
  const correlated = matrix(
    1000,
    2,
    noise.map((value, at) => (at % 2 === 0 ? value : 0.8 * noise[at - 1] + 0.2 * value)),
  );
  const code = (weights: readonly (readonly number[])[]) =>
    fromRows(
      Array.from({ length: 1000 }, (_, row) =>
        weights.map(([a, b]) => 1 + a * correlated.data[2 * row] + b * correlated.data[2 * row + 1]),
      ),
    );

  test("a unit that follows one of two correlated states is pure, one of both carries its squared weights", () => {
    const pure = partialWeights(
      code([
        [1, 0],
        [0, -2],
        [0, 0],
      ]),
      correlated,
    ); // prettier-ignore
    expect(pure.share).toBeCloseTo(1, 9);
    expect([pure.active, pure.mixed]).toEqual([2, 0]);
    const [one, other] = [0, 1].map((k) => {
      const values = Array.from({ length: 1000 }, (_, row) => correlated.data[2 * row + k]);
      const mean = values.reduce((a, b) => a + b, 0) / 1000;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    });
    const both = partialWeights(code([[1, 1]]), correlated);
    expect(both.share).toBeCloseTo(Math.max(one, other) / (one + other), 9);
    expect(both.mixed).toBe(1);
  });

  test("information of independent states is near 0, of equal ones a half; explained variance of the targets is 1", () => {
    expect(normalisedInformation(matrix(1000, 2, noise))).toBeLessThan(0.05);
    expect(
      normalisedInformation(
        matrix(
          1000,
          2,
          noise.map((_, at) => noise[at - (at % 2)]),
        ),
      ),
    ).toBeCloseTo(0.5, 9); // prettier-ignore
    expect(explained(noise, noise, 2)).toBe(1);
  });
});

test("theory, before any training: pure wherever all pairs occur, however seldom; mixed the more the more is missing", () => {
  const share = (name: PairsName) => stateOptimum(name).share;
  for (const name of ["square", "diagonal-0.3", "diagonal-0.6", "diagonal-0.9"] as const) {
    expect(share(name)[0]).toBeCloseTo(1, 6);
    expect(stateOptimum(name).saving).toBeLessThan(1e-6);
  }
  const bands = (["band-0.7", "band-0.5", "band-0.35"] as const).map((name) => share(name)[1]);
  expect(bands.map((value) => Number(value.toFixed(3)))).toEqual([0.983, 0.866, 0.775]);
  expect(teacherStudent.settings.parse({}).pairs.map((name) => stateOptimum(name).status)).toEqual(
    Array(7).fill("certified"),
  );
});

describe("claims, on planted results", () => {
  const SHARES: Readonly<Record<PairsName, number>> = {
    square: 0.99,
    "band-0.7": 0.95,
    "band-0.5": 0.9,
    "band-0.35": 0.8,
    "diagonal-0.3": 0.99,
    "diagonal-0.6": 0.98,
    "diagonal-0.9": 0.95,
  };
  const planted = (changed: Partial<Record<PairsName, number>> = {}, explainedPart = 0.9999): TeacherRow[] =>
    [10, 11, 12].flatMap((seed) =>
      Object.entries({ ...SHARES, ...changed }).map(([pairs, share]) => ({
        pairs,
        condition: pairs,
        seed,
        share,
        active: 40,
        mixed: 0,
        linearCinfom: 0.5,
        normalisedInformation: pairs === "square" ? 0 : 0.08,
        explained: explainedPart,
        error: 1e-5,
        arrays: {},
      })),
    );
  const failed = (rows: readonly TeacherRow[]): string[] =>
    teacherClaims(rows, settings.parse({}))
      .filter(({ met }) => met === "not met")
      .map(({ id }) => id.replace("teacher-student.", ""));

  test.each([
    [planted(), []],
    [planted({ square: 0.94 }), ["square-pure", "missing-corners-mix"]],
    [planted({ "band-0.35": 0.85 }), ["missing-corners-mix"]],
    [planted({ "diagonal-0.9": 0.89 }), ["rare-keeps-more"]],
    [planted({ "band-0.5": 0.96 }), ["narrower-mixes-more"]],
    [planted({}, 0.99), ["student-predicts"]],
  ])("fail where they should: case %#", (rows, ids) => {
    expect(failed(rows)).toEqual(ids);
  });
});

test("every arm at tiny size", () =>
  expectEveryArm(
    {
      experiment: teacherStudent,
      settings: {
        seeds: [1],
        pairs: ["square", "band-0.35", "diagonal-0.9"],
        updates: 3,
        trials: 20,
        evaluationTrials: 20,
        units: 6,
        steps: 3,
        batch: 4,
      }, // prettier-ignore
      conditions: ["square", "band-0.35", "diagonal-0.9"],
      verdicts: 5,
    },
    () => jobContext(compileNative, "native"),
  ));
