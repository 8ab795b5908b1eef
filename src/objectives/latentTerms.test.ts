/** Terms on posteriors and quantised codes against their formulas in float64, and their derivatives against differences. */
import { numpy } from "@jax-js/jax";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { lossAndGradient } from "../engine/gradient.js";
import { startEngine } from "../engine/start.js";
import { fold, key, normal } from "../math/random.js";
import { mean, sum } from "../math/statistics.js";
import type { ObjectiveTerm } from "../protocols.js";
import { klDivergence } from "./klDivergence.js";
import { meanWeightEnergy } from "./meanWeightEnergy.js";
import { commitment, quantisation } from "./quantisation.js";
import { totalCorrelation } from "./totalCorrelation.js";
import { weightEnergy } from "./weightEnergy.js";

beforeAll(startEngine);

type Latent = Readonly<Record<string, Float64Array>>;

const drawn = (seed: number, names: readonly string[], length: number): Latent =>
  Object.fromEntries(names.map((name) => [name, normal(fold(key(seed), name), length)]));

/** Value of a term on codes [batch x units], and its derivative with respect to each of them. */
function evaluated(term: ObjectiveTerm, latent: Latent, batch: number) {
  const shape = [batch, Object.values(latent)[0].length / batch];
  const tensors = Object.fromEntries(
    Object.entries(latent).map(([name, data]) => [name, numpy.array(Float32Array.from(data), { shape })]),
  );
  const nothing = numpy.zeros([1]);
  const { total, gradient } = lossAndGradient((at) => {
    const inputs = { parameters: {}, weights: [], activity: {}, output: nothing, target: nothing, latent: at };
    return { total: term.value(inputs), parts: {} };
  }, tensors);
  const slopes = Object.fromEntries(Object.entries(gradient).map(([name, slope]) => [name, [...slope.dataSync()]]));
  return { value: Number(total.item()), slopes };
}

/** Central differences of a formula. */
function differences(formula: (latent: Latent) => number, latent: Latent, name: string, width = 1e-5): number[] {
  return Array.from(latent[name], (value, at) => {
    const moved = (by: number) => formula({ ...latent, [name]: latent[name].with(at, value + by) });
    return (moved(width) - moved(-width)) / (2 * width);
  });
}

function expectFormula(term: ObjectiveTerm, formula: (latent: Latent) => number, latent: Latent, batch: number) {
  const { value, slopes } = evaluated(term, latent, batch);
  expect(value).toBeCloseTo(formula(latent), 4);
  for (const name of Object.keys(latent)) {
    for (const [at, slope] of differences(formula, latent, name).entries()) {
      expect(slopes[name][at]).toBeCloseTo(slope, 3);
    }
  }
}

/** For random batches of 2 to 6 and 1 to 4 latents. */
const codes = fc.record({
  seed: fc.integer({ min: 0, max: 1000 }),
  batch: fc.integer({ min: 2, max: 6 }),
  units: fc.integer({ min: 1, max: 4 }),
});
const RUNS = { numRuns: 12, seed: 3 };

test("the divergence is the integral of q log q/p, by quadrature", () => {
  const [m, logVariance] = [0.7, -0.4];
  const deviation = Math.exp(logVariance / 2);
  const log = (x: number, center: number, scale: number) =>
    -(((x - center) / scale) ** 2) / 2 - Math.log(scale * Math.sqrt(2 * Math.PI));
  let integral = 0;
  for (let x = -12; x < 12; x += 1e-3) {
    integral += Math.exp(log(x, m, deviation)) * (log(x, m, deviation) - log(x, 0, 1)) * 1e-3;
  }
  const latent = { mean: Float64Array.of(m), logVariance: Float64Array.of(logVariance) };
  expect(evaluated(klDivergence(), latent, 1).value).toBeCloseTo(integral, 5);
});

test("divergence: closed form and derivatives", () => {
  fc.assert(
    fc.property(codes, ({ seed, batch, units }) => {
      const formula = ({ mean: m, logVariance }: Latent) =>
        sum(m.map((value, i) => (value ** 2 + Math.exp(logVariance[i]) - logVariance[i] - 1) / 2)) / batch;
      expectFormula(klDivergence(), formula, drawn(seed, ["mean", "logVariance"], batch * units), batch);
    }),
    RUNS,
  );
});

/** Straight from the definition: densities, their means over the batch, logarithms. */
function correlationOf(batch: number) {
  return ({ mean: m, logVariance, sample }: Latent): number => {
    const units = m.length / batch;
    const density = (i: number, k: number, j: number) => {
      const variance = Math.exp(logVariance[k * units + j]);
      const distance = (sample[i * units + j] - m[k * units + j]) ** 2;
      return Math.exp(-distance / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    };
    const rows = Array.from({ length: batch }, (_, i) => i);
    const columns = Array.from({ length: units }, (_, j) => j);
    const each = rows.map((i) => {
      const joint = mean(rows.map((k) => columns.reduce((product, j) => product * density(i, k, j), 1)));
      return Math.log(joint) - sum(columns.map((j) => Math.log(mean(rows.map((k) => density(i, k, j))))));
    });
    return mean(each);
  };
}

describe("total correlation", () => {
  test("the definition, and its derivatives", () => {
    fc.assert(
      fc.property(codes, ({ seed, batch, units }) => {
        const latent = drawn(seed, ["mean", "logVariance", "sample"], batch * units);
        expectFormula(totalCorrelation(), correlationOf(batch), latent, batch);
      }),
      RUNS,
    );
  });

  test("is 0 for one latent, and large where two latents say the same", () => {
    const one = drawn(1, ["mean", "logVariance", "sample"], 40);
    expect(evaluated(totalCorrelation(), one, 40).value).toBeCloseTo(0, 5);
    const twice = Float64Array.from({ length: 80 }, (_, at) => one.mean[at >> 1]);
    const narrow = { mean: twice, sample: twice, logVariance: new Float64Array(80).fill(-6) };
    expect(evaluated(totalCorrelation(), narrow, 40).value).toBeGreaterThan(1.5);
  });
});

test("quantisation moves the values alone, commitment the code alone; both are the squared distance", () => {
  const latent = drawn(4, ["continuous", "quantised"], 12);
  const distance = sum(latent.continuous.map((value, i) => (value - latent.quantised[i]) ** 2)) / 4;
  const first = evaluated(quantisation(), latent, 4);
  const second = evaluated(commitment(), latent, 4);
  expect(first.value).toBeCloseTo(distance, 5);
  expect(second.value).toBeCloseTo(distance, 5);
  expect(first.slopes.continuous.every((slope) => slope === 0)).toBe(true);
  expect(second.slopes.quantised.every((slope) => slope === 0)).toBe(true);
  for (const [i, value] of latent.continuous.entries()) {
    const slope = (value - latent.quantised[i]) / 2;
    expect(first.slopes.quantised[i]).toBeCloseTo(-slope, 5);
    expect(second.slopes.continuous[i]).toBeCloseTo(slope, 5);
  }
});

test("weight energy charges the weights that it is told to", () => {
  const parameters = { "a.weight": numpy.array([3, 4]), "b.weight": numpy.array([1, 2]) };
  const [output, target] = [numpy.zeros([1]), numpy.zeros([1])];
  const inputs = { parameters, weights: Object.keys(parameters), activity: {}, output, target };
  expect(Number(weightEnergy().value(inputs).item())).toBe(30);
  expect(
    Number(
      weightEnergy((name) => name.startsWith("b"))
        .value(inputs)
        .item(),
    ),
  ).toBe(5);
});

test("a model without a posterior is refused by name", () => {
  const nothing = numpy.zeros([1]);
  const inputs = { parameters: {}, weights: [], activity: {}, output: nothing, target: nothing };
  expect(() => klDivergence().value(inputs)).toThrow(/needs "logVariance".* gives nothing/);
});

test("mean weight energy charges each matrix by the mean of its squared entries", () => {
  const parameters = {
    "a.weight": numpy.array([[3, 4]]),
    "b.weight": numpy.array([
      [1, 2],
      [2, 1],
    ]),
  }; // prettier-ignore
  const [output, target] = [numpy.zeros([1]), numpy.zeros([1])];
  const inputs = { parameters, weights: Object.keys(parameters), activity: {}, output, target };
  expect(Number(meanWeightEnergy().value(inputs).item())).toBe(12.5 + 2.5);
});
