/** One code of `baselines`: how it is made, and its scores. */

import { constant } from "../../engine/schedules.js";
import { InputError } from "../../math/errors.js";
import { type Matrix, matrix } from "../../math/matrix.js";
import { fold, type Key, uniform } from "../../math/random.js";
import { chanceLevel, dci, linearDecoding, mig, mir, type Score } from "../../metrics/index.js";
import { type FittedCode, fastIca, initialisations, maskedAutoencoder, nmf, pca } from "../../models/index.js";
import { absoluteActivity, activityEnergy, nonnegativity, squaredError, weightEnergy } from "../../objectives/index.js";
import type { Dataset, JobContext, JobResult, Representation, Task } from "../../protocols.js";
import { representation, takeConditions } from "../../representation/index.js";
import { autoencodingMixture } from "../../tasks/linearMixture.js";
import { randomGenerator } from "../../tasks/randomGenerator.js";
import { parametersOf, type WeightedTerm } from "../../training/index.js";
import { curveArrays, representationArrays } from "../frame/arrays.js";
import { evaluate } from "../frame/evaluate.js";
import { keyOf } from "../frame/fields.js";
import { studyPlan } from "../frame/plan.js";
import { trainJob } from "../frame/trainJob.js";
import { type FITTED, type Method, NETWORKS, type TaskName } from "./measures.js";
import type { BaselineSettings } from "./settings.js";

type Network = (typeof NETWORKS)[number];

const DATA_DIMENSIONS = 50;
const GENERATOR_UNITS = 28;

const taskOf = (name: TaskName, seed: number, { factors }: BaselineSettings): Task =>
  name === "linear"
    ? autoencodingMixture(keyOf(seed, "task"), factors, DATA_DIMENSIONS)
    : randomGenerator(keyOf(seed, "task"), {
        factors,
        hidden: GENERATOR_UNITS,
        outputs: DATA_DIMENSIONS,
        rescaling: "standardised",
      });

/** Of one task, by one method. */
export interface Code {
  readonly task: TaskName;
  readonly method: Method;
}

export async function runBaseline(
  { task: name, method }: Code,
  seed: number,
  settings: BaselineSettings,
  context: JobContext,
) {
  const task = taskOf(name, seed, settings);
  const fresh = task.sample(keyOf(seed, "evaluation"), settings.evaluationSamples);
  const made = isNetwork(method)
    ? await trained(name, method, task, fresh, seed, settings, context)
    : fitted(method, task, fresh, seed, settings);
  const scores = scoresOf(made.code, settings, keyOf(seed, "chance"));
  return {
    values: {
      task: name,
      method,
      units: made.code.units,
      explained: made.explained,
      converged: made.converged,
      ...scores,
    },
    arrays: { ...representationArrays(made.code), ...made.arrays },
  };
}

const isNetwork = (method: Method): method is Network => NETWORKS.some((network) => network === method);

interface Made {
  readonly code: Representation;
  /** Share of the data's variance that is reconstructed; NaN for fitted codes, which are judged by what they tell of the factors. */
  readonly explained: number;
  readonly converged: boolean;
  readonly arrays: JobResult["arrays"];
}

/** All networks of a task start from the same weights and see the same minibatches. */
async function trained(
  name: TaskName,
  method: Network,
  task: Task,
  fresh: Dataset,
  seed: number,
  settings: BaselineSettings,
  context: JobContext,
): Promise<Made> {
  const { code: units, encoder, initialisation } = settings;
  const model = maskedAutoencoder({
    inputs: task.inputs,
    encoder: name === "linear" ? [] : encoder,
    code: units,
    initialisation: initialisations[initialisation],
  });
  const silenced = method === "dropout" ? (name === "linear" ? settings.dropout : settings.nonlinearDropout) : 0;
  const masked: Task = {
    ...task,
    sample: (key, count) => withMasks(task.sample(key, count), task.inputs, units, silenced, fold(key, "masks")),
  };
  const plan = studyPlan(model, masked, objectiveOf(name, method, settings), seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const parameters = parametersOf(plan, state);
  const whole = withMasks(fresh, task.inputs, units, 0, keyOf(seed, "no masks"));
  const { explained, codes } = await evaluate(plan, parameters, whole, context.compile, settings);
  return { code: codes.code, explained, converged: true, arrays: curveArrays(curve) };
}

/** The strength of every term, at 0 where a method does without; so one compiled step serves all. */
function objectiveOf(name: TaskName, method: Network, settings: BaselineSettings): WeightedTerm[] {
  const constrained = method === "constrained" ? 1 : 0;
  const sparsity = name === "linear" ? settings.sparsity : settings.nonlinearSparsity;
  // Without a price of weights sparsity is evaded: a smaller code, read out by larger weights.
  const weights = method === "constrained" || method === "sparse" ? settings.weightEnergy : 0;
  return [
    { term: squaredError(), strength: constant(settings.prediction) },
    { term: nonnegativity(), strength: constant(constrained * settings.nonnegativity) },
    { term: activityEnergy(), strength: constant(constrained * settings.activityEnergy) },
    { term: weightEnergy(), strength: constant(weights) },
    { term: absoluteActivity(), strength: constant(method === "sparse" ? sparsity : 0) },
  ];
}

/** Each row followed by its mask: 0 with probability `silenced`, else 1 / (1 - silenced), so that the mean is 1. */
export function withMasks(data: Dataset, inputs: number, units: number, silenced: number, key: Key): Dataset {
  const width = inputs + units;
  const input = new Float32Array(data.count * width);
  const draws = silenced > 0 ? uniform(key, data.count * units) : undefined;
  for (let row = 0; row < data.count; row++) {
    input.set(data.input.subarray(row * inputs, (row + 1) * inputs), row * width);
    for (let unit = 0; unit < units; unit++) {
      const silent = draws !== undefined && draws[row * units + unit] < silenced;
      input[row * width + inputs + unit] = silent ? 0 : 1 / (1 - silenced);
    }
  }
  return { ...data, input };
}

function fitted(
  method: (typeof FITTED)[number],
  task: Task,
  fresh: Dataset,
  seed: number,
  { code: units, fittedSamples }: BaselineSettings,
): Made {
  const count = method === "nmf" ? fittedSamples : 5 * fittedSamples;
  const data = dataOf(task.sample(keyOf(seed, "training data"), count), task.inputs);
  const model = fitCode(method, data, units, keyOf(seed, `start of ${method}`));
  const activity = model.encode(dataOf(fresh, task.inputs));
  return {
    code: representation({ activity: activity.data, units: activity.columns, factors: fresh.factors }),
    explained: Number.NaN,
    converged: model.converged,
    arrays: {},
  };
}

const dataOf = ({ count, input }: Dataset, columns: number): Matrix => matrix(count, columns, Float64Array.from(input));

/** Directions of less variance than this part of the largest are rounding of the data. */
const RELATIVE_VARIANCE = 1e-9;

function fitCode(method: (typeof FITTED)[number], data: Matrix, units: number, key: Key): FittedCode {
  if (method === "nmf") return shiftedNmf(data, units, key);
  const { variances } = pca(data, Math.min(units, data.columns));
  const rank = variances.filter((variance) => variance > RELATIVE_VARIANCE * variances[0]).length;
  return method === "pca" ? pca(data, rank) : fastIca(data, { units: rank }, key);
}

/** Every variable above its minimum in the data fitted; fresh data below it count as at it. */
function shiftedNmf(data: Matrix, units: number, key: Key): FittedCode {
  const least = Array.from({ length: data.columns }, (_, column) =>
    data.data.reduce(
      (low, value, i) => (i % data.columns === column ? Math.min(low, value) : low),
      Number.POSITIVE_INFINITY,
    ),
  );
  const shift = ({ rows, columns, data: values }: Matrix): Matrix => {
    if (columns !== least.length) throw new InputError(`these data have ${columns} variables, not ${least.length}`);
    return matrix(
      rows,
      columns,
      values.map((value, i) => Math.max(0, value - least[i % columns])),
    );
  };
  const model = nmf(shift(data), { units, iterations: 500 }, key);
  return { ...model, encode: (fresh) => model.encode(shift(fresh)) };
}

/** Draws of the null of DCI, each of which grows 600 trees. */
const DCI_DRAWS = 3;

/** MIR, MIG, DCI and linear decoding, each beside its median after random rotations of the same code. */
function scoresOf(code: Representation, { bins, nullDraws, dciSamples }: BaselineSettings, key: Key) {
  const some = takeConditions(
    code,
    Int32Array.from({ length: Math.min(dciSamples, code.conditions) }, (_, i) => i),
  );
  const beside = (score: Score, of: Representation, draws: number) => {
    const { observed, median: chance } = chanceLevel(score, of, { kind: "rotated", draws }, key);
    return { score: observed, chance };
  };
  const decoded = linearDecoding(code);
  return {
    mir: beside((r) => mir(r, { bins }).score, code, nullDraws),
    mig: beside((r) => mig(r, { bins }).score, code, nullDraws),
    dci: beside((r) => dci(r).score, some, DCI_DRAWS),
    // Rotations change nothing for a linear readout; its chance level is 0.
    r2: { score: decoded.score, chance: 0 },
    leastR2: Math.min(...(decoded.perFactor ?? [])),
  };
}
