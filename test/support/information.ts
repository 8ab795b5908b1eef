/** The inputs of test/fixtures/information/make.py, drawn again. */
import type { Factor, Representation } from "../../src/protocols.js";
import { factorFromNumbers, representation } from "../../src/representation/index.js";
import { numpyRandint } from "./numpyRandom.js";

const N = 300;

/** [300] without ties, on [0, 1) */
export function referenceUniform(seed: number): Float64Array {
  const draws = numpyRandint(seed, 0, 1_000_000, 2 * N);
  return Float64Array.from({ length: N }, (_, i) => (draws[i] * 1e6 + draws[N + i]) / 1e12);
}

const levels = (seed: number, count: number): Int32Array => numpyRandint(seed, 0, count, N);

export const referencePairs = (): Readonly<Record<string, Float64Array>> => {
  const [x, v] = [referenceUniform(10), referenceUniform(11)];
  return {
    x,
    related: x.map((value, i) => value + 0.3 * v[i]),
    weakly: x.map((value, i) => value + 2 * v[i]),
    unrelated: v,
  };
};

export function referenceLabelings(): Readonly<Record<string, Float64Array>> {
  const [x, v] = [referenceUniform(10), referenceUniform(11)];
  const unbalanced = Float64Array.from(levels(5, 3), (level) => level + 2);
  unbalanced[7] = 0;
  for (const i of [3, 50, 99, 200]) unbalanced[i] = 1;
  return {
    related: x.map((value, i) => Math.floor(4 * value + v[i])),
    unbalanced,
    unrelated: Float64Array.from(levels(6, 5)),
  };
}

/** Three factors of which the second follows the first half of the time, and five units, the last of them quiet. */
export function referenceCode(kind: Factor["kind"] = "categorical"): Representation {
  const [first, other, follows, third] = [levels(1, 3), levels(2, 4), levels(4, 2), levels(3, 3)];
  const second = other.map((value, i) => (follows[i] === 0 ? first[i] : value));
  const noise = [20, 21, 22, 23, 24].map(referenceUniform);
  const activity = Float64Array.from({ length: 5 * N }, (_, at) => {
    const i = Math.floor(at / 5);
    return [
      first[i] + 2 * noise[0][i],
      2 * second[i] + 3 * noise[1][i],
      noise[2][i] * (1 + third[i]),
      first[i] + 2 * second[i] + 4 * noise[3][i],
      0.01 * noise[4][i],
    ][at % 5];
  });
  const factors = [first, second, third].map((values, f) => factorFromNumbers(`factor ${f}`, values, kind));
  return representation({ activity, units: 5, factors });
}
