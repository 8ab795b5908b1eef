/**
 * Neurons that were not recorded together: each has trials of its own in the cells of one design. What all files of such neurons are
 * turned into, whatever their form.
 */
import { InputError } from "../../math/errors.js";
import { counted } from "../../math/words.js";

/** A factor of the design and the values that it takes. */
export interface DesignFactor {
  readonly name: string;
  readonly levels: readonly (number | string)[];
}

export interface SeparateUnit {
  readonly name: string;
  /** Of every cell of the design the activity in each of the unit's trials. */
  readonly trials: readonly Float64Array[];
}

export interface SeparateTrials {
  readonly factors: readonly DesignFactor[];
  /** Of every cell that occurs the number of each factor's level [cells][factors]. */
  readonly cells: readonly (readonly number[])[];
  readonly units: readonly SeparateUnit[];
  /** What was left out in reading and what was taken for granted, a sentence each. */
  readonly notes: readonly string[];
}

/** One trial of a neuron: what it did, and the value of every factor. */
export interface Trial {
  readonly unit: string;
  readonly activity: number;
  readonly values: readonly (number | string)[];
}

/** More levels are no design: measurements, or numbers of trials. */
export const MOST_LEVELS = 64;
const MOST_CELLS = 4096;

/** Collects trials one by one. */
export class TrialTable {
  readonly #file: string;
  readonly #names: readonly string[];
  readonly #levels: Map<number | string, number>[];
  readonly #cells = new Map<string, number>();
  readonly #cellLevels: number[][] = [];
  readonly #units = new Map<string, number[][]>();
  #withoutValue = 0;
  #withoutActivity = 0;

  constructor(file: string, factors: readonly string[]) {
    this.#file = file;
    this.#names = factors;
    this.#levels = factors.map(() => new Map());
  }

  /** Throws InputError for infinite activity, and for factors of too many levels. */
  add({ unit, activity, values }: Trial): void {
    const own = this.#units.get(unit) ?? [];
    this.#units.set(unit, own);
    if (Number.isNaN(activity)) this.#withoutActivity++;
    else if (values.some((value) => value === "" || Number.isNaN(value))) this.#withoutValue++;
    else if (!Number.isFinite(activity))
      throw new InputError(`${this.#file}: activity of ${unit} is infinite in a trial`);
    else {
      const cell = this.#cellOf(values);
      own[cell] ??= [];
      own[cell].push(activity);
    }
  }

  #cellOf(values: readonly (number | string)[]): number {
    const numbers = values.map((value, factor) => this.#levelOf(value, factor));
    const name = numbers.join();
    const known = this.#cells.get(name);
    if (known !== undefined) return known;
    const cell = this.#cells.size;
    if (cell >= MOST_CELLS)
      throw new InputError(
        `${this.#file}: the factors make more than ${MOST_CELLS} cells: choose fewer with --factors`,
      );
    this.#cells.set(name, cell);
    this.#cellLevels.push(numbers);
    return cell;
  }

  #levelOf(value: number | string, factor: number): number {
    const levels = this.#levels[factor];
    const known = levels.get(value);
    if (known !== undefined) return known;
    if (levels.size >= MOST_LEVELS) {
      throw new InputError(
        `${this.#file}: "${this.#names[factor]}" takes more than ${MOST_LEVELS} values, too many for a design in which every neuron has ` +
          "trials of each: choose other factors with --factors",
      );
    }
    levels.set(value, levels.size);
    return levels.size - 1;
  }

  /** Levels that are numbers, and the cells, in ascending order. Throws InputError where there are no trials. */
  finish(notes: readonly string[] = []): SeparateTrials {
    if (this.#cells.size === 0)
      throw new InputError(`${this.#file}: no neuron has a trial with activity and all factors`);
    const orders = this.#levels.map((levels) => ascending([...levels.keys()]));
    const ranks = orders.map(
      (order, factor) => new Map(order.map((value, at) => [this.#levels[factor].get(value), at])),
    );
    const ranked = this.#cellLevels.map((numbers) => numbers.map((level, factor) => ranks[factor].get(level) ?? 0));
    const order = ranked.map((_, cell) => cell).sort((a, b) => compare(ranked[a], ranked[b]));
    const units = [...this.#units].map(([name, trials]) => ({
      name,
      trials: order.map((cell) => Float64Array.from(trials[cell] ?? [])),
    }));
    const varying = this.#names.map((_, factor) => factor).filter((factor) => orders[factor].length > 1);
    const constant = this.#names.filter((_, factor) => orders[factor].length < 2);
    if (varying.length === 0)
      throw new InputError(`${this.#file}: ${constant.join(", ")} never changes: name other factors`);
    return {
      factors: varying.map((factor) => ({ name: this.#names[factor], levels: orders[factor] })),
      cells: order.map((cell) => varying.map((factor) => ranked[cell][factor])),
      units,
      notes: [...notes, ...constantNote(constant), ...this.#gaps()],
    };
  }

  #gaps(): string[] {
    const left = (count: number, what: string) =>
      count > 0 ? [`${counted(count, "trial")} without ${what} left out`] : [];
    return [...left(this.#withoutActivity, "activity"), ...left(this.#withoutValue, "a value of every factor")];
  }
}

/** Factors of a single level, which are no factors. */
export const constantNote = (names: readonly string[]): string[] =>
  names.length === 0
    ? []
    : [`left out, since ${names.length === 1 ? "it never changes" : "they never change"}: ${names.join(", ")}`];

const ascending = (values: (number | string)[]): (number | string)[] =>
  values.every((value) => typeof value === "number") ? values.sort((a, b) => Number(a) - Number(b)) : values;

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((level, factor) => level !== b[factor]);
  return at < 0 ? 0 : a[at] - b[at];
}
