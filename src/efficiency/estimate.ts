/**
 * Certified efficiency of a population (docs/test.md). With C the activity that its gains need at least and T_i the price of reading
 * variable i, eta_shape = F(T) / C: the least activity with which a nonnegative linear code could serve every variable as well, over
 * what this population needs. Both factors are free of the noise of trials on average; eta is not cut at 1.
 */
import { studentQuantile } from "../math/distributions.js";
import { InputError } from "../math/errors.js";
import { inversePositive, symmetricEigenvalues, tryCholesky } from "../math/linearAlgebra.js";
import { type Matrix, matrix } from "../math/matrix.js";
import { fold, integers, type Key } from "../math/random.js";
import { mean, standardDeviation, sum } from "../math/statistics.js";
import { counted } from "../math/words.js";
import type { Service } from "../theory/index.js";
import { correctedShares, populationMeasure } from "./corrected.js";
import { dealt } from "./folds.js";
import { gainsOf } from "./gains.js";
import type { Measured, NeuronShares, Trials } from "./protocols.js";

/** Parts of the trials, where there are enough. */
const PARTS = 6;
const FEWEST_PARTS = 3;
/** Rows of a part for every coordinate, at least. */
const ROWS_EACH = 4;
/** Ways in which the trials are dealt. */
const DEALS = 8;

/** Throws InputError where the trials do not make three parts. */
export function partsOf({ rows, coordinates, condition }: Trials, block: number): number {
  const least = ROWS_EACH * (coordinates.columns + 1);
  const parts = Math.min(PARTS, Math.floor(Math.ceil(rows / block) / 2), Math.floor(rows / least));
  if (parts >= FEWEST_PARTS) return parts;
  throw new InputError(
    `${counted(condition.length, "trial")} do not make three parts that each tell ${counted(coordinates.columns, "coordinate")} apart: ` +
      `at least ${FEWEST_PARTS * Math.max(least, 2 * block)} are needed, or fewer variables with --factors`,
  );
}

/** What every neuron adds to Q and C, averaged over several ways to deal the trials. */
export function sharesOf(trials: Trials, block: number, key: Key): NeuronShares {
  const parts = partsOf(trials, block);
  const d = trials.coordinates.columns;
  const grams = new Float64Array(trials.units * d * d);
  const activity = new Float64Array(trials.units);
  for (let deal = 0; deal < DEALS; deal++) {
    const gains = dealt(trials, parts, fold(key, deal), block).map((rows) => gainsOf(trials, rows).gains);
    const found = correctedShares(trials, gains);
    for (let i = 0; i < grams.length; i++) grams[i] += found.grams[i] / DEALS;
    for (let unit = 0; unit < activity.length; unit++) activity[unit] += found.activity[unit] / DEALS;
  }
  return { grams, activity };
}

/** T_i = tr((Q^-1)_ii) of every variable; undefined where Q does not tell all of them apart. */
export function readoutsOf({ variables }: Pick<Trials, "variables">, gram: Matrix): Float64Array | undefined {
  if (tryCholesky(gram) === undefined) return undefined;
  const inverse = inversePositive(gram);
  return Float64Array.from(variables, ({ coordinates }) =>
    sum(coordinates.map((i) => inverse.data[i * gram.columns + i])),
  );
}

/** eta_shape by the neurons that the search met before: NaN where a variable is not encoded. */
function quickEfficiency(trials: Trials, service: Service, { gram, activity }: Measured): number {
  const readouts = readoutsOf(trials, gram);
  if (readouts === undefined || !(activity > 0)) return Number.NaN;
  return service.leastActivity(readouts, { known: true }).activity / activity;
}

export interface Redrawn {
  /** [draws] NaN where a variable was lost. */
  readonly etas: Float64Array;
  readonly grams: readonly Matrix[];
}

/**
 * The estimate for populations of neurons drawn again, with replacement, each with the noise of its trials. Trials are not drawn again
 * beside them: noise of its own is drawn with every neuron, and where rows and columns of a table are both drawn again it counts three
 * times (Owen, "The pigeonhole bootstrap", Ann. Appl. Stat. 1, 386, 2007, theorem 2; McCullagh, Bernoulli 6, 285, 2000).
 */
export function redraw(
  trials: Trials,
  service: Service,
  shares: NeuronShares,
  draws: number,
  key: Key,
  step: (done: number) => void = () => {},
): Redrawn {
  const etas = new Float64Array(draws);
  const grams: Matrix[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const found = populationMeasure(shares, timesDrawn(trials.units, fold(key, draw)));
    grams.push(found.gram);
    etas[draw] = quickEfficiency(trials, service, found);
    step(draw + 1);
  }
  return { etas, grams };
}

/** Q alone of populations drawn again. */
export const gramsRedrawn = (shares: NeuronShares, draws: number, key: Key): Matrix[] =>
  Array.from(
    { length: draws },
    (_, draw) => populationMeasure(shares, timesDrawn(shares.activity.length, fold(key, draw))).gram,
  );

/** How often each of `count` is among as many that are drawn with replacement [count] */
function timesDrawn(count: number, key: Key): Float64Array {
  const times = new Float64Array(count);
  for (const drawn of integers(key, count, count)) times[drawn]++;
  return times;
}

/** Part of the draws in which a variable must be told apart from the others. */
export const SURE = 0.975;

/**
 * Variables that this population does not tell apart from noise, and of the others those that it does not tell apart from each other,
 * by number.
 */
export function notEncoded({ variables }: Trials, gram: Matrix, grams: readonly Matrix[]): number[] {
  const isLost = (v: number, others: readonly number[]) => {
    const beside = others.filter((other) => other !== v).flatMap((other) => variables[other].coordinates);
    const least = (q: Matrix) => leastLeft(q, variables[v].coordinates, beside);
    return !(least(gram) > 0) || grams.filter((q) => !(least(q) > 0)).length > (1 - SURE) * grams.length;
  };
  const all = [...variables.keys()];
  const silent = all.filter((v) => isLost(v, []));
  const heard = all.filter((v) => !silent.includes(v));
  return [...silent, ...heard.filter((v) => isLost(v, heard))];
}

/** Smallest eigenvalue of what is left of a variable's block of Q beside others. */
function leastLeft(q: Matrix, own: readonly number[], others: readonly number[]): number {
  const block = (rows: readonly number[], columns: readonly number[]) =>
    matrix(
      rows.length,
      columns.length,
      Float64Array.from(rows.flatMap((i) => columns.map((j) => q.data[i * q.rows + j]))),
    );
  const left = block(own, own);
  const beside = block(others, others);
  if (others.length > 0 && tryCholesky(beside) !== undefined) {
    const inverse = inversePositive(beside);
    const cross = block(own, others);
    for (let i = 0; i < own.length; i++)
      for (let j = 0; j < own.length; j++)
        for (let a = 0; a < others.length; a++)
          for (let b = 0; b < others.length; b++)
            left.data[i * own.length + j] -=
              cross.data[i * others.length + a] *
              inverse.data[a * others.length + b] *
              cross.data[j * others.length + b];
  }
  return symmetricEigenvalues(left)[0];
}

/**
 * Interval of normal theory about the estimate, the bias of drawing taken off (Efron and Tibshirani, An Introduction to the Bootstrap,
 * 1993, section 10.6 and chapter 12): Student's, and sqrt(n / (n - 1)) wider, since draws of n neurons vary by that much too little
 * (Hesterberg, Am. Stat. 69, 371, 2015, section 4.3). Quantiles of the draws, reflected or not, are too narrow for 50 neurons
 * (bench/RESULTS.md). Undefined where fewer than 20 draws keep every variable.
 */
export function intervalOf(value: number, draws: Float64Array, units: number, level = 0.95) {
  const known = draws.filter((draw) => !Number.isNaN(draw));
  if (known.length < 20) return undefined;
  const bias = mean(known) - value;
  const widened = Math.sqrt(units / (units - 1));
  const reach = studentQuantile((1 + level) / 2, units - 1) * widened * standardDeviation(known);
  return { interval: [value - bias - reach, value - bias + reach] as const, bias };
}
