/** The job of a study on fixed points: solve, train, and set the trained network beside the certified optimum. */
import { z } from "zod";
import { InputError } from "../../math/errors.js";
import { type Matrix, matrix, multiply, transpose } from "../../math/matrix.js";
import type { Key } from "../../math/random.js";
import type { JobContext, JobResult, Json, NamedArray } from "../../protocols.js";
import {
  type CodingProblem,
  checkOptimality,
  claimOfCode,
  codeOf,
  codeOfNeurons,
  codeSelectivity,
  type LinearNetwork,
  networkEnergy,
  predictNeurons,
  solveOptimum,
  tolerantEnergies,
} from "../../theory/index.js";
import { initialState, parametersOf } from "../../training/index.js";
import { type LearningCurve, trainJob } from "../frame/trainJob.js";
import { networkOf } from "./networkOf.js";
import { type PointSettings, type PointTask, pointPlan, problemOf, type Softness } from "./study.js";

const optimumSchema = z.object({
  status: z.enum(["certified", "gap", "bracketed", "incomplete"]),
  energy: z.number(),
  lowerBound: z.number(),
  /** Energy of the best code of pure neurons. */
  modular: z.number(),
  verdict: z.enum(["modular", "nearly modular", "mixed", "undecided", "silent"]),
  /** Least and greatest selectivity of optimal codes; null where not known. */
  selectivity: z.tuple([z.number(), z.number()]).nullable(),
});

const trainedSchema = z.object({
  /** The whole loss, computed in double precision; with the penalty where nonnegativity is soft. */
  energy: z.number(),
  squaredError: z.number(),
  /** Smallest activity of any unit on the data. */
  leastActivity: z.number(),
  selectivity: z.number(),
  /** What `checkOptimality` found wrong with the trained code. */
  failures: z.array(z.string()),
});

export type OptimumValues = z.infer<typeof optimumSchema>;
export type TrainedValues = z.infer<typeof trainedSchema>;

/** One training beside its optimum, read back from a job's result. */
export interface PointResult {
  readonly seed: number;
  readonly condition: string;
  readonly optimum: OptimumValues;
  readonly trained: TrainedValues;
  readonly samples: Matrix;
  /** [units x factors] */
  readonly code: Matrix;
  readonly initialCode: Matrix;
  /** [neurons x factors] */
  readonly optimalCode: Matrix;
}

export type Outcome = Pick<JobResult, "values" | "arrays">;

/** What is kept of a training; codes are [units x factors]. */
interface Found {
  readonly optimum: OptimumValues;
  readonly trained: TrainedValues;
  readonly samples: Matrix;
  readonly code: Matrix;
  readonly initialCode: Matrix;
  readonly optimalCode: Matrix;
  readonly curve: LearningCurve;
}

export const outcomeOf = ({ optimum, trained, samples, code, initialCode, optimalCode, curve }: Found): Outcome => ({
  values: { optimum: asJson(optimum), trained: asJson(trained) },
  arrays: {
    samples: asArray(samples),
    code: asArray(code),
    initialCode: asArray(initialCode),
    optimalCode: asArray(optimalCode),
    curveSteps: { shape: [curve.steps.length], data: curve.steps },
    "curve.loss": { shape: [curve.steps.length], data: curve.values.loss },
  },
});

/** Trains one network on a task and measures it; `softness` as in `pointPlan`. */
export async function trainOnPoints(
  task: PointTask,
  settings: PointSettings,
  key: Key,
  context: JobContext,
  softness?: Softness,
): Promise<Outcome> {
  const problem = problemOf(task, settings);
  const certified = solveOptimum(problem);
  const prediction = predictNeurons(problem);
  const plan = pointPlan(task, settings, key, softness);
  const { state, curve } = await trainJob(plan, context);
  const network = networkOf(problem, parametersOf(plan, state));
  const start = networkOf(problem, parametersOf(plan, initialState(plan)));
  const code = codeOf(problem, network.inputWeights);
  const { failures } = checkOptimality(problem, claimOfCode(problem, code, certified));
  const { status, energy, selectivity, verdict, neurons } = prediction;
  const exact: OptimumValues = {
    status,
    energy: energy.optimal,
    lowerBound: energy.lowerBound,
    modular: energy.modular,
    verdict,
    selectivity: selectivity && [selectivity.minimum, selectivity.maximum],
  };
  const optimum = softness?.kind === "squared" ? tolerantOptimum(task, problem, exact, softness) : exact;
  const { total, squaredError, leastActivity } = networkEnergy(problem, network);
  const trained: TrainedValues = {
    energy: total + (softness === undefined ? 0 : penaltyOf(task.samples, network, softness)),
    squaredError,
    leastActivity,
    selectivity: codeSelectivity(code, problem.support.covariance),
    failures: [...failures],
  };
  return outcomeOf({
    optimum,
    trained,
    samples: task.samples,
    code,
    initialCode: codeOf(problem, start.inputWeights),
    optimalCode: codeOfNeurons(neurons),
    curve,
  });
}

/** Throws InputError where the result holds no training. */
export function pointResult({ job, values, arrays }: JobResult): PointResult {
  const of = (name: string): Matrix => {
    const found = arrays[name];
    if (found === undefined) throw new InputError(`the result of ${job.id} has no "${name}"`);
    return matrix(found.shape[0], found.shape[1], Float64Array.from(found.data));
  };
  return {
    seed: job.seed,
    condition: job.condition,
    optimum: optimumSchema.parse(values.optimum),
    trained: trainedSchema.parse(values.trained),
    samples: of("samples"),
    code: of("code"),
    initialCode: of("initialCode"),
    optimalCode: of("optimalCode"),
  };
}

/** The optimum where negative activity is penalised by its square: beta = strength, p0 = alpha / beta. */
function tolerantOptimum(
  { samples }: PointTask,
  problem: CodingProblem,
  exact: OptimumValues,
  { strength }: Softness,
): OptimumValues {
  const rare = (problem.alpha ?? 1) / strength;
  const { status, energy, lowerBound, modular } = tolerantEnergies(problem, samples, rare);
  return { ...exact, status, energy, lowerBound, modular, selectivity: null };
}

/** The penalty on negative activity: its mean over samples of the sum over units, times the strength. */
function penaltyOf(samples: Matrix, { inputWeights, inputBias }: LinearNetwork, { kind, strength }: Softness): number {
  const drive = multiply(samples, transpose(inputWeights)).data;
  const units = inputWeights.rows;
  let sum = 0;
  for (let i = 0; i < drive.length; i++) {
    const below = Math.max(0, -drive[i] - inputBias[i % units]);
    sum += kind === "squared" ? below * below : below;
  }
  return (strength * sum) / samples.rows;
}

/** Through text, as a file would keep it. */
const asJson = (value: OptimumValues | TrainedValues): Json => JSON.parse(JSON.stringify(value));

const asArray = ({ rows, columns, data }: Matrix): NamedArray => ({ shape: [rows, columns], data });
