/** The solver against another that shares no step with it, on problems of every kind. */
import { describe, expect, test } from "vitest";
import { identity, type Matrix, matrix } from "../math/matrix.js";
import { fold, type Key, key, normal, uniform } from "../math/random.js";
import { checkedOptimum } from "./checked.fixture.js";
import { type Given, networkLoss, referenceCode } from "./reference.fixture.js";
import { supportFromSamples } from "./support.js";
import type { CodingProblem, Optimum } from "./types.js";

type Cloud = (source: Key, rows: number, d: number) => Matrix;

const spread: Cloud = (source, rows, d) => matrix(rows, d, uniform(source, rows * d));
const bell: Cloud = (source, rows, d) => matrix(rows, d, normal(source, rows * d));
const lattice: Cloud = (source, rows, d) =>
  matrix(
    rows,
    d,
    uniform(source, rows * d).map((x) => Math.floor(4 * x)),
  );
const skewed: Cloud = (source, rows, d) =>
  matrix(
    rows,
    d,
    uniform(source, rows * d).map((x) => -Math.log(1 - x)),
  );
const surface: Cloud = (source, rows, d) => {
  const out = bell(source, rows, d);
  for (let row = 0; row < rows; row++) {
    const point = out.data.subarray(row * d, (row + 1) * d);
    const length = Math.hypot(...point);
    point.forEach((x, i) => {
      point[i] = x / length;
    });
  }
  return out;
};
/** Uniform samples without the corner where all factors are small. */
const cut: Cloud = (source, rows, d) => {
  const all = spread(source, 2 * rows, d);
  const sum = (row: number): number => all.data.subarray(row * d, (row + 1) * d).reduce((a, b) => a + b, 0);
  const kept = Array.from({ length: 2 * rows }, (_, row) => row).filter((row) => sum(row) > 0.4 * d);
  return matrix(kept.length, d, Float64Array.from(kept.flatMap((row) => [...all.data.subarray(row * d, row * d + d)])));
};
/** Correlations near 1. */
const narrow: Cloud = (source, rows, d) => {
  const out = bell(source, rows, d);
  const shared = normal(fold(source, "shared"), rows);
  return matrix(
    rows,
    d,
    out.data.map((x, k) => shared[Math.floor(k / d)] + 0.03 * x),
  );
};
/** Factors in units a million apart, far from zero. */
const scaled: Cloud = (source, rows, d) => {
  const out = spread(source, rows, d);
  return matrix(
    rows,
    d,
    out.data.map((x, k) => 1000 + x * 10 ** (3 - (6 * (k % d)) / (d - 1))),
  );
};

const ones = (count: number): Float64Array => new Float64Array(count).fill(1);
const plain = (samples: Matrix): Given => ({
  samples,
  weights: ones(samples.rows),
  inputMixing: identity(samples.columns),
  targetMixing: identity(samples.columns),
  alpha: 1,
  lambdaIn: 1,
  lambdaOut: 1,
  gamma: Infinity,
});

type Change = (given: Given, source: Key) => Given;

const random = (source: Key, rows: number, d: number): Matrix => matrix(rows, d, normal(source, rows * d));
const unchanged: Change = (given) => given;
const mixed: Change = (given, source) => ({
  ...given,
  inputMixing: random(fold(source, "in"), given.samples.columns + 2, given.samples.columns),
  targetMixing: random(fold(source, "out"), given.samples.columns + 1, given.samples.columns),
});
const weighted: Change = (given, source) => ({
  ...given,
  weights: uniform(source, given.samples.rows).map((x, row) => (row % 5 === 0 ? 0 : 10 ** (3 * x))),
});
const free: Change = (given, source) => ({ ...mixed(given, source), lambdaIn: 0, lambdaOut: 1e-3 });
const quiet: Change = (given) => ({ ...given, alpha: 1e-3, lambdaIn: 0.1, lambdaOut: 20 });
const soft: Change = (given, source) => ({ ...mixed(given, source), gamma: 30 });

const problemOf = ({ samples, weights, gamma, ...rest }: Given): CodingProblem => ({
  support: supportFromSamples(samples, { weights }),
  ...rest,
  ...(gamma < Infinity ? { gamma } : {}),
});

const codeOf = ({ neurons }: Optimum, d: number): Matrix =>
  matrix(
    neurons.length,
    d,
    Float64Array.from(neurons.flatMap(({ direction, gain }) => direction.map((x) => gain * x))),
  );

const clouds: [string, Cloud][] = [
  ["uniform", spread],
  ["normal", bell],
  ["lattice", lattice],
  ["skewed", skewed],
  ["sphere", surface],
  ["cut corner", cut],
  ["narrow", narrow],
  ["scales far apart", scaled],
];
const changes: [string, Change][] = [
  ["plain", unchanged],
  ["mixed", mixed],
  ["weighted", weighted],
  ["free input", free],
  ["cheap activity", quiet],
  ["soft", soft],
];

describe.each([2, 3, 4, 5, 6])("%i factors", (d) => {
  const cases = clouds
    .filter((_, k) => d < 5 || k % 2 === d % 2)
    .map(([cloud, draw], k) => {
      const [change, alter] = changes[(k + d) % changes.length];
      return { cloud, change, given: alter(plain(draw(fold(key(d), k), d + 2 + k, d)), fold(key(40 + d), k)) };
    });
  test.each(cases)("$cloud, $change", ({ cloud, change, given }) => {
    const optimum = checkedOptimum(problemOf(given));
    // a soft target in units a million apart leaves some factors all but unencoded: bracketed, not certified
    if (!(cloud === "scales far apart" && change === "soft")) expect(optimum.status).toBe("certified");
    // the code that is reported is a network of that loss on these samples
    expect(networkLoss(given, codeOf(optimum, d)) / optimum.energy).toBeCloseTo(1, 5);
    const other = networkLoss(given, referenceCode(given, fold(key(80), d)));
    expect(other).toBeGreaterThan(optimum.lowerBound * (1 - 1e-9));
    expect(other / optimum.energy).toBeLessThan(1 + 1e-4);
  });
});
