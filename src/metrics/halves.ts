/**
 * Sampling error of a score: how far it would move in another recording of this length. What the interval covers is the mean score
 * of such recordings, with the bias that an estimate from so many conditions has; not the score of endless ones.
 *
 * The conditions are cut at random into two halves, A and B. For a statistic that is an average over conditions, (A - B) / 2
 * deviates like the statistic itself does between recordings: half-sampling of complementary halves (McCarthy, Rev. Int. Stat. Inst.
 * 37, 239, 1969; without replacement, Politis, Romano and Wolf, "Subsampling", 1999). No condition is taken twice, as a
 * bootstrap does: a repeated point carries information about itself.
 *
 * A ratio of information is no such average. Information from half the conditions has more bias, which presses all ratios
 * together: their deviations among halves are a quarter to a half too small where bins are many (at 400 conditions in 20 bins the
 * interval covered 84 to 91 % instead of 95 %). So the difference is taken of the information itself, which is nearly an average,
 * and the score is evaluated at the information of the whole recording plus and minus it: the delta method (van der Vaart,
 * "Asymptotic Statistics", 1998, chapter 3) without derivatives. Metrics that are not made of information are taken as they are.
 *
 * The part of an estimate that is quadratic in the sample, all there is where nothing is known, has twice its variance in (A - B) / 2
 * (Efron and Stein, Ann. Stat. 9, 586, 1981), and four times in the difference of two quarters, scaled alike: l + 2 q and l + 4 q where
 * l + q is asked for. Hence the last step: from halves to the whole the variance is taken to change by half as much as from quarters to
 * halves, on a logarithmic scale, which stays positive.
 *
 * Measured coverage (bench/RESULTS.md): 93 to 100 %, but 90 to 92 % for modularity and MIG of two units. A modularity near 1
 * varies to one side, the interval is symmetric, and where a score comes close to 1 by chance its standard error is too small.
 */

import { studentQuantile } from "../math/distributions.js";
import { InputError } from "../math/errors.js";
import { type Key, permutation } from "../math/random.js";
import { variance } from "../math/statistics.js";
import { counted } from "../math/words.js";
import type { Representation } from "../protocols.js";
import { takeConditions } from "../representation/index.js";
import { atLeastZero, type InformationMatrix, type InformationSource, inMemory } from "./informationMatrix.js";
import { type Halving, type Pair, separateHalving } from "./separateDraws.js";

export type { Halving, Pair } from "./separateDraws.js";

/** Random halvings, of blocks of conditions that stay together. Throws InputError where there are fewer than four blocks. */
export function halvingSampler(representation: Representation, block: number): (key: Key) => Halving {
  const { conditions, trialsPerCell } = representation;
  if (trialsPerCell !== undefined) return separateHalving(representation, trialsPerCell);
  const blocks = Math.floor(conditions / block);
  if (blocks < 4) {
    throw new InputError(
      `${counted(conditions, "condition")} in blocks of ${block}: ${blocks}, and an interval needs at least four`,
    );
  }
  const [half, quarter] = [blocks >> 1, blocks >> 2];
  return (key) => {
    const order = permutation(key, blocks);
    const take = (from: number, count: number) =>
      takeConditions(representation, rowsOf(order.slice(from, from + count).sort(), block));
    return [take(0, half), take(half, half), take(0, quarter), take(quarter, quarter)];
  };
}

const rowsOf = (blocks: Int32Array, block: number): Int32Array =>
  Int32Array.from({ length: blocks.length * block }, (_, i) => blocks[Math.floor(i / block)] * block + (i % block));

/** What the difference of two halves, and of two quarters, is multiplied by to deviate as the whole does. */
export const WEIGHTS = { halves: 1 / 2, quarters: Math.SQRT1_2 / 2 } as const;

/** What is known of the whole recording, moved by `weight` times the difference of two parts. */
export function displaced(whole: Representation, parts: Pair, weight: number): InformationSource {
  const source = inMemory(whole);
  const [a, b] = parts.map(inMemory);
  const moved = (of: (source: InformationSource) => Float64Array) => movedBy(of(source), of(a), of(b), weight);
  return {
    ...source,
    information: (options, key) => {
      const [own, ofA, ofB] = [source, a, b].map((one) => one.information(options, key));
      return displacedMatrix(own, ofA, ofB, weight);
    },
    magnitude: () => moved((one) => one.magnitude()),
    energy: () => moved((one) => one.energy()),
  };
}

/** x + weight (a - b), entry by entry. */
const movedBy = (x: Float64Array, a: Float64Array, b: Float64Array, weight: number): Float64Array =>
  x.map((value, i) => value + weight * (a[i] - b[i]));

function displacedMatrix(
  whole: InformationMatrix,
  a: InformationMatrix,
  b: InformationMatrix,
  weight: number,
): InformationMatrix {
  const estimates = movedBy(whole.estimates, a.estimates, b.estimates, weight);
  const factorEntropy = movedBy(whole.factorEntropy, a.factorEntropy, b.factorEntropy, weight);
  return { ...whole, estimates, data: atLeastZero(estimates), factorEntropy };
}

/** Scores at one halving: plus and minus the difference of the halves, then of the quarters. */
export const SCORES_OF_HALVING = 4;

export interface HalvesInterval {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly standardError: number;
  /** Random halvings. */
  readonly draws: number;
  readonly block: number;
}

/** The variance may not be taken for less or more than this of what the halves have. */
const LEAST_STEP = 1 / 2;
const MOST_STEP = 3 / 2;

/**
 * The interval of a score from the scores at every halving, `SCORES_OF_HALVING` of each: Student's, with a degree of freedom for each
 * halving. NaN bounds where the score is undefined on any part.
 */
export function halvesInterval(
  score: number,
  scores: Float64Array,
  { level, block }: { readonly level: number; readonly block: number },
): HalvesInterval {
  const draws = scores.length / SCORES_OF_HALVING;
  const halves = variance(
    scores.filter((_, i) => i % SCORES_OF_HALVING < 2),
    0,
  );
  const quarters = variance(
    scores.filter((_, i) => i % SCORES_OF_HALVING >= 2),
    0,
  );
  const step = halves === 0 ? 1 : Math.sqrt(halves / quarters);
  const standardError = Math.sqrt(halves * Math.min(MOST_STEP, Math.max(LEAST_STEP, step)));
  const reach = studentQuantile((1 + level) / 2, draws) * standardError;
  return { score, low: score - reach, high: score + reach, level, standardError, draws, block };
}
