/** Recurrence is free where statistics stay the same, costs no less than eigenvalues say elsewhere, and says which it is. */
import { describe, expect, test } from "vitest";
import { squaredEigenvalues } from "../../math/eigenvalues.js";
import { diagonal, fromRows, identity, type Matrix, matrix, multiply, scale, transpose } from "../../math/matrix.js";
import { fold, key, normal } from "../../math/random.js";
import { checkedPrediction } from "../checked.fixture.js";
import { supportFromSamples } from "../support.js";
import type { CodingProblem } from "../types.js";
import { GROUPS, inRandomBasis, inverse } from "./groups.fixture.js";
import { networkEnergy, trainedEnergy } from "./network.fixture.js";
import { recurrentEnergy } from "./recurrentEnergy.js";
import type { Move } from "./types.js";
import { recurrentTexts } from "./words.js";

const energyOf = (problem: CodingProblem, moves: readonly Move[], options = {}) =>
  recurrentEnergy(problem, checkedPrediction(problem), moves, options);

const named = (...matrices: readonly Matrix[]): Move[] => matrices.map((matrix, i) => ({ name: `m${i + 1}`, matrix }));

/** Corners of a square about the mean, as factors x and y. */
const SQUARE = fromRows([
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
]); // prettier-ignore
const QUARTER = fromRows([
  [0, -1],
  [1, 0],
]); // prettier-ignore
const square = (rest: Partial<CodingProblem> = {}): CodingProblem => ({ support: supportFromSamples(SQUARE), ...rest });

describe("groups of moves, in bases that are not orthonormal", () => {
  test.each(GROUPS.map((group, k) => ({ name: group.name, group, k })))(
    "$name: free, at d a move, and no network below",
    ({ group, k }) => {
      const moved = inRandomBasis(group, k);
      const prediction = checkedPrediction(moved.problem, { tolerance: 1e-8 });
      expect(prediction.status).toBe("certified");
      const { constant, invariant, energy } = recurrentEnergy(moved.problem, prediction, moved.moves);
      const d = group.points.columns;
      expect(invariant).toBe(true);
      expect(constant).toBeCloseTo(d * group.moves.length, 6);
      expect(energy.upperBound).toBeCloseTo(prediction.energy.optimal + constant, 9);
      const trained = trainedEnergy(moved, 10, 4);
      expect(trained).toBeGreaterThan(energy.lowerBound * (1 - 1e-6));
      expect(trained).toBeLessThan(energy.lowerBound * 1.015);
    },
  );
});

describe("the least norm of a similar matrix", () => {
  const random = (k: number, name: string, rows: number, columns: number) =>
    matrix(rows, columns, normal(fold(fold(key(3), name), k), rows * columns));
  const similar = (k: number, a: Matrix): number => {
    const q = random(k, "basis", a.rows, a.rows);
    return multiply(multiply(q, a), inverse(q)).data.reduce((sum, value) => sum + value * value, 0);
  };
  const singular = (k: number, d: number): Matrix => multiply(random(k, "left", d, 2), random(k, "right", 2, d));
  const defective = (d: number): Matrix =>
    fromRows(
      Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? 0.9 : j === i + 1 ? 1 : 0))),
    ); // prettier-ignore

  test("is never below the squared eigenvalues, for random, singular and defective matrices", () => {
    for (let k = 0; k < 60; k++) {
      const d = 2 + (k % 4);
      for (const a of [random(k, "any", d, d), singular(k, d), defective(d)]) {
        const least = squaredEigenvalues(a);
        expect(similar(k, a)).toBeGreaterThan(least * (1 - 1e-9) - 1e-9);
      }
    }
  });

  test("of a defective matrix is approached and not attained", () => {
    const a = defective(2);
    const near = multiply(multiply(diagonal([1e-3, 1]), a), diagonal([1e3, 1]));
    expect(near.data.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(squaredEigenvalues(a), 5);
    expect(squaredEigenvalues(a)).toBeCloseTo(2 * 0.81, 9);
  });

  test("of a projection is its rank, where the determinant says nothing", () => {
    const { moves } = energyOf(
      square(),
      named(
        fromRows([
          [1, 0.7],
          [0, 0],
        ]),
      ),
    ); // prettier-ignore
    expect(moves[0].least).toBeCloseTo(1, 9);
  });
});

describe("where something changes under a move, a bracket", () => {
  const cases: readonly [string, CodingProblem, Matrix, string[]][] = [
    [
      "weights",
      { support: supportFromSamples(SQUARE, { weights: Float64Array.of(5, 1, 1, 1) }) },
      QUARTER,
      ["covariance", "range"],
    ],
    [
      "weights on a sheared square that keep the mean",
      { support: supportFromSamples(SQUARE, { weights: Float64Array.of(2, 1, 1, 2) }) },
      QUARTER,
      ["covariance"],
    ],
    [
      "hull",
      {
        support: supportFromSamples(
          fromRows([
            [2, 0],
            [-2, 0],
            [0, 1.2],
            [0, -1.2],
            [1, 1.7],
            [-1, -1.7],
            [1, -1.7],
            [-1, 1.7],
          ]),
        ),
      },
      QUARTER,
      ["range"],
    ], // prettier-ignore
    ["target", square({ targetMixing: diagonal([1, 2]) }), QUARTER, ["target"]],
    ["input", square({ inputMixing: diagonal([1, 2]) }), QUARTER, ["input"]],
    ["a shrinking move", square(), scale(QUARTER, 0.9), ["covariance", "target", "input"]],
  ];
  test.each(cases)("%s", (_, problem, move, changes) => {
    const prediction = checkedPrediction(problem);
    const moved = { problem, moves: named(move) };
    const { invariant, energy, moves, constant } = recurrentEnergy(problem, prediction, moved.moves);
    expect(invariant).toBe(false);
    expect(moves[0].changes).toEqual(expect.arrayContaining(changes));
    expect(energy.lowerBound).toBeCloseTo(prediction.energy.lowerBound + constant, 9);
    const trained = trainedEnergy(moved, 8, 3);
    expect(trained).toBeGreaterThan(energy.lowerBound * (1 - 1e-6));
    expect(trained).toBeLessThan((energy.upperBound ?? 0) * 1.015);
    const ofStatic = networkEnergy(
      moved,
      prediction.neurons.map(({ direction, gain }) => direction.map((x) => gain * x)),
    ); // prettier-ignore
    expect(energy.upperBound).toBeCloseTo(ofStatic, 6);
  });

  test("an unequal input does not matter where input weights cost nothing", () => {
    const problem = square({ inputMixing: diagonal([1, 2]), lambdaIn: 0 });
    expect(energyOf(problem, named(QUARTER)).invariant).toBe(true);
  });

  test("numbers of six digits are as good as exact ones, changes of a thousandth are not", () => {
    const six = (value: number): number => Number(value.toFixed(6));
    const hexagon = fromRows(
      Array.from({ length: 6 }, (_, k) => [six(Math.cos((k * Math.PI) / 3)), six(Math.sin((k * Math.PI) / 3))]),
    ); // prettier-ignore
    const turn = (size: number): Matrix =>
      fromRows([
        [0.5 * size, -0.866025 * size],
        [0.866025 * size, 0.5 * size],
      ]); // prettier-ignore
    const problem = { support: supportFromSamples(hexagon) };
    expect(energyOf(problem, named(turn(1))).invariant).toBe(true);
    expect(energyOf(problem, named(turn(1.001))).invariant).toBe(false);
  });

  test("points inside the hull do not matter", () => {
    const inside = fromRows([
      ...[
        [1, 1, 1],
        [1, -1, 1],
        [-1, 1, 1],
        [-1, -1, 1],
        [1, 1, -1],
        [1, -1, -1],
        [-1, 1, -1],
        [-1, -1, -1],
      ],
      [0.3, 0.1, 0.2],
    ]); // prettier-ignore
    const weights = Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0);
    const problem = { support: supportFromSamples(inside, { weights }) };
    const move = fromRows([
      [0, -1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]); // prettier-ignore
    expect(energyOf(problem, named(move)).invariant).toBe(true);
  });
});

describe("without a bias for each move", () => {
  test("each move costs one more, where the moves leave no direction as it is", () => {
    const own = energyOf(square(), named(QUARTER));
    const none = energyOf(square(), named(QUARTER), { biases: "none" });
    expect(none.constant).toBeCloseTo(own.constant + 1, 9);
    expect(none.constant).toBeCloseTo(3, 9);
    expect(none.energy.upperBound).toBeCloseTo((own.energy.upperBound ?? 0) + 1, 6);
  });

  test("a direction that stays leaves a bracket", () => {
    const points = fromRows([
      [1, 0],
      [-1, 0],
      [1, 1],
      [-1, 1],
      [0, -2],
    ]); // prettier-ignore
    const problem = { support: supportFromSamples(points) };
    const { invariant, energy } = energyOf(problem, named(diagonal([-1, 1])), { biases: "none" });
    expect(invariant).toBe(true);
    expect(energy.upperBound ?? 0).toBeGreaterThan(energy.lowerBound);
  });
});

describe("levels of a category", () => {
  const levels = (count: number): CodingProblem => ({
    support: supportFromSamples(identity(count)),
    groups: [Array.from({ length: count }, (_, i) => i)],
  });
  const shift = (count: number): Matrix =>
    fromRows(
      Array.from({ length: count }, (_, i) => Array.from({ length: count }, (_, j) => (i === (j + 1) % count ? 1 : 0))),
    ); // prettier-ignore

  test("a permutation of K indicators costs K - 1", () => {
    const { constant, invariant } = energyOf(levels(4), named(shift(4), transpose(shift(4))));
    expect([invariant, Number(constant.toFixed(9))]).toEqual([true, 6]);
  });

  test("a matrix that leads out of the levels is refused", () => {
    const out = fromRows([
      [1, 0, 0],
      [0, 2, 0],
      [0, 0, 1],
    ]); // prettier-ignore
    expect(() => energyOf(levels(3), named(out))).toThrow(/"m1" leads to where the factors never are/);
  });

  test("the closed form of reward-room: 64 lambda beside the static part", () => {
    const [alpha, lambda, side] = [0.1, 0.01, 3];
    const places = Array.from({ length: side * side }, (_, p) => [Math.floor(p / side), p % side]);
    const hot = (r: number, c: number): number[] => places.map(([x, y]) => (x === r && y === c ? 1 : 0));
    const rows = places.flatMap(([r, c]) => places.map(([dr, dc]) => [...hot(r, c), ...hot(dr, dc)]));
    const permutation = (dr: number, dc: number): number[][] =>
      places.map(([x, y]) => hot((x - dr + side) % side, (y - dc + side) % side));
    const move = (dr: number, dc: number): Matrix => {
      const one = permutation(dr, dc);
      const empty = Array<number>(9).fill(0);
      return fromRows([...one.map((row) => [...row, ...empty]), ...one.map((row) => [...empty, ...row])]);
    };
    const half = (from: number): number[] => Array.from({ length: 9 }, (_, i) => from + i);
    const problem = {
      support: supportFromSamples(fromRows(rows)),
      groups: [half(0), half(9)],
      alpha,
      lambdaIn: 0,
      lambdaOut: lambda,
    };
    const prediction = { energy: { lowerBound: 1, optimal: 1, modular: 1 }, neurons: [] };
    const { constant, invariant } = recurrentEnergy(
      problem,
      prediction,
      named(move(1, 0), move(2, 0), move(0, 1), move(0, 2)),
      { lambdaRec: lambda },
    );
    expect(invariant).toBe(true);
    expect(constant).toBeCloseTo(64 * lambda, 9);
  });
});

describe("refusals", () => {
  test.each<[string, () => unknown, RegExp]>([
    ["no moves", () => energyOf(square(), []), /no moves/],
    [
      "a wrong size",
      () => energyOf(square(), named(identity(3))),
      /"m1" is 3 x 3; a row and a column for each of 2 coordinates/,
    ],
    ["not a number", () => energyOf(square(), named(diagonal([1, Number.NaN]))), /row 2, column 2 is NaN/],
    ["a price", () => energyOf(square(), named(QUARTER), { lambdaRec: -1 }), /lambdaRec is zero or a positive number/],
    ["tolerant prediction", () => energyOf(square({ gamma: 10 }), named(QUARTER)), /exact predictions/],
    [
      "a needed factor left out",
      () =>
        energyOf(
          square({ targetMixing: fromRows([[1, 0]]) }),
          named(
            fromRows([
              [1, 1],
              [0, 1],
            ]),
          ),
        ),
      /needs s2, which the target leaves out/,
    ], // prettier-ignore
    [
      "a forgotten direction",
      () => energyOf(square({ targetMixing: fromRows([[1, 1]]) }), named(scale(identity(2), -1))),
      /may forget a part/,
    ], // prettier-ignore
  ])("%s", (_, act, message) => {
    expect(act).toThrow(message);
  });
});

test("words name the move and what it changes", () => {
  const words = recurrentTexts(
    energyOf(square({ targetMixing: diagonal([1, 2]) }), [{ name: "turn", matrix: QUARTER }]),
  );
  expect(words[0]).toMatch(/^recurrence is not known to be free: energy with recurrent weights between /);
  expect(words[1]).toBe("turn changes the target");
  expect(recurrentTexts(energyOf(square(), named(QUARTER)))[0]).toMatch(/^recurrence is free: the move m1 cost/);
});
