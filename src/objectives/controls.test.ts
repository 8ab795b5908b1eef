import { numpy } from "@jax-js/jax";
import { beforeAll, expect, test } from "vitest";
import { lossAndGradient } from "../engine/gradient.js";
import { startEngine } from "../engine/start.js";
import type { ObjectiveInputs, ObjectiveTerm, Tensor } from "../protocols.js";
import { absoluteActivity, absoluteWeights } from "./absolute.js";
import { nonnegativity } from "./nonnegativity.js";
import { sigmoid, sigmoidCrossEntropy } from "./sigmoidCrossEntropy.js";

beforeAll(startEngine);

const table = (rows: readonly (readonly number[])[]): Tensor => numpy.array(rows.map((row) => [...row]));

/** Value of a term and its derivative at `at`, which `inputs` puts where the term looks. */
function valueAndSlope(term: ObjectiveTerm, at: Tensor, inputs: (x: Tensor) => Partial<ObjectiveInputs>) {
  const blank = { parameters: {}, weights: [], activity: {}, output: at.ref, target: at.ref };
  const { total, gradient } = lossAndGradient(
    ({ x }) => ({ total: term.value({ ...blank, ...inputs(x) }), parts: {} }),
    { x: at },
  );
  return { value: Number(total.item()), slope: [...gradient.x.dataSync()] };
}

test("absolute activity is the batch mean of the sum over units", () => {
  const { value, slope } = valueAndSlope(
    absoluteActivity(),
    table([
      [1, -2],
      [0, 4],
    ]),
    (x) => ({ activity: { code: x } }),
  );
  expect(value).toBeCloseTo(3.5, 6);
  expect(slope).toEqual([0.5, -0.5, 0, 0.5]);
});

test("nonnegativity of rectified units is charged of what goes into them, and is nothing of what comes out", () => {
  const rows = [
    [1, -2],
    [-0.5, 4],
  ];
  const laidOpen = (x: Tensor) => ({ activity: { code: numpy.maximum(x.ref, 0) }, preactivation: { code: x } });
  const before = valueAndSlope(nonnegativity("preactivation"), table(rows), laidOpen);
  expect(before.value).toBeCloseTo(1.25, 6);
  expect(before.slope).toEqual([0, -0.5, -0.5, 0].map((slope) => expect.closeTo(slope, 6)));
  expect(valueAndSlope(nonnegativity(), table(rows), laidOpen).value).toBe(0);
  const notLaidOpen = () =>
    valueAndSlope(nonnegativity("preactivation"), table(rows), (x) => ({ activity: { code: x } }));
  expect(notLaidOpen).toThrow(/preactivations: true/);
});

test("absolute weights are summed over matrices alone", () => {
  const bias = numpy.array([5]);
  const { value, slope } = valueAndSlope(
    absoluteWeights(),
    table([
      [1, -2],
      [-3, 4],
    ]),
    (x) => ({
      parameters: { "a.weight": x, "a.bias": bias },
      weights: ["a.weight"],
    }),
  );
  expect(value).toBeCloseTo(10, 6);
  expect(slope).toEqual([1, -1, -1, 1]);
});

test("cross-entropy agrees with its formula, and its derivative is sigmoid minus target over the batch", () => {
  const logits = [-80, -3, 0, 0.5, 6, 80];
  const targets = [0.2, 0, 0.7, 1, 0.4, 1];
  const { value, slope } = valueAndSlope(sigmoidCrossEntropy(), table([logits.slice(0, 3), logits.slice(3)]), (x) => ({
    output: x,
    target: table([targets.slice(0, 3), targets.slice(3)]),
  }));
  // -t log s(o) - (1 - t) log(1 - s(o)), with log s(o) = -log(1 + exp(-o)).
  const terms = logits.map(
    (o, i) => targets[i] * Math.log1p(Math.exp(-o)) + (1 - targets[i]) * Math.log1p(Math.exp(o)),
  );
  expect(value).toBeCloseTo(terms.reduce((sum, term) => sum + term, 0) / 2, 4);
  for (const [i, o] of logits.entries()) expect(slope[i]).toBeCloseTo((sigmoid(o) - targets[i]) / 2, 5);
});
