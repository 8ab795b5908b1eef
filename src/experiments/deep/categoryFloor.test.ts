import { expect, test } from "vitest";
import { pseudoInverse } from "../../math/linearAlgebra.js";
import { combine, identity, type Matrix, matrix, multiply, scale } from "../../math/matrix.js";
import { codeActivity } from "../../theory/network.js";
import { keyOf } from "../frame/fields.js";
import { categoryFloor, codeCost } from "./categoryFloor.js";
import { categoryNetworks, fig11 } from "./fig11.js";

const CATEGORIES = 4;
const settings = fig11.settings.parse({ factors: CATEGORIES });
const task = categoryNetworks.drawTask(2, settings);
const vectors = matrix(CATEGORIES, task.outputs, Float64Array.from(task.sample(keyOf(1, "any"), CATEGORIES).target));

/** Rows less their mean. */
const centred = (rows: Matrix): Matrix => {
  const mean = matrix(rows.rows, rows.rows, new Float64Array(rows.rows ** 2).fill(1 / rows.rows));
  return multiply(combine(identity(rows.rows), mean, 1, -1), rows);
};

/** A network with this code [categories x units], its least exact read-out and an encoder that costs nothing. */
function networkOf(code: Matrix) {
  const readOut = multiply(pseudoInverse(centred(code)), centred(vectors));
  const activityEnergy = code.data.reduce((sum, value) => sum + value * value, 0) / CATEGORIES;
  return {
    energies: { prediction: 0, nonnegativity: 0, activityEnergy, weightEnergy: Number.NaN, objective: Number.NaN },
    arrays: { "parameter.output.weight": { shape: [code.columns, task.outputs], data: readOut.data } },
    explained: 1,
    layers: {},
    mirBefore: {},
  };
}

test("the optimal code costs the floor at every scale, a rotated one more, and one neuron for each category hardly more", () => {
  const floor = categoryFloor(task, CATEGORIES, settings);
  expect(floor.status).toBe("certified");
  const mean = new Float64Array(CATEGORIES).fill(1 / CATEGORIES);
  const optimal = codeActivity(floor.neurons, identity(CATEGORIES), mean);
  const excess = (code: Matrix) => codeCost(networkOf(code), settings) / floor.energy - 1;
  expect(excess(optimal)).toBeCloseTo(0, 5);
  expect(excess(scale(optimal, 0.3))).toBeCloseTo(0, 5);
  expect(excess(identity(CATEGORIES))).toBeGreaterThan(-1e-9);
  expect(excess(identity(CATEGORIES))).toBeLessThan(0.02);
  // Two categories share each neuron, and every pair of categories has one.
  const pairs = matrix(
    4,
    6,
    Float64Array.from([1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1]),
  );
  expect(excess(pairs)).toBeGreaterThan(0.1);
});
