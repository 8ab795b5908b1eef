/**
 * Whose directions does an epoch use? Of a recording whose rows belong to epochs (cue, delay, response):
 *
 * - principal angles between the directions of one variable in two epochs, and of two variables in one epoch (principalAngles.ts);
 * - the share of what one epoch encodes in the directions of another (periodOverlap.ts);
 * - whether a variable is encoded along the same directions in two epochs (parallelism.ts);
 *
 * all without the noise of trials (corrected.ts), with it beside, with a standard error by leaving out folds of trials, and with what
 * exchanging the units of one of the two codes gives: directions of the same lengths without relation.
 */
import { InputError } from "../../math/errors.js";
import { matrix } from "../../math/matrix.js";
import { fold, type Key, permutation } from "../../math/random.js";
import { centralInterval, mean, median, sum, variance } from "../../math/statistics.js";
import { counted, listed } from "../../math/words.js";
import type { Factor, Representation } from "../../protocols.js";
import { unitName } from "../../representation/index.js";
import { type EpochCodes, type EpochData, epochCodes } from "./codes.js";
import { compare, type EpochMeasure, type Compared as Found, type Pair } from "./compare.js";
import { dealt } from "./deal.js";
import { type Dimensions, dimensionsOf } from "./dimensions.js";
import { foldSums, type Halving, halvingsOf, usableHalvings } from "./encodings.js";
import { regressorsOf } from "./regressors.js";

export interface EpochOptions {
  /** Directions of every code; null for as many as stand out of the noise. */
  readonly dimensions: number | null;
  /** Parts of the trials, of which halves are made. */
  readonly folds: number;
  /** Random halvings over which products are averaged. */
  readonly halvings: number;
  /** Draws of every chance level. */
  readonly draws: number;
  /** Draws by which it is told how many directions stand out. */
  readonly dimensionDraws: number;
}

/** Our own choices; ten parts of the trials leave every jackknife nine tenths of them. */
export const epochDefaults: EpochOptions = {
  dimensions: null,
  folds: 10,
  halvings: 40,
  draws: 500,
  dimensionDraws: 99,
};

/** What names the rows: categorical, [rows] each. */
export interface EpochLabels {
  readonly epoch: Factor;
  /** Rows of one trial have noise in common, and stay in one half; without it rows are taken for independent. */
  readonly trial?: Factor;
}

export interface EpochSummary {
  readonly name: string;
  readonly rows: number;
  /** Directions of all variables together that stand out of the noise. */
  readonly dimensions: number;
  readonly variables: readonly EncodedInEpoch[];
}

export interface EncodedInEpoch {
  readonly name: string;
  /** Directions that stand out of the noise; 0 where the variable is not told from it. */
  readonly dimensions: number;
  /** Why it was not measured, where it was not. */
  readonly reason?: string;
}

export interface EpochComparison {
  readonly measure: EpochMeasure;
  /** The same twice where two variables are compared within one. */
  readonly epochs: readonly [string, string];
  /** Undefined where all variables are compared together. */
  readonly variables?: readonly [string, string];
  readonly dimensions: readonly [number, number];
  /** Degrees, ascending, for angles; else one share or cosine. NaN where a code has no such directions. */
  readonly values: readonly number[];
  /** Of angles: before they are cut at 0 and 90 degrees, without bias. */
  readonly squaredCosines?: readonly number[];
  /** The same as `values` with the noise of trials. */
  readonly uncorrected: readonly number[];
  /** Of `values`, by leaving out one fold of the trials after the other (jackknife). */
  readonly standardErrors: readonly number[];
  /** Of the first value, with units exchanged: median and central 95 %. */
  readonly chance: { readonly draws: number; readonly median: number; readonly interval: readonly [number, number] };
  /**
   * (1 + draws in which the two are as near each other, or nearer) / (1 + draws), and as far from each other, or farther; of all angles
   * together, by the mean of their squared cosines.
   */
  readonly pNear: number;
  readonly pFar: number;
}

export interface EpochMeasures {
  readonly epochs: readonly EpochSummary[];
  readonly comparisons: readonly EpochComparison[];
  readonly options: EpochOptions;
  readonly notes: readonly string[];
}

/** Epochs that are compared at most. */
const MOST_EPOCHS = 12;
/** Rows of an epoch for every column that is regressed on, at least. */
const ROWS_EACH = 4;

/**
 * Throws InputError where there are fewer than two epochs or more than twelve, where an epoch has too few rows for two halves that tell its
 * variables apart, and where no variable varies in it.
 */
export function epochMeasures(
  representation: Representation,
  labels: EpochLabels,
  key: Key,
  given: Partial<EpochOptions> = {},
): EpochMeasures {
  const options = { ...epochDefaults, ...given };
  const epochs = epochsOf(representation, labels, options.folds, fold(key, "folds"));
  const sums = epochs.map((epoch) => foldSums(epoch, options.folds));
  const folds = Array.from({ length: options.folds }, (_, i) => i);
  const halve = (kept: readonly number[], key: Key) =>
    requireMost(usableHalvings(sums, halvingsOf(kept, options.halvings, key)), epochs, options);
  const codesOf = (kept: readonly number[], halvings: readonly Halving[]): EpochCodes[] =>
    epochs.map((epoch, i) => epochCodes(epoch, sums[i], kept, halvings));
  const halvings = halve(folds, fold(key, "halvings"));
  const codes = codesOf(folds, halvings);
  const dimensions = epochs.map((epoch, i) =>
    dimensionsOf(epoch, codes[i], { folds, halvings, draws: options.dimensionDraws }, fold(fold(key, "dimensions"), i)),
  );
  const pairs = pairsOf(epochs, dimensions, options.dimensions);
  const left = folds.map((out) => {
    const kept = folds.filter((one) => one !== out);
    const own = codesOf(kept, halve(kept, fold(fold(key, "halvings"), out)));
    return pairs.map((pair) => valuesOf(pair, own));
  });
  const comparisons = pairs.map((pair, i) =>
    comparison(
      pair,
      codes,
      left.map((values) => values[i]),
      options.draws,
      fold(fold(key, "chance"), i),
    ),
  );
  return {
    epochs: epochs.map((epoch, i) => summary(epoch, dimensions[i])),
    comparisons,
    options,
    notes: [...notesOf(labels, options), ...loudNote(representation)],
  };
}

/** Part of the variance of all units above which one of them decides every angle. */
const LOUD = 0.5;

/** A column of times or trial numbers that is taken for a neuron, or a neuron so strong that all others hardly count. */
function loudNote({ activity, units, conditions, unitNames }: Representation): string[] {
  const spread = Array.from({ length: units }, (_, unit) =>
    variance(
      Float64Array.from({ length: conditions }, (_, row) => activity[row * units + unit]),
      0,
    ),
  );
  const most = Math.max(...spread);
  if (units < 3 || !(most > LOUD * sum(spread))) return [];
  const name = unitName(spread.indexOf(most), unitNames);
  return [
    `${name} has ${Math.round((100 * most) / sum(spread))} % of the variance of all ${units} units and decides what is found: if it is no neuron, --leave-out ${name}`,
  ];
}

function notesOf({ trial }: EpochLabels, { dimensions, folds }: EpochOptions): string[] {
  return [
    trial
      ? `rows of one ${trial.name} are in one half of the trials`
      : "rows are taken for independent of each other; where a trial has a row in each epoch, name its column with --trial",
    dimensions === null
      ? "directions of a code: those that stand out of the noise, or as many as --dimensions says"
      : `${counted(dimensions, "direction")} of every code, as asked for`,
    `variables add up (no interactions); standard errors by leaving out one of ${folds} parts of the trials after the other`,
  ];
}

function epochsOf(
  { activity, units, factors }: Representation,
  labels: EpochLabels,
  folds: number,
  key: Key,
): EpochData[] {
  const { epoch } = labels;
  const names = epoch.levels ?? [...new Set(epoch.values)].sort((a, b) => a - b).map(String);
  if (names.length < 2 || names.length > MOST_EPOCHS) {
    throw new InputError(
      `column "${epoch.name}" names ${counted(names.length, "epoch")} where 2 to ${MOST_EPOCHS} are expected: ${listed(names.slice(0, 5))}`,
    );
  }
  const foldOf = dealt(factors, labels, folds, key);
  return names.map((name, level) => {
    const rows = [...epoch.values.keys()].filter((row) => epoch.values[row] === level);
    const own = factors.map((factor) => ({ ...factor, values: Float64Array.from(rows, (row) => factor.values[row]) }));
    const missing = new Map(own.map(whyMissing).filter((reason) => reason !== undefined));
    const varying = own.filter((factor) => !missing.has(factor.name));
    if (varying.length === 0)
      throw new InputError(`no variable varies in epoch "${name}": ${listed([...missing.values()])}`);
    const { design, variables } = regressorsOf(varying);
    const least = 2 * ROWS_EACH * (design.columns + 1);
    if (rows.length < least) {
      throw new InputError(
        `epoch "${name}" has ${counted(rows.length, "row")}; ${least} are needed for two halves that tell its variables apart, or fewer variables (--factors)`,
      );
    }
    const values = matrix(rows.length, units);
    rows.forEach((row, at) => {
      values.data.set(activity.subarray(row * units, (row + 1) * units), at * units);
    });
    return { name, design, variables, missing, activity: values, folds: Int32Array.from(rows, (row) => foldOf[row]) };
  });
}

/** A level that never occurs in an epoch has no code there, and a variable that keeps its value has none at all. */
function whyMissing({ name, kind, values, levels = [] }: Factor): readonly [string, string] | undefined {
  if (values.every((value) => value === values[0])) return [name, `${name} keeps its value`];
  if (kind !== "categorical") return undefined;
  const seen = new Set(values);
  const absent = levels.filter((_, level) => !seen.has(level));
  return absent.length === 0 ? undefined : [name, `${name} is never ${listed(absent.slice(0, 5))}`];
}

/** Most halvings must tell the variables apart in every epoch. */
function requireMost(
  halvings: readonly Halving[],
  epochs: readonly EpochData[],
  { halvings: count }: EpochOptions,
): readonly Halving[] {
  if (halvings.length > count / 2) return halvings;
  const [fewest] = [...epochs].sort((a, b) => a.design.rows - b.design.rows);
  throw new InputError(
    `halves of the ${counted(fewest.design.rows, "row")} of epoch "${fewest.name}" do not tell ${listed(fewest.variables.map(({ name }) => name))} apart: record more trials, or leave out what depends on the others (--factors)`,
  );
}

const summary = ({ name, design, variables, missing }: EpochData, dimensions: Dimensions): EpochSummary => ({
  name,
  rows: design.rows,
  dimensions: dimensions.all,
  variables: [
    ...variables.map((variable) => ({ name: variable.name, dimensions: dimensions.variables.get(variable.name) ?? 0 })),
    ...[...missing].map(([variable, reason]) => ({ name: variable, dimensions: 0, reason })),
  ],
});

/** What is compared, by number of the epoch and name of the variable. */
interface Compared {
  readonly measure: EpochMeasure;
  readonly sides: readonly [Side, Side];
  readonly names: readonly [string, string];
}

interface Side {
  readonly epoch: number;
  /** All variables, without. */
  readonly variable?: string;
  readonly dimensions: number;
}

function pairsOf(epochs: readonly EpochData[], found: readonly Dimensions[], wanted: number | null): Compared[] {
  const side = (epoch: number, variable: string): Side => {
    const columns = epochs[epoch].variables.find(({ name }) => name === variable)?.columns.length ?? 0;
    const standingOut = found[epoch].variables.get(variable) ?? 0;
    return { epoch, variable, dimensions: wanted === null ? standingOut : Math.min(wanted, columns) };
  };
  const whole = (epoch: number): Side => {
    const columns = epochs[epoch].design.columns;
    return { epoch, dimensions: wanted === null ? found[epoch].all : Math.min(wanted, columns) };
  };
  const compared = (measure: EpochMeasure, one: Side, other: Side): Compared => ({
    measure,
    sides: [one, other],
    names: [epochs[one.epoch].name, epochs[other.epoch].name],
  });
  const numbers = [...epochs.keys()];
  const namesIn = (epoch: number) => epochs[epoch].variables.map(({ name }) => name);
  const pairs = numbers.flatMap((one) => numbers.slice(one + 1).map((other) => [one, other] as const));
  const shared = pairs.flatMap(([one, other]) =>
    namesIn(one)
      .filter((name) => namesIn(other).includes(name))
      .map((name) => [side(one, name), side(other, name)] as const),
  );
  const within = numbers.flatMap((epoch) =>
    namesIn(epoch).flatMap((name, i) =>
      namesIn(epoch)
        .slice(i + 1)
        .map((other) => [side(epoch, name), side(epoch, other)] as const),
    ),
  );
  return [
    ...shared.map(([one, other]) => compared("principalAngles", one, other)),
    ...within.map(([one, other]) => compared("principalAngles", one, other)),
    ...pairs.flatMap(([one, other]) => [
      compared("periodOverlap", whole(one), whole(other)),
      compared("periodOverlap", whole(other), whole(one)),
    ]),
    ...shared.map(([one, other]) => compared("parallelism", one, other)),
  ];
}

function pairIn({ sides }: Compared, codes: readonly EpochCodes[]): Pair {
  const [one, other] = sides.map(({ epoch, variable }) => {
    const { variables, all } = codes[epoch];
    return (variable === undefined ? undefined : variables.get(variable)) ?? all;
  });
  return { one, other, dimensions: [sides[0].dimensions, sides[1].dimensions] };
}

const isKnown = ({ sides: [one, other] }: Compared): boolean => one.dimensions > 0 && other.dimensions > 0;

const valuesOf = (compared: Compared, codes: readonly EpochCodes[]): readonly number[] =>
  isKnown(compared) ? compare(compared.measure, pairIn(compared, codes)).values : [Number.NaN];

const UNKNOWN: Found = {
  values: [Number.NaN],
  uncorrected: [Number.NaN],
  nearness: Number.NaN,
  exchanged: () => ({ value: Number.NaN, nearness: Number.NaN }),
};

function comparison(
  compared: Compared,
  codes: readonly EpochCodes[],
  left: readonly (readonly number[])[],
  draws: number,
  key: Key,
): EpochComparison {
  const { measure, names, sides } = compared;
  const [one, other] = sides;
  const found: Found = isKnown(compared) ? compare(measure, pairIn(compared, codes)) : UNKNOWN;
  const units = codes[one.epoch].all.all.columns;
  const drawn = Array.from({ length: draws }, (_, draw) => found.exchanged(permutation(fold(key, draw), units)));
  const values = drawn.map(({ value }) => value);
  const share = (holds: (nearness: number) => boolean): number =>
    Number.isNaN(found.nearness)
      ? Number.NaN
      : (1 + drawn.filter(({ nearness }) => holds(nearness)).length) / (1 + draws);
  return {
    measure,
    epochs: names,
    ...(one.variable !== undefined && other.variable !== undefined && { variables: [one.variable, other.variable] }),
    dimensions: [one.dimensions, other.dimensions],
    values: found.values,
    ...(found.squaredCosines && { squaredCosines: found.squaredCosines }),
    uncorrected: found.uncorrected,
    standardErrors: found.values.map((_, k) => jackknife(left.map((values) => values[k] ?? Number.NaN))),
    chance: { draws, median: median(values), interval: centralInterval(values, 0.95) },
    pNear: share((nearness) => nearness >= found.nearness),
    pFar: share((nearness) => nearness <= found.nearness),
  };
}

/** sqrt((n - 1) / n sum (value - mean)^2) of values without one fold each (Efron and Stein, Ann. Stat. 9, 586 (1981)). */
function jackknife(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(((values.length - 1) / values.length) * squares);
}
