/**
 * What the theory says of a linear study's own task: the certified floor of its whole objective, and how selective the
 * optimal code is by the very measure that the trained networks are judged with.
 */
import { fromRows, identity, scale } from "../math/matrix.js";
import { mir } from "../metrics/index.js";
import type { Factor } from "../protocols.js";
import { representation } from "../representation/index.js";
import type { LinearMixtureTask } from "../tasks/linearMixture.js";
import { solveOptimum } from "../theory/solve.js";
import { supportFromVertices } from "../theory/support.js";
import type { Neuron, Optimum } from "../theory/types.js";
import type { LinearSettings } from "./linearStudy.js";

/** Independent factors, uniform on [0, 1]: the corners of a cube, covariance I / 12. */
function uniformCube(factors: number) {
  const corners = Array.from({ length: 2 ** factors }, (_, corner) =>
    Array.from({ length: factors }, (__, factor) => (corner >> factor) & 1),
  );
  return supportFromVertices(
    fromRows(corners.map((corner) => corner.map((value) => value - 0.5))),
    scale(identity(factors), 1 / 12),
  );
}

/** The least value that the full objective can take with nonnegativity exact, prediction as soft as in training. */
export function certifiedOptimum(task: LinearMixtureTask, settings: LinearSettings): Optimum {
  return solveOptimum({
    support: uniformCube(settings.factors),
    inputMixing: task.inputMixing,
    targetMixing: task.targetMixing,
    alpha: settings.activityEnergy,
    lambdaIn: settings.weightEnergy,
    lambdaOut: settings.weightEnergy,
    gamma: settings.prediction,
  });
}

/** MIR of the optimal code on the samples that the trained codes are measured on. */
export function optimumMir(neurons: readonly Neuron[], factors: readonly Factor[], bins: number): number {
  const rows = factors[0].values.length;
  const activity = new Float64Array(rows * neurons.length);
  for (const [unit, { direction, gain, bias }] of neurons.entries()) {
    for (let row = 0; row < rows; row++) {
      const drive = direction.reduce((sum, weight, factor) => sum + weight * (factors[factor].values[row] - 0.5), 0);
      activity[row * neurons.length + unit] = gain * drive + bias;
    }
  }
  return mir(representation({ activity, units: neurons.length, factors }), { bins }).score;
}
