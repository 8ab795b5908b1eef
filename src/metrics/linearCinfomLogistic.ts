/**
 * Linear CInfoM for categorical factors, by logistic regression (linearCinfom.ts): with L(s | X) the mean cross-entropy of
 * multinomial logistic regression, classes balanced, no penalty,
 *   NMI  = [L(e_f) - L(e_f | a_n)] / L(e_f),
 *   NCMI = {[L(e) - L(e | a_n)] - [L(e_-f) - L(e_-f | a_n)]} / L(e_f | one-hot e_-f),
 * L without units being ln of the number of classes. Here e, all factors together, is one variable with a class for every
 * combination that occurs, so the terms do not add as squares do.
 */
import { InputError } from "../math/errors.js";
import { jointLabels, type Labels, levelLabels } from "../math/information/index.js";
import { crossEntropy, fitLogistic, predictProbabilities } from "../math/logisticRegression.js";
import type { Matrix } from "../math/matrix.js";
import type { Representation } from "../protocols.js";
import { unitActivity } from "../representation/index.js";
import type { LinearTables } from "./largestShares.js";
import { standardised } from "./latentNoise.js";
import { oneHot } from "./oneHot.js";
import { columnsMatrix, type ReadoutOptions } from "./predictiveInformation.js";

/** Above this, fitting a class for every combination of factors takes very long. */
const MOST_COMBINATIONS = 100;

type FitOptions = Pick<ReadoutOptions, "iterations" | "tolerance">;

/** Throws InputError for too many combinations of factors, or a factor that the others determine. */
export function logisticTables(representation: Representation, options: FitOptions): LinearTables {
  const { factors, conditions, units } = representation;
  const labels = factors.map(({ values }) => levelLabels(values));
  const together = combined(labels, conditions);
  checkCombinations(together.levels);
  const without = (f: number) => labels.filter((_, other) => other !== f);
  const rest = labels.map((_, f) => combined(without(f), conditions));
  const left = labels.map((own, f) => loss(oneHot(without(f), conditions), own, options));
  left.forEach((value, f) => void checkLeft(factors[f].name, value));
  const activity = standardised(representation);
  const marginal = new Float64Array(units * labels.length);
  const conditional = new Float64Array(units * labels.length);
  for (let unit = 0; unit < units; unit++) {
    const input = columnsMatrix([unitActivity(activity, unit)]);
    const drop = (target: Labels) => Math.log(target.levels) - loss(input, target, options);
    const whole = drop(together);
    labels.forEach((own, f) => {
      marginal[unit * labels.length + f] = drop(own) / Math.log(own.levels);
      conditional[unit * labels.length + f] = (whole - drop(rest[f])) / left[f];
    });
  }
  return { marginal, conditional };
}

/** One variable with a level for every combination that occurs. Throws InputError where there are more than labels can number. */
export function combined(labels: readonly Labels[], samples: number): Labels {
  try {
    return labels.reduce(jointLabels, { values: new Uint16Array(samples), levels: 1 });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`the factors together have too many combinations (${error.message}): leave some factors out`);
  }
}

/** Mean cross-entropy, unweighted, of the fit with balanced classes. */
function loss(inputs: Matrix, target: Labels, options: FitOptions): number {
  const model = fitLogistic(inputs, target.values, target.levels, { ...options, classWeights: "balanced" });
  return crossEntropy(predictProbabilities(model, inputs), target.values);
}

function checkCombinations(combinations: number): void {
  if (combinations <= MOST_COMBINATIONS) return;
  throw new InputError(
    `${combinations} combinations of the categorical factors are more classes than logistic regression should tell apart ` +
      `(${MOST_COMBINATIONS}): set categorical to "numbers", which takes the numbers that name the levels (--set linearCinfom.categorical=numbers)`,
  );
}

function checkLeft(name: string, left: number): void {
  if (left > 1e-6) return;
  throw new InputError(
    `factor "${name}" is determined by the others, so nothing is left to know about it: leave one out`,
  );
}
