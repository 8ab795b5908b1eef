/**
 * What makes neurons mixed, factors that depend on one another or corners missing from their joint range? The body of two
 * experiments of Dorrell et al. 2025 (arXiv 2410.06232), Fig. 2: the same network on data that lose a corner, lose their diagonal,
 * or repeat it, compared at equal dependence of the factors.
 */
import { entropy, jointLabels, levelLabels } from "../../math/information/index.js";
import { cinfom, linearCinfom, mir } from "../../metrics/index.js";
import type { Factor, JobContext, Representation } from "../../protocols.js";
import { takeConditions } from "../../representation/index.js";
import { parametersOf, type TrainingPlan } from "../../training/index.js";
import { curveArrays, representationArrays } from "../frame/arrays.js";
import { design } from "../frame/design.js";
import { evaluate } from "../frame/evaluate.js";
import { keyOf, type StudySettings } from "../frame/fields.js";
import { trainJob } from "../frame/trainJob.js";

/** How the data depart from all combinations of levels once. */
export const CHANGES = ["corner", "diagonal-removed", "diagonal-repeated"] as const;
export type Change = (typeof CHANGES)[number];

export interface Condition {
  readonly change: Change;
  /** Of the change, in words of the experiment; 0 where nothing is changed. */
  readonly amount: number;
}

/** Whole data, written as no corner removed. */
export const WHOLE: Condition = { change: "corner", amount: 0 };

/** What an experiment varies: amounts of each change. */
export interface Dependences {
  readonly seeds: readonly number[];
  readonly corners: readonly number[];
  readonly diagonals: readonly number[];
  readonly repeats: readonly number[];
}

const conditionsOf = ({ corners, diagonals, repeats }: Dependences): Condition[] => [
  WHOLE,
  ...corners.map((amount): Condition => ({ change: "corner", amount })),
  ...diagonals.map((amount): Condition => ({ change: "diagonal-removed", amount })),
  ...repeats.map((amount): Condition => ({ change: "diagonal-repeated", amount })),
];

export const dependenceDesign = (chosen: Dependences) =>
  design(conditionsOf(chosen), ({ change, amount }) => `${change}-${amount}`);

/** How CInfoM is estimated: neighbours, repeats of the data, and noise, which differ between the authors' programs. */
export interface Estimator {
  readonly neighbours: number;
  readonly duplicates: number;
  readonly noise: number;
  /** Rows it is estimated from, all by default; its cost grows with the square of their number. */
  readonly rows?: (factors: readonly Factor[]) => Int32Array;
}

type Strengths = Pick<StudySettings, "prediction" | "nonnegativity" | "activityEnergy" | "weightEnergy">;

/** Trains one network and scores its layer "code" on the data that it was trained on. */
export async function trainDependent(
  { change, amount }: Condition,
  plan: TrainingPlan,
  seed: number,
  strengths: Strengths,
  estimator: Estimator,
  context: JobContext,
) {
  const { state, curve } = await trainJob(plan, context);
  const parameters = parametersOf(plan, state);
  const { energies, explained, codes } = await evaluate(plan, parameters, plan.data, context.compile, strengths);
  return {
    values: {
      change,
      amount,
      dependence: normalisedMultiInformation(plan.data.factors),
      explained,
      energies: { ...energies },
      ...scoresOf(codes.code, estimator, seed),
    },
    arrays: { ...representationArrays(codes.code), ...curveArrays(curve) },
  };
}

/** Factors as numbers for the linear score, as levels for the other: Dorrell et al. do both. */
function scoresOf(code: Representation, { rows, ...estimator }: Estimator, seed: number) {
  const levels = withLevels(code);
  const some = rows === undefined ? levels : withLevels(takeConditions(code, rows(code.factors)));
  return {
    cinfom: cinfom(some, estimator, keyOf(seed, "noise of the estimate")).score,
    linearCinfom: linearCinfom(code).score,
    mir: mir(levels).score,
    mainShare: mainFactorShare(code),
  };
}

/** The same representation with every distinct value of a factor as a level. */
const withLevels = (code: Representation): Representation => ({
  ...code,
  factors: code.factors.map((factor) => {
    const { values, levels } = levelLabels(factor.values);
    return {
      name: factor.name,
      kind: "categorical" as const,
      values: Float64Array.from(values),
      levels: Array.from({ length: levels }, (_, level) => `${level}`),
    };
  }),
});

/** (sum of the factors' entropies - their joint entropy) / sum of entropies, of the data as they are: 0 for independent factors. */
export function normalisedMultiInformation(factors: readonly Factor[]): number {
  const labels = factors.map(({ values }) => levelLabels(values));
  const apart = labels.reduce((sum, own) => sum + entropy(own), 0);
  return (apart - entropy(labels.reduce(jointLabels))) / apart;
}

/**
 * How much of what units do is due to one factor each. For a unit let v_f be the variance over the levels of factor f, averaged over
 * the combinations of the others that occur; the share is the sum over units of the largest v_f over the sum of all. One minus it is
 * the mixed-selectivity index of Dorrell et al. 2025 (what-where), whose notebook divides once by the sum over units, as here,
 * and once unit by unit. Unlike CInfoM it is 1 for pure units however the factors depend on one another.
 */
export function mainFactorShare({ activity, units, conditions, factors }: Representation): number {
  const groups = factors.map((_, own) => groupsOf(factors, own, conditions));
  let [main, all] = [0, 0];
  for (let unit = 0; unit < units; unit++) {
    const spreads = groups.map((rows) => meanVariance(rows, (row) => activity[row * units + unit]));
    main += Math.max(...spreads);
    all += spreads.reduce((sum, value) => sum + value, 0);
  }
  return main / all;
}

/** Rows that agree in all factors but one, in groups of two or more. */
function groupsOf(factors: readonly Factor[], own: number, conditions: number): number[][] {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < conditions; row++) {
    const rest = factors.map(({ values }, f) => (f === own ? "" : values[row])).join();
    groups.set(rest, [...(groups.get(rest) ?? []), row]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

function meanVariance(groups: readonly (readonly number[])[], value: (row: number) => number): number {
  const variances = groups.map((rows) => {
    const values = rows.map(value);
    const middle = values.reduce((sum, x) => sum + x, 0) / rows.length;
    return values.reduce((sum, x) => sum + (x - middle) ** 2, 0) / rows.length;
  });
  return variances.reduce((sum, x) => sum + x, 0) / groups.length;
}
