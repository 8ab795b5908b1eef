/** Saving, baseline and excess of a sample at one p0, with their intervals. */
import { NumericalError } from "../../math/errors.js";
import { fold, type Key } from "../../math/random.js";
import type { Column } from "../optimum.js";
import type { ReducedProblem } from "../problem.js";
import type { SolverOptions } from "../types.js";
import { directionSet, energiesOn } from "./directionSet.js";
import { type TolerantEstimate, tolerantEstimate } from "./estimate.js";
import { marginJoiner } from "./productOfMargins.js";
import { interval, type Replicate, redraw } from "./resampling.js";
import type { WeightedRows } from "./tolerantBody.js";
import type { AtRare, Interval, SampledVerdict } from "./types.js";
import { pickRows, type Units } from "./units.js";

/** Rows of a replicate's product of margins, at least. */
const FEWEST_JOINED = 300;

export interface Setting {
  readonly reduced: ReducedProblem;
  /** In the coordinates of `reduced`. */
  readonly rows: WeightedRows;
  readonly units: Units;
  /** Whether rows were drawn at all. */
  readonly drawn: boolean;
  /** Whether independent factors with the same margins are compared with. */
  readonly compared: boolean;
  readonly within: number;
  readonly source: Key;
  readonly options: SolverOptions;
}

export interface Measured {
  readonly at: AtRare;
  readonly whole: TolerantEstimate;
  readonly energyInterval: Interval;
}

export function measureAt(setting: Setting, rare: number, replicates: number): Measured {
  const { reduced, rows, drawn, compared, within, options } = setting;
  const whole = tolerantEstimate(reduced, rows, rare, options);
  const joined = compared
    ? tolerantEstimate(reduced, marginJoiner(reduced.groups)(rows), rare, options).saving
    : UNKNOWN;
  const { least, most } = whole.saving;
  const excess = atLeastNothing([least - joined.most, most - joined.least]);
  const exact = { saving: [least, most], excess, energy: [whole.lowerBound, whole.energy] } as const;
  const found = drawn ? intervalsOf(setting, rare, replicates, whole, joined.least) : exact;
  const at = {
    rare,
    beta: reduced.alpha / rare,
    estimate: least,
    baseline: joined.least,
    saving: found.saving,
    excess: Math.max(0, least - joined.least),
    excessInterval: found.excess,
    verdict: verdictOf(found.saving, null, within),
  };
  return { at, whole, energyInterval: found.energy };
}

const UNKNOWN = { least: Number.NaN, most: Number.NaN };

/** By what is known of the saving; what that does not settle is undecided. */
export function verdictOf([low, high]: Interval, limit: number | null, within: number): SampledVerdict {
  if (high <= within) return "modular";
  return Math.max(low, limit ?? 0) > within ? "mixed" : "undecided";
}

/** Intervals that hold the sampling error and the gap of the certificate. */
function intervalsOf(setting: Setting, rare: number, count: number, whole: TolerantEstimate, baseline: number) {
  const { reduced, rows, units, source, compared } = setting;
  const set = directionSet(reduced, whole.prepared.scaled, neuronsOf(whole));
  const join = marginJoiner(reduced.groups, FEWEST_JOINED);
  const measure = (sample: WeightedRows, joined: () => WeightedRows): Replicate => {
    const own = energiesOn(set, sample, rare);
    const independent = compared ? energiesOn(set, joined(), rare).saving : Number.NaN;
    return [Math.log(own.energy), own.saving, own.saving - independent];
  };
  const centre = measure(rows, () => marginJoiner(reduced.groups)(rows));
  const redrawn = redraw(units, count, fold(source, "redrawn"), (chosen) => {
    const sample = pickRows(rows, chosen);
    return orNone(() => measure(sample, () => join(sample)), centre.length);
  });
  const { least, most } = whole.saving;
  const saving = interval(redrawn, 1, least, centre[1]);
  // energies are sizes: their errors are parts of them
  const [low, high] = interval(redrawn, 0, Math.log(whole.energy), centre[0]);
  return {
    energy: [Math.exp(low), Math.exp(high)] as const,
    saving: atLeastNothing([saving[0], saving[1] + most - least]),
    excess: atLeastNothing(interval(redrawn, 2, least - baseline, centre[2])),
  };
}

/** No code saves less than nothing, and nothing that is missing does. */
const atLeastNothing = ([low, high]: Interval): Interval => [Math.max(0, low), Math.max(0, high)];

/** Neurons that pay less than this part of the energy are left out of what is compared. */
const PAYING = 1e-6;

/** Of the best code, and of the best modular code where that had to be searched for. */
function neuronsOf({ best, modularCode, prepared }: TolerantEstimate): readonly Column[] {
  const paying = best.columns.filter(({ price }, j) => price * best.masses[j] > PAYING * best.energy);
  const grouped = prepared.reduced.groups.some((group) => group.length > 1);
  return grouped ? [...paying, ...modularCode.columns] : paying;
}

/** NaN where redrawn rows no longer tell the factors apart. */
function orNone(measure: () => Replicate, count: number): Replicate {
  try {
    return measure();
  } catch (error) {
    if (error instanceof NumericalError) return Array(count).fill(Number.NaN);
    throw error;
  }
}
