/** What a trained linear network costs on fresh samples, term by term, and the code it has there. */
import type { HostTree } from "../engine/tensor.js";
import type { Compile, Dataset, Representation } from "../protocols.js";
import { representation } from "../representation/index.js";
import { runForward, type TrainingPlan } from "../training/index.js";
import type { LinearSettings } from "./linearStudy.js";

/** Every term before its strength, and the full objective: all terms at their published strengths, whatever the arm. */
export interface Evaluation {
  readonly prediction: number;
  readonly nonnegativity: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
  readonly objective: number;
  readonly code: Representation;
}

export async function evaluate(
  plan: TrainingPlan,
  parameters: HostTree,
  fresh: Dataset,
  compile: Compile,
  settings: LinearSettings,
): Promise<Evaluation> {
  const { activity, output } = await runForward(plan.model, parameters, fresh.input, compile);
  const perSample = (total: number) => total / fresh.count;
  const prediction = perSample(sumOver(output, (value, i) => (value - fresh.target[i]) ** 2));
  const nonnegativity = perSample(sumOver(activity.code, (value) => Math.max(-value, 0)));
  const activityEnergy = perSample(sumOver(activity.code, (value) => value * value));
  const weights = plan.model.weights.map((name) => sumOver(parameters[name].data, (value) => value * value));
  const weightEnergy = weights.reduce((sum, energy) => sum + energy, 0);
  const objective =
    settings.prediction * prediction +
    settings.nonnegativity * nonnegativity +
    settings.activityEnergy * activityEnergy +
    settings.weightEnergy * weightEnergy;
  const code = representation({
    activity: Float64Array.from(activity.code),
    units: plan.model.layers.code,
    factors: fresh.factors,
  });
  return { prediction, nonnegativity, activityEnergy, weightEnergy, objective, code };
}

function sumOver(values: ArrayLike<number>, f: (value: number, index: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += f(values[i], i);
  return sum;
}
