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
import { fitLogistic, predictProbabilities } from "../math/logisticRegression.js";
import { type Matrix, matrix } from "../math/matrix.js";
import { fold, type Key, key as rootKey, uniformStream } from "../math/random.js";
import type { Metric, Representation } from "../protocols.js";
import { varyingUnits } from "../representation/index.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import { type MatchedFactor, matchConditions, pick } from "./matchedConditions.js";

export interface MatchingOptions {
  /** Conditions, or pairs of them, in every point. */
  readonly batch: number;
  readonly trainPoints: number;
  readonly testPoints: number;
  /** Bins within which values of continuous and circular factors count as the same; 0 refuses these factors. */
  readonly matchBins: number;
}

/** Batches of 64, 10,000 points to fit and 5,000 to score, as disentanglement_lib has them; continuous factors are refused. */
export const matchingDefaults: MatchingOptions = { batch: 64, trainPoints: 10_000, testPoints: 5_000, matchBins: 0 };

export interface BetaVaeOptions extends MatchingOptions {
  /** Penalty of the logistic regression; 1 / C of scikit-learn. */
  readonly l2: number;
}

/** Points as for both scores; the penalty of scikit-learn's logistic regression. */
export const betaVaeDefaults: BetaVaeOptions = { ...matchingDefaults, l2: 1 };

/** beta-VAE score. */
export const betaVae: Metric<BetaVaeOptions> = (representation, options, key = rootKey(0)) => {
  const all = { ...betaVaeDefaults, ...options };
  const { factors, conditions } = representation;
  if (factors.length < 2) throw new InputError("the beta-VAE score tells factors apart and needs at least two");
  const matched = factors.map((factor) => matchConditions(factor, all.matchBins));
  const fitted = drawPoints(representation, matched, all.batch, all.trainPoints, fold(key, "train"));
  const fresh = drawPoints(representation, matched, all.batch, all.testPoints, fold(key, "test"));
  const model = fitLogistic(fitted.points, fitted.labels, factors.length, { l2: all.l2 });
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

function drawPoints(
  { activity, conditions, units }: Representation,
  factors: readonly MatchedFactor[],
  batch: number,
  count: number,
  key: Key,
): Points {
  const random = uniformStream(key);
  const points = matrix(count, units);
  const labels = new Int32Array(count);
  for (let point = 0; point < count; point++) {
    labels[point] = Math.floor(random() * factors.length);
    const { group, groups } = factors[labels[point]];
    for (let pair = 0; pair < batch; pair++) {
      const first = Math.floor(random() * conditions);
      const second = pick(groups[group[first]], random());
      for (let unit = 0; unit < units; unit++) {
        points.data[point * units + unit] += Math.abs(activity[first * units + unit] - activity[second * units + unit]);
      }
    }
    for (let unit = 0; unit < units; unit++) points.data[point * units + unit] /= batch;
  }
  return { points, labels };
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
  choices: {},
});
