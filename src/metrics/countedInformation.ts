/**
 * The information matrix of a recording that is seen some rows at a time, exactly as from all rows together: plug-in information
 * depends on the activity through the counts of its bins with the labels of the factors alone (math/information/plugIn.ts), and
 * counts add up. Equal-width bins need the extremes of every unit beforehand (representation/unitStatistics.ts); quantiles,
 * re-pairings and neighbours need the activity itself.
 */

import { InputError } from "../math/errors.js";
import {
  addJointCounts,
  type CountTable,
  countLabels,
  equalWidthBins,
  informationOfCounts,
  type Labels,
} from "../math/information/index.js";
import { counted } from "../math/words.js";
import type { Factor, Json } from "../protocols.js";
import {
  factorLabels,
  type InformationMatrix,
  type InformationOptions,
  informationOptions,
  informationSettings,
  matrixFrom,
} from "./informationMatrix.js";

/** Whether counts say all that an estimate with these options asks for. */
export function canBeCounted(options: Readonly<Record<string, Json>>): boolean {
  const { estimator, binning, correction } = { ...informationOptions({}), ...options };
  return estimator === "histogram" && binning === "equal-width" && correction !== "shuffle";
}

/** Smallest and largest value of every unit [units] */
export interface UnitRanges {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Joint counts of the bins of every unit with the labels of every factor, of the rows added so far. */
export class InformationCounts {
  /** Where options name no number. */
  static readonly usualBins = informationOptions({}).bins;
  readonly bins: number;
  readonly #ranges: UnitRanges;
  readonly #factors: readonly Factor[];
  readonly #labels: readonly Labels[];
  /** [units][factors] */
  readonly #joint: readonly (readonly Int32Array[])[];

  /** Throws InputError where the counts would take more than `mostBytes`. */
  constructor(factors: readonly Factor[], ranges: UnitRanges, bins: number, mostBytes: number) {
    this.bins = bins;
    this.#ranges = ranges;
    this.#factors = factors;
    this.#labels = factors.map((factor) => factorLabels(factor, { ...informationOptions({}), bins }));
    const units = ranges.low.length;
    const bytes = this.#labels.reduce((sum, { levels }) => sum + 4 * units * bins * levels, 0);
    if (bytes > mostBytes) throw new InputError(tooManyCounts(factors, this.#labels, bytes));
    this.#joint = Array.from({ length: units }, () => this.#labels.map(({ levels }) => new Int32Array(bins * levels)));
  }

  /** Adds rows: their activity by unit [units x rows], and the number of the first. */
  add(byUnit: Float64Array, from: number): void {
    const units = this.#joint.length;
    const rows = byUnit.length / units;
    const labels = this.#labels.map(({ values, levels }) => ({ values: values.subarray(from, from + rows), levels }));
    for (const [unit, joint] of this.#joint.entries()) {
      const range = [this.#ranges.low[unit], this.#ranges.high[unit]] as const;
      const binned = equalWidthBins(byUnit.subarray(unit * rows, (unit + 1) * rows), this.bins, range);
      for (const [factor, label] of labels.entries()) addJointCounts(binned, label, joint[factor]);
    }
  }

  /** The matrix, once all rows were added. Options must be such that they `canBeCounted`. */
  matrix(options: Partial<InformationOptions>): InformationMatrix {
    const all = informationOptions(options);
    const correction = all.correction === "miller-madow" ? all.correction : "none";
    const conditions = this.#factors[0].values.length;
    const estimates = informationOfCounts(this.#table(conditions), correction);
    return matrixFrom(estimates, this.#labels, informationSettings({ conditions, factors: this.#factors }, all));
  }

  #table(samples: number): CountTable {
    return {
      samples,
      rows: this.#joint.length,
      columns: this.#labels.map(countLabels),
      joint: (unit, factor) => this.#joint[unit][factor],
    };
  }
}

function tooManyCounts(factors: readonly Factor[], labels: readonly Labels[], bytes: number): string {
  const most = labels.reduce((at, { levels }, factor) => (levels > labels[at].levels ? factor : at), 0);
  return (
    `counting the bins of all units with the levels of all factors takes ${Math.ceil(bytes / 2 ** 20)} MiB, most of it for ` +
    `"${factors[most].name}" of ${counted(labels[most].levels, "level")}: read it as numbers with --kinds, leave it out, or give more --memory`
  );
}
