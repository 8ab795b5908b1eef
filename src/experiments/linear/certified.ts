/** What the theory says of a linear study's own task: the certified floor of its whole objective, and a code that attains it. */
import { fromRows, identity, scale } from "../../math/matrix.js";
import type { Factor, Representation } from "../../protocols.js";
import { representation } from "../../representation/index.js";
import type { LinearMixtureTask } from "../../tasks/linearMixture.js";
import { solveOptimum } from "../../theory/solve.js";
import { supportFromVertices } from "../../theory/support.js";
import type { CodingProblem, Neuron, Optimum } from "../../theory/types.js";
import type { LinearSettings } from "./study.js";

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

/** The coding problem whose cost is the full objective, with nonnegativity exact and prediction as soft as in training. */
export const linearProblem = (task: LinearMixtureTask, settings: LinearSettings): CodingProblem => ({
  support: uniformCube(settings.factors),
  inputMixing: task.inputMixing,
  targetMixing: task.targetMixing,
  alpha: settings.activityEnergy,
  lambdaIn: settings.weightEnergy,
  lambdaOut: settings.weightEnergy,
  gamma: settings.prediction,
});

/** The least value that the full objective can take with nonnegativity exact, prediction as soft as in training. */
export const certifiedOptimum = (task: LinearMixtureTask, settings: LinearSettings): Optimum =>
  solveOptimum(linearProblem(task, settings));

/** The optimal code on given samples of the factors, [samples x neurons]. */
export function optimalCode(neurons: readonly Neuron[], factors: readonly Factor[]): Representation {
  const rows = factors[0].values.length;
  const activity = new Float64Array(rows * neurons.length);
  for (const [unit, { direction, gain, bias }] of neurons.entries()) {
    for (let row = 0; row < rows; row++) {
      const drive = direction.reduce((sum, weight, factor) => sum + weight * (factors[factor].values[row] - 0.5), 0);
      activity[row * neurons.length + unit] = gain * drive + bias;
    }
  }
  return representation({ activity, units: neurons.length, factors });
}
