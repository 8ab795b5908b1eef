/** What would make numbers of a population mean something else: activity that is no rate, variables that never cross, too few neurons. */
import { InputError } from "../math/errors.js";
import { sum } from "../math/statistics.js";
import { counted } from "../math/words.js";
import type { Trials } from "./protocols.js";

/** Throws InputError for fewer neurons than coordinates: they cannot serve every variable. */
export function requireNeurons({ units, coordinates, variables }: Trials): void {
  if (units >= coordinates.columns) return;
  throw new InputError(
    `${counted(units, "neuron")} cannot tell ${counted(coordinates.columns, "coordinate")} of ${counted(variables.length, "variable")} apart: ` +
      `at least ${coordinates.columns} are needed, better three times as many; or choose fewer variables with --factors`,
  );
}

/** Throws InputError where a variable follows from another: what neurons owe to which cannot be told. */
export function requireCrossing({ variables, cells, counts }: Trials): void {
  for (let a = 0; a < variables.length; a++)
    for (let b = 0; b < variables.length; b++) {
      if (a === b || !follows({ cells, counts, width: variables.length }, a, b)) continue;
      const [one, other] = [variables[a], variables[b]];
      throw new InputError(
        `"${one.name}" and "${other.name}" never cross: every value of ${one.name} comes with one value of ${other.name}, so that tuning to ` +
          "the one cannot be told from tuning to the other. Needed are trials in which one changes while the other stays; " +
          `or leave one out with --factors`,
      );
    }
}

interface Cells {
  readonly cells: Int32Array;
  readonly counts: Int32Array;
  readonly width: number;
}

/** Whether the level of b is known from that of a. */
function follows({ cells, counts, width }: Cells, a: number, b: number): boolean {
  const seen = new Map<number, number>();
  return counts.every((_, t) => {
    const [own, other] = [cells[t * width + a], cells[t * width + b]];
    const before = seen.get(own) ?? other;
    seen.set(own, before);
    return before === other;
  });
}

/** Pairs of variables of which one was changed only at a single value of the other, in words. */
export function hardlyCrossed({ variables, cells, counts }: Trials): string[] {
  const width = variables.length;
  return variables.flatMap((one, a) =>
    variables.slice(a + 1).flatMap((other, offset) => {
      const b = a + 1 + offset;
      const table = new Set(Array.from(counts, (_, t) => `${cells[t * width + a]},${cells[t * width + b]}`));
      const square = hasSquare(table, one.levels.levels, other.levels.levels);
      return square
        ? []
        : [
            `${one.name} and ${other.name} were never varied together (no two values of each in all four combinations): the verdict rests on ` +
              "conditions that were left out",
          ];
    }),
  );
}

function hasSquare(table: ReadonlySet<string>, rows: number, columns: number): boolean {
  for (let a = 0; a < rows; a++)
    for (let b = a + 1; b < rows; b++) {
      let shared = 0;
      for (let c = 0; c < columns; c++) if (table.has(`${a},${c}`) && table.has(`${b},${c}`)) shared++;
      if (shared >= 2) return true;
    }
  return false;
}

/** How activity was scaled, where that shows. */
export type Scaling =
  | { readonly kind: "rates" }
  | { readonly kind: "normalised" | "below zero"; readonly words: string };

/** Relative difference of standard deviations up to which neurons were scaled to have the same. */
const ALIKE = 0.02;
/** Part of the neurons whose mean rate in some condition is clearly negative, from which activity is no rate. */
const MANY = 0.25;

export function scalingOf(trials: Trials): Scaling {
  const { means, deviations, lows, highs, neuronsBelow, valuesBelow } = summaries(trials);
  const spread = Math.max(...deviations) / Math.min(...deviations) - 1;
  const mean = sum(means.map((value, k) => Math.abs(value) / deviations[k])) / means.length;
  if (trials.units > 2 && spread < ALIKE)
    return {
      kind: "normalised",
      words: `all neurons have the same standard deviation${mean < 0.1 ? " and mean 0 (z-scores)" : ""}`,
    };
  const range = (a: readonly number[]) => Math.max(...a) - Math.min(...a);
  if (
    trials.units > 2 &&
    range(lows) === 0 &&
    range(highs) < 1e-9 * Math.abs(highs[0]) &&
    trials.rows > 2 * trials.counts.length &&
    new Set(trials.activity).size > 20
  )
    return { kind: "normalised", words: `all neurons reach from ${lows[0]} to ${highs[0]}` };
  if (neuronsBelow >= MANY * trials.units)
    return {
      kind: "below zero",
      words: `${neuronsBelow} of ${counted(trials.units, "neuron")} have conditions of clearly negative mean activity (dF/F or centred traces)`,
    };
  if (valuesBelow > 0)
    return { kind: "below zero", words: `${(100 * valuesBelow).toPrecision(2)} % of the values are negative` };
  return { kind: "rates" };
}

/** Standard errors below zero from which a mean is clearly negative. */
const CLEARLY = 4;

function summaries({ units, rows, activity, counts, condition }: Trials) {
  const per = (start: number) => Array.from({ length: units }, () => start);
  const [means, squares, lows, highs] = [per(0), per(0), per(Infinity), per(-Infinity)];
  const sums = new Float64Array(counts.length * units);
  let valuesBelow = 0;
  for (let row = 0, at = 0; row < rows; row++)
    for (let k = 0; k < units; k++, at++) {
      const value = activity[at];
      means[k] += value / rows;
      squares[k] += value * value;
      lows[k] = Math.min(lows[k], value);
      highs[k] = Math.max(highs[k], value);
      sums[condition[row] * units + k] += value;
      if (value < 0) valuesBelow += 1 / activity.length;
    }
  const deviations = squares.map((square, k) => Math.sqrt(Math.max(0, square / rows - means[k] ** 2)));
  const neuronsBelow = means.filter((_, k) =>
    counts.some((count, t) => sums[t * units + k] / count < (-CLEARLY * deviations[k]) / Math.sqrt(count)),
  ).length;
  return { means, deviations, lows, highs, neuronsBelow, valuesBelow };
}
