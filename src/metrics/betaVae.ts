/**
 * The beta-VAE score: can the factor that was held be told from how far the units move?
 *
 * Higgins et al., "beta-VAE: Learning basic visual concepts with a constrained variational framework", ICLR 2017, section 3: a
 * factor is drawn; `batch` pairs of conditions are drawn that share its value; the mean over pairs of |a - a'| is a point, the
 * factor its label. The score is the accuracy of a linear classifier of such points on fresh ones; 1/F is chance.
 *
 * As in disentanglement_lib: batch 64, 10,000 points to fit and 5,000 to score, multinomial logistic regression with C = 1 on
 * the points as they are. There pairs come from a generator; here from the conditions at hand: one at random, its partner among
 * those with the same value. The penalty makes the score depend on the scale of the units. Constant units add nothing. Factors
 * whose values do not recur are refused by name, or matched within bins.
 */
import { InputError } from "../math/errors.js";
import { likeliestLevel } from "../math/likeliest.js";
import { fitLogistic, logisticDefaults, predictProbabilities } from "../math/logisticRegression.js";
import { type Matrix, matrix } from "../math/matrix.js";
import { key as rootKey } from "../math/random.js";
import type { Metric, Representation } from "../protocols.js";
import { varyingUnits } from "../representation/index.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import {
  fewerPoints,
  type MatchedPairs,
  type MatchingOptions,
  matchedPairs,
  matchingDefaults,
  matchingRows,
} from "./matchedDraws.js";

export interface BetaVaeOptions extends MatchingOptions {
  /** Penalty of the logistic regression; 1 / C of scikit-learn. */
  readonly l2: number;
  /** The fit ends where no entry of the gradient of its mean loss is larger, or after so many iterations. */
  readonly tolerance: number;
  readonly iterations: number;
}

/** Points as for both scores; the penalty of scikit-learn's logistic regression, fitted to the end. */
export const betaVaeDefaults: BetaVaeOptions = {
  ...matchingDefaults,
  l2: 1,
  tolerance: logisticDefaults.tolerance,
  iterations: logisticDefaults.iterations,
};

/** Where scikit-learn's `LogisticRegression` ends, which disentanglement_lib uses. */
const SCIKIT_LEARN = { tolerance: 1e-4, iterations: 100 };

/** beta-VAE score. */
export const betaVae: Metric<BetaVaeOptions> = (representation, options, key = rootKey(0)) => {
  const all = { ...betaVaeDefaults, ...options };
  const { factors, conditions } = representation;
  if (factors.length < 2) throw new InputError("the beta-VAE score tells factors apart and needs at least two");
  const { train, test } = matchedPairs(representation, all, key);
  const fitted = pointsOf(representation, train);
  const fresh = pointsOf(representation, test);
  const { l2, tolerance, iterations } = all;
  const model = fitLogistic(fitted.points, fitted.labels, factors.length, { l2, tolerance, iterations });
  const accuracy = ({ points, labels }: Points) =>
    likeliestLevel(predictProbabilities(model, points)).filter((label, i) => label === labels[i]).length /
    labels.length;
  const score = accuracy(fresh);
  return {
    metric: "betaVae",
    score,
    parts: { betaVae: score, betaVaeTrain: accuracy(fitted) },
    settings: {
      ...all,
      samples: conditions,
      chance: 1 / factors.length,
      liveUnits: varyingUnits(representation).length,
      units: representation.units,
    },
  };
};

interface Points {
  /** [points x units] */
  readonly points: Matrix;
  /** The factor held at each point [points] */
  readonly labels: Int32Array;
}

/** Mean absolute differences of the units over the pairs of every point. */
function pointsOf({ activity, units }: Representation, { labels, first, second }: MatchedPairs): Points {
  const batch = first.length / labels.length;
  const points = matrix(labels.length, units);
  for (let point = 0; point < labels.length; point++) {
    const sums = points.data.subarray(point * units, (point + 1) * units);
    let pair = point * batch;
    const end = pair + batch;
    for (; pair + 1 < end; pair += 2) {
      addTwo(
        sums,
        activity,
        first[pair] * units,
        second[pair] * units,
        first[pair + 1] * units,
        second[pair + 1] * units,
      );
    }
    for (; pair < end; pair++) addOne(sums, activity, first[pair] * units, second[pair] * units);
    for (let unit = 0; unit < units; unit++) sums[unit] /= batch;
  }
  return { points, labels };
}

function addOne(sums: Float64Array, activity: Float64Array, a: number, b: number): void {
  for (let unit = 0; unit < sums.length; unit++) sums[unit] += Math.abs(activity[a + unit] - activity[b + unit]);
}

/** One after the other, in one pass. */
function addTwo(sums: Float64Array, activity: Float64Array, a: number, b: number, c: number, d: number): void {
  for (let unit = 0; unit < sums.length; unit++) {
    sums[unit] =
      sums[unit] +
      Math.abs(activity[a + unit] - activity[b + unit]) +
      Math.abs(activity[c + unit] - activity[d + unit]);
  }
}

/** As the command line and the reports know it. */
export const betaVaeEntry = metricEntry({
  metric: betaVae,
  title: "beta-VAE score",
  citation:
    "Higgins et al., beta-VAE: Learning basic visual concepts with a constrained variational framework, ICLR 2017",
  draws: DRAWS.moderate,
  against: OF_UNITS,
  meaning:
    "accuracy of telling which factor was held from how far the units move; 1 over the number of factors is chance",
  parts: { betaVae: "accuracy on fresh points", betaVaeTrain: "accuracy on the points that were fitted" },
  defaults: betaVaeDefaults,
  rows: matchingRows,
  recommended: { ...fewerPoints, ...SCIKIT_LEARN },
  choices: {},
});
