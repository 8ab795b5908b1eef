/** What a trained network costs on fresh samples, term by term, and the codes that its layers have there. */
import type { HostTree } from "../../engine/tensor.js";
import type { Compile, Dataset, Representation } from "../../protocols.js";
import { representation } from "../../representation/index.js";
import { runForward, type TrainingPlan } from "../../training/index.js";
import type { StudySettings } from "./fields.js";

/** Every term before its strength, and the full objective: all terms at their published strengths, whatever the arm. */
export interface Evaluation {
  /** Squared error, summed over outputs. */
  readonly prediction: number;
  readonly nonnegativity: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
  readonly objective: number;
}

/** A trained network on fresh samples. */
export interface EvaluatedNetwork {
  readonly energies: Evaluation;
  /** Share of the targets' variance that is predicted, all outputs together. */
  readonly explained: number;
  /** The code of every exposed layer, by its name. */
  readonly codes: Readonly<Record<string, Representation>>;
}

type Strengths = Pick<StudySettings, "prediction" | "nonnegativity" | "activityEnergy" | "weightEnergy">;

/** `readOut` turns the network's output into predictions, e.g. the sigmoid of logits. */
export async function evaluate(
  plan: TrainingPlan,
  parameters: HostTree,
  fresh: Dataset,
  compile: Compile,
  settings: Strengths,
  readOut: (output: number) => number = (output) => output,
): Promise<EvaluatedNetwork> {
  const { activity, output } = await runForward(plan.model, parameters, fresh.input, compile);
  const perSample = (total: number) => total / fresh.count;
  const layers = Object.values(activity);
  const overLayers = (f: (value: number) => number) =>
    perSample(layers.reduce((sum, values) => sum + sumOver(values, f), 0));
  const prediction = perSample(sumOver(output, (value, i) => (readOut(value) - fresh.target[i]) ** 2));
  const nonnegativity = overLayers((value) => Math.max(-value, 0));
  const activityEnergy = overLayers((value) => value * value);
  const weights = plan.model.weights.map((name) => sumOver(parameters[name].data, (value) => value * value));
  const weightEnergy = weights.reduce((sum, energy) => sum + energy, 0);
  const objective =
    settings.prediction * prediction +
    settings.nonnegativity * nonnegativity +
    settings.activityEnergy * activityEnergy +
    settings.weightEnergy * weightEnergy;
  return {
    energies: { prediction, nonnegativity, activityEnergy, weightEnergy, objective },
    explained: 1 - prediction / totalVariance(fresh.target, plan.model.outputs),
    codes: codesOf(plan, activity, fresh),
  };
}

/** The codes of all exposed layers, [samples x units] each, on given samples. */
export async function layerCodes(
  plan: TrainingPlan,
  parameters: HostTree,
  fresh: Dataset,
  compile: Compile,
): Promise<Record<string, Representation>> {
  return codesOf(plan, (await runForward(plan.model, parameters, fresh.input, compile)).activity, fresh);
}

const codesOf = (plan: TrainingPlan, activity: Readonly<Record<string, Float32Array>>, { factors }: Dataset) =>
  Object.fromEntries(
    Object.entries(activity).map(([layer, values]) => [
      layer,
      representation({ activity: Float64Array.from(values), units: plan.model.layers[layer], factors }),
    ]),
  );

/** The sum over columns of their variances, of values [rows x columns]. */
function totalVariance(values: Float32Array, columns: number): number {
  const rows = values.length / columns;
  const means = new Float64Array(columns);
  for (const [i, value] of values.entries()) means[i % columns] += value / rows;
  return sumOver(values, (value, i) => (value - means[i % columns]) ** 2) / rows;
}

function sumOver(values: ArrayLike<number>, f: (value: number, index: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += f(values[i], i);
  return sum;
}
