/** Energies and codes of a deep network, before its rectification too. */
import type { HostTree } from "../../engine/tensor.js";
import { withPreactivations } from "../../models/preactivations.js";
import type { Compile, Dataset, Representation } from "../../protocols.js";
import type { TrainingPlan } from "../../training/index.js";
import { type EvaluatedNetwork, evaluate, layerCodes } from "../frame/evaluate.js";
import type { StudySettings } from "../frame/fields.js";
import { laysOpen, type Reading } from "./reading.js";

type ReadSettings = StudySettings & Reading;

type Codes = Readonly<Record<string, Representation>>;

export interface EvaluatedReading extends EvaluatedNetwork {
  /** What goes into each layer's rectification, as a code; none for linear layers. */
  readonly before: Codes;
}

/** As `evaluate`, with nonnegativity, and so the objective, of what the penalty falls on. */
export async function evaluateNetwork(
  plan: TrainingPlan,
  parameters: HostTree,
  fresh: Dataset,
  compile: Compile,
  settings: ReadSettings,
  readOut?: (output: number) => number,
): Promise<EvaluatedReading> {
  const evaluated = await evaluate(plan, parameters, fresh, compile, settings, readOut);
  if (!laysOpen(settings)) return { ...evaluated, before: {} };
  const before = await layerCodes({ ...plan, model: withPreactivations(plan.model) }, parameters, fresh, compile);
  return { ...evaluated, energies: charged(evaluated.energies, before, settings), before };
}

function charged(energies: EvaluatedNetwork["energies"], before: Codes, settings: ReadSettings) {
  if (settings.nonnegativityOn === "activity") return energies;
  const nonnegativity = negativity(before);
  const dearer = settings.nonnegativity * (nonnegativity - energies.nonnegativity);
  return { ...energies, nonnegativity, objective: energies.objective + dearer };
}

/** Mean over samples of the sum over all units of max(-a, 0). */
function negativity(codes: Codes): number {
  let sum = 0;
  for (const { activity, units } of Object.values(codes)) {
    const samples = activity.length / units;
    for (const value of activity) sum += Math.max(-value, 0) / samples;
  }
  return sum;
}
