/** The weights of all units of a code moved together, as a network is trained, to where its energy is least nearby. */

import { minimise } from "../../math/lbfgs.js";
import { choleskySolve, dot, tryCholesky } from "../../math/linearAlgebra.js";
import { matrix } from "../../math/matrix.js";
import type { Cloud, Unit, UsedUnit } from "./protocols.js";
import { activityOf, costOf, unitOf } from "./unit.js";

const ITERATIONS = 120;
/** Cosine of the activities of units that are moved as one. */
const ALIKE = 1 - 1e-4;

/** Units of a code that costs no more than that of `used`, to rounding. */
export function polished(cloud: Cloud, used: readonly UsedUnit[]): Unit[] {
  const merged = alikeMerged(used);
  const k = cloud.dimension + 1;
  const start = new Float64Array(merged.length * k);
  merged.forEach(({ unit, mass }, j) => {
    start.set(
      unit.weights.map((value) => Math.sqrt(mass) * value),
      j * k,
    );
  });
  const { x } = minimise((at, gradient) => networkEnergy(cloud, at, gradient), start, { iterations: ITERATIONS });
  return merged.flatMap((_, j) => unitOf(cloud, x.slice(j * k, (j + 1) * k)) ?? []);
}

function alikeMerged(used: readonly UsedUnit[]): UsedUnit[] {
  const out: UsedUnit[] = [];
  for (const { unit, mass } of used) {
    const at = out.findIndex((other) => cosine(unit.activity, other.unit.activity) > ALIKE);
    if (at < 0) out.push({ unit, mass });
    else out[at] = { unit: out[at].unit, mass: out[at].mass + mass };
  }
  return out;
}

const cosine = (a: Float64Array, b: Float64Array): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

/**
 * Energy of a network with input weights and biases `x` [units x (d + 1)] and its best readout, V = (Z'Z + k I)^{-1} Z'Y, k = lambda_out / gamma:
 * lambda_out (|Y - Z V|^2 / k + |V|^2) besides what the units cost. Writes the gradient.
 */
export function networkEnergy(cloud: Cloud, x: Float64Array, gradient: Float64Array): number {
  const k = cloud.dimension + 1;
  const count = x.length / k;
  const { inputs, masses, targets, alpha, lambdaOut, gamma } = cloud;
  const roots = masses.map(Math.sqrt);
  const rows = Array.from({ length: count }, (_, j) => x.subarray(j * k, (j + 1) * k));
  const raw = rows.map((weights) => activityOf(cloud, weights));
  const centred = raw.map((activity) => {
    const mean = dot(masses, activity);
    return activity.map((value, t) => roots[t] * (value - mean));
  });
  const { duals, readout } = ridge(
    centred,
    Array.from({ length: targets.columns }, (_, o) =>
      roots.map((root, t) => Math.sqrt(lambdaOut) * root * targets.data[t * targets.columns + o]),
    ),
    lambdaOut / gamma,
  );
  let energy = readout;
  gradient.fill(0);
  rows.forEach((weights, j) => {
    energy += costOf(cloud, weights, raw[j]);
    const seen = duals.map((dual) => dot(dual, centred[j]));
    for (let t = 0; t < masses.length; t++) {
      if (raw[j][t] === 0) continue;
      let slope = alpha * masses[t] * raw[j][t];
      for (let o = 0; o < seen.length; o++) slope -= seen[o] * duals[o][t] * roots[t];
      for (let i = 0; i < k; i++) gradient[j * k + i] += 2 * slope * inputs.data[t * k + i];
    }
    for (let i = 0; i < k; i++) {
      for (let l = 0; l < k; l++) gradient[j * k + i] += 2 * cloud.inputPrice.data[i * k + l] * weights[l];
    }
  });
  return energy;
}

/** (Z Z' + ridge I)^{-1} Y [outputs][points], and tr(Y' times that). */
function ridge(
  units: readonly Float64Array[],
  targets: readonly Float64Array[],
  amount: number,
): { readonly duals: readonly Float64Array[]; readonly readout: number } {
  const n = units.length;
  const code = matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) code.data[i * n + j] = dot(units[i], units[j]);
    code.data[i * n + i] += amount;
  }
  const factor = tryCholesky(code) ?? code;
  let readout = 0;
  const duals = targets.map((target) => {
    const weights = choleskySolve(
      factor,
      Float64Array.from(units, (unit) => dot(unit, target)),
    );
    const rest = target.slice();
    units.forEach((unit, j) => {
      for (let t = 0; t < rest.length; t++) rest[t] -= weights[j] * unit[t];
    });
    readout += dot(rest, rest) / amount + dot(weights, weights);
    return rest.map((value) => value / amount);
  });
  return { duals, readout };
}
