/** Where errors are cheap no neuron pays: the threshold in closed form, just below and just above it, and what is left out beyond it. */
import { describe, expect, test } from "vitest";
import { fromRows } from "../math/matrix.js";
import { checkedPrediction } from "./checked.fixture.js";
import { predictRectified, silentText, supportFromSamples } from "./index.js";

const LEVELS = 21;

/** Grids of independent factors of these half-widths about 0. */
function gridOf(halfWidths: readonly number[]): number[][] {
  const values = halfWidths.map((half) =>
    Array.from({ length: LEVELS }, (_, k) => half * ((2 * k) / (LEVELS - 1) - 1)),
  );
  return values.reduce<number[][]>((rows, own) => rows.flatMap((row) => own.map((value) => [...row, value])), [[]]);
}

/** E(m) = m c + lambda_out / (m + lambda_out / (gamma v)): a neuron pays once gamma v > sqrt(lambda_out c), c = alpha (v + b^2) + lambda_in. */
function threshold(half: number, { alpha, lambdaIn, lambdaOut }: typeof PRICES): number {
  const variance = (half ** 2 * (LEVELS + 1)) / (3 * (LEVELS - 1));
  return Math.sqrt(lambdaOut * (alpha * (variance + half ** 2) + lambdaIn)) / variance;
}

const PRICES = { alpha: 0.7, lambdaIn: 0.3, lambdaOut: 1.9 };

describe.each([
  ["one factor", [1.3]],
  ["two", [0.5, 2]],
  ["three", [1, 0.2, 0.7]],
])("%s", (_, halfWidths) => {
  const samples = fromRows(gridOf(halfWidths));
  const support = supportFromSamples(samples);
  const first = Math.min(...halfWidths.map((half) => threshold(half, PRICES)));
  const at = (gamma: number) => checkedPrediction({ support, ...PRICES, gamma });

  test("silent up to the first neuron that pays, which is named", () => {
    for (const gamma of [0.001 * first, 0.5 * first, 0.999 * first]) {
      const { verdict, neurons, energy, silence, statement, status } = at(gamma);
      expect({ verdict, neurons, status }).toEqual({ verdict: "silent", neurons: [], status: "certified" });
      expect(silence?.noneBelow).toBeCloseTo(first, 6);
      expect(statement).toMatch(/^silent: .* none pays below gamma/);
      const variance = halfWidths.reduce((sum, half) => sum + (half ** 2 * (LEVELS + 1)) / (3 * (LEVELS - 1)), 0);
      expect(energy.optimal / (gamma * variance)).toBeCloseTo(1, 9);
    }
  });

  test("beyond it something is coded, and the others are said to be left out", () => {
    const { verdict, neurons, silence, energy, notes } = at(1.001 * first);
    expect(verdict).toBe("modular");
    expect(neurons.length).toBeGreaterThan(0);
    expect(silence).toMatchObject({ isSilent: false });
    expect(energy.optimal).toBeLessThan(silence?.energy ?? 0);
    expect(silence?.leftOut.length).toBeGreaterThanOrEqual(halfWidths.length - 1);
    expect(notes.join()).toMatch(/left unpredicted, since at gamma/);
    const all = at(100 * Math.max(...halfWidths.map((half) => threshold(half, PRICES))));
    expect(all.silence?.leftOut).toEqual([]);
    expect(all.notes.join()).not.toMatch(/left unpredicted/);
  });
});

test("an exact prediction leaves nothing out", () => {
  const support = supportFromSamples(fromRows(gridOf([1, 1])));
  expect(checkedPrediction({ support }).silence).toBeNull();
});

test("rectified codes name what they leave out too: a small factor beside a large one, all in silence, none where errors are dear", () => {
  const samples = fromRows(gridOf([0.3, 2]));
  const problem = { support: supportFromSamples(samples, { names: ["small", "large"] }), ...PRICES };
  const at = (gamma: number) => predictRectified({ ...problem, gamma }, { values: samples }, { seconds: 1 });
  const [small, large] = [0.3, 2].map((half) => threshold(half, PRICES));
  expect(at(0.2 * large).silence.leftOut).toEqual(["small", "large"]);
  const between = at(Math.sqrt(small * large));
  expect(between.silence).toMatchObject({ isSilent: false, leftOut: ["small"] });
  expect(between.notes.join()).toMatch(/left unpredicted, since at gamma .*: small/);
  const dear = at(30 * small);
  expect(dear.silence.leftOut).toEqual([]);
  expect(dear.notes.join()).not.toMatch(/left unpredicted/);
});

test("rectified neurons pay no later than linear ones, and are silent below", () => {
  const samples = fromRows(gridOf([1]));
  const problem = { support: supportFromSamples(samples), ...PRICES };
  const linear = threshold(1, PRICES);
  const at = (gamma: number) => predictRectified({ ...problem, gamma }, { values: samples });
  const { verdict, silence, neurons, energy, status } = at(0.2 * linear);
  expect({ verdict, neurons, status }).toEqual({ verdict: "silent", neurons: [], status: "certified" });
  expect(energy.optimal).toBe(silence.energy);
  expect(silence.noneBelow).toBeLessThanOrEqual(linear);
  expect(at(0.98 * silence.noneBelow).verdict).toBe("silent");
  const beyond = at(1.02 * silence.noneBelow);
  expect(beyond.neurons.length).toBeGreaterThan(0);
  expect(beyond.energy.optimal).toBeLessThan(beyond.silence.energy);
});

test.each([
  [0.63275, "0.632"],
  [2, "2"],
  [1234.5, "1230"],
  [1.999e-5, "0.0000199"],
  [0, "0"],
])("the gamma that is named, %f, is not rounded up", (noneBelow, named) => {
  expect(silentText({ noneBelow }, 1e-6)).toMatch(new RegExp(`none pays below gamma ${named}$`));
});
