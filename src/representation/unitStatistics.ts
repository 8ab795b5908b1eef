/** Range and size of every unit's activity, from rows that are seen part by part. */
import { InputError } from "../math/errors.js";
import { notFinite } from "./representation.js";

/** Smallest, largest and mean sizes of units, gathered over parts of the rows: `add` each part, then read. */
export class UnitStatistics {
  /** Smallest and largest value [units] */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly #magnitude: Float64Array;
  readonly #square: Float64Array;
  /** Values that are NaN or infinite [units] */
  readonly #bad: Float64Array;
  #firstBad: { readonly unit: number; readonly row: number } | undefined;
  #rows = 0;

  constructor(units: number) {
    this.low = new Float64Array(units).fill(Infinity);
    this.high = new Float64Array(units).fill(-Infinity);
    this.#magnitude = new Float64Array(units);
    this.#square = new Float64Array(units);
    this.#bad = new Float64Array(units);
  }

  /** Further rows [rows x units]. */
  add(activity: Float64Array): void {
    const units = this.low.length;
    for (let at = 0; at < activity.length; at += units, this.#rows++) this.#addRow(activity.subarray(at, at + units));
  }

  #addRow(values: Float64Array): void {
    for (let unit = 0; unit < values.length; unit++) {
      const value = values[unit];
      if (value < this.low[unit]) this.low[unit] = value;
      if (value > this.high[unit]) this.high[unit] = value;
      this.#magnitude[unit] += Math.abs(value);
      this.#square[unit] += value * value;
      if (!Number.isFinite(value)) this.#addBad(unit);
    }
  }

  #addBad(unit: number): void {
    this.#bad[unit]++;
    this.#firstBad ??= { unit, row: this.#rows };
  }

  /** Throws InputError naming the first unit with values that are NaN or infinite, as `representation` does. */
  checkFinite(names?: readonly string[]): void {
    if (!this.#firstBad) return;
    const { unit, row } = this.#firstBad;
    throw new InputError(notFinite({ unit, row, bad: this.#bad[unit], conditions: this.#rows }, names));
  }

  /** Mean of |a| [units] */
  meanMagnitude = (): Float64Array => this.#magnitude.map((sum) => sum / this.#rows);

  /** Mean of a^2 [units] */
  meanSquare = (): Float64Array => this.#square.map((sum) => sum / this.#rows);

  /** Units whose largest value exceeds their smallest. */
  varyingUnits = (): number[] => Array.from(this.low.keys()).filter((unit) => this.high[unit] > this.low[unit]);
}
