/** One network of `noise-and-size`: its task, its training, and what its neurons became. */
import { fromRows, gram, identity, type Matrix, matrix, multiply } from "../../math/matrix.js";
import { fold, type Key, normal } from "../../math/random.js";
import { mean } from "../../math/statistics.js";
import { chanceLevel, mir } from "../../metrics/index.js";
import { linearNetwork, linearWeights } from "../../models/linearNetwork.js";
import { squaredError } from "../../objectives/index.js";
import type { Dataset, JobContext, Representation, Task } from "../../protocols.js";
import { orthogonalMatrix } from "../../tasks/mixing.js";
import { bandMoments, bandWidth, type Dependence, pairedFactors } from "../../tasks/pairedFactors.js";
import {
  type CodingProblem,
  codeOfNeurons,
  codeSelectivity,
  solveOptimum,
  supportFromVertices,
} from "../../theory/index.js";
import { parametersOf } from "../../training/index.js";
import { FULL } from "../frame/arms.js";
import { curveArrays, representationArrays, shaped } from "../frame/arrays.js";
import { evaluate } from "../frame/evaluate.js";
import { keyOf, type StudySettings } from "../frame/fields.js";
import { ablatedObjective, studyPlan } from "../frame/plan.js";
import { trainJob } from "../frame/trainJob.js";
import { gramCosine } from "../points/mixing.js";
import type { Place } from "./measures.js";
import type { NoiseAndSizeSettings } from "./settings.js";

interface Shape {
  readonly units: number;
  readonly factors: number;
  readonly noise: number;
  readonly dependence: Dependence;
  readonly correlation: number;
}

export function shapeOf({ sweep, amount }: Place, { code, factors }: NoiseAndSizeSettings): Shape {
  const base: Shape = { units: code, factors, noise: 0, dependence: "with corners", correlation: 0 };
  if (sweep === "units") return { ...base, units: amount };
  if (sweep === "factors") return { ...base, factors: amount };
  if (sweep === "noise") return { ...base, noise: amount };
  if (sweep === "base") return base;
  return { ...base, dependence: sweep, correlation: amount };
}

export async function runPlace(place: Place, seed: number, settings: NoiseAndSizeSettings, context: JobContext) {
  const shape = shapeOf(place, settings);
  const { task, inputMixing } = taskOf(seed, shape);
  const model = linearNetwork({ inputs: shape.factors, code: shape.units, outputs: shape.factors });
  const plan = studyPlan(model, task, ablatedObjective(FULL, settings, squaredError()), seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const parameters = parametersOf(plan, state);
  const fresh = task.sample(keyOf(seed, "evaluation"), settings.evaluationSamples);
  const { energies, explained, codes } = await evaluate(plan, parameters, fresh, context.compile, settings);
  const encoding = multiply(linearWeights(parameters).weightIn, inputMixing);
  return {
    values: {
      sweep: place.sweep,
      amount: place.amount,
      energies: { ...energies },
      explained,
      ...selectivityOf(codes.code, settings, keyOf(seed, "chance")),
      share: codeSelectivity(encoding, identity(shape.factors)),
      mixing: pairMixing(encoding),
      optimalMixing: optimalMixing(shape, settings),
    },
    arrays: {
      ...representationArrays(codes.code),
      ...curveArrays(curve),
      encoding: shaped([encoding.rows, encoding.columns], encoding.data),
    },
  };
}

/** Orthonormal mixings, x = A_in e + noise and y = A_out e. */
function taskOf(seed: number, { factors, dependence, correlation, noise }: Shape): { task: Task; inputMixing: Matrix } {
  const inputMixing = orthogonalMatrix(keyOf(seed, "input mixing"), factors);
  const targetMixing = orthogonalMatrix(keyOf(seed, "target mixing"), factors);
  const sample = (key: Key, count: number): Dataset => {
    const values = matrix(count, factors, pairedFactors(fold(key, "factors"), count, factors, dependence, correlation));
    const disturbance = noise === 0 ? undefined : normal(fold(key, "noise"), count * factors);
    const input = mixed(values, inputMixing).map(
      (value, i) => value + (disturbance === undefined ? 0 : noise * disturbance[i]),
    );
    return {
      count,
      input: Float32Array.from(input),
      target: Float32Array.from(mixed(values, targetMixing)),
      factors: Array.from({ length: factors }, (_, factor) => ({
        name: `factor ${factor + 1}`,
        kind: "continuous",
        values: Float64Array.from({ length: count }, (__, row) => values.data[row * factors + factor]),
      })),
    };
  };
  return { task: { name: "orthonormal mixture", inputs: factors, outputs: factors, sample }, inputMixing };
}

/** Rows e -> A e. */
function mixed({ rows, columns, data }: Matrix, mixing: Matrix): Float64Array {
  const out = new Float64Array(rows * mixing.rows);
  for (let row = 0; row < rows; row++) {
    for (let to = 0; to < mixing.rows; to++) {
      let sum = 0;
      for (let f = 0; f < columns; f++) sum += mixing.data[to * columns + f] * data[row * columns + f];
      out[row * mixing.rows + to] = sum;
    }
  }
  return out;
}

function selectivityOf(code: Representation, { bins, nullDraws }: NoiseAndSizeSettings, key: Key) {
  const score = (r: Representation) => mir(r, { bins }).score;
  const { interval } = chanceLevel(score, code, { kind: "rotated", draws: nullDraws }, key);
  return { mir: score(code), rotated: [interval[0], interval[1]] as [number, number] };
}

/** Mean over pairs of |Q_12| / sqrt(Q_11 Q_22), Q = M'M: how far the two factors of a pair share neurons. */
export function pairMixing(code: Matrix): number {
  const { columns, data } = gram(code);
  const at = (i: number, j: number) => data[i * columns + j];
  const pairs = Array.from({ length: Math.floor(columns / 2) }, (_, p) => [2 * p, 2 * p + 1]);
  return mean(pairs.map(([i, j]) => Math.abs(at(i, j)) / Math.sqrt(at(i, i) * at(j, j))));
}

/** The same of the certified optimum: pairs are independent of one another, so each is a problem of its own. */
function optimalMixing({ dependence, correlation }: Shape, settings: NoiseAndSizeSettings): number {
  const { neurons } = solveOptimum(pairProblem(dependence, correlation, settings));
  return gramCosine(codeOfNeurons(neurons));
}

/** The coding problem of one pair: its corners, or those of the band that is left of the square, and its covariance. */
export function pairProblem(
  dependence: Dependence,
  correlation: number,
  { activityEnergy, weightEnergy, prediction }: Pick<StudySettings, "activityEnergy" | "weightEnergy" | "prediction">,
): CodingProblem {
  const width = dependence === "with corners" ? 1 : bandWidth(correlation);
  const { variance } = bandMoments(width);
  const covariance = correlation * variance;
  const corners = [
    [0, 0],
    [width, 0],
    [1, 1 - width],
    [1, 1],
    [1 - width, 1],
    [0, width],
  ];
  return {
    support: supportFromVertices(
      fromRows(corners.map(([x, y]) => [x - 0.5, y - 0.5])),
      fromRows([
        [variance, covariance],
        [covariance, variance],
      ]),
    ),
    alpha: activityEnergy,
    lambdaIn: weightEnergy,
    lambdaOut: weightEnergy,
    gamma: prediction,
  };
}
