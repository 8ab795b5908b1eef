/**
 * What was drawn independently. Rows of a trajectory or of a session are not: then blocks of them are the units that are redrawn, and
 * the sample is worth fewer moments than it has rows.
 */
import { correlationTime } from "../../math/correlationTime.js";
import type { WeightedRows } from "./tolerantBody.js";

/** Rows by unit. */
export interface Units {
  readonly kind: "rows" | "blocks" | "series";
  /** Numbers of all rows, unit after unit [rows]. */
  readonly order: Int32Array;
  /** Where each unit begins in `order`, and where the last ends [units + 1]. */
  readonly starts: Int32Array;
  /** Independent moments that the rows are worth. */
  readonly effective: number;
  /** Rows of a block of a series. */
  readonly length: number;
}

export const unitCount = ({ starts }: Units): number => starts.length - 1;

/** Every row a unit of its own. */
export const separateRows = (rows: number): Units => ({
  kind: "rows",
  order: Int32Array.from({ length: rows }, (_, row) => row),
  starts: Int32Array.from({ length: rows + 1 }, (_, row) => row),
  effective: rows,
  length: 1,
});

/** Standard errors by which a correlation time must exceed that of independent rows (Sokal 1997: sqrt(2 (2 W + 1) / n), W = 5). */
const SURE = 2;

/**
 * By the rows' own memory: independent where no column is correlated from row to row, else consecutive blocks of twice the longest
 * correlation time.
 */
export function unitsOfSeries({ columns }: WeightedRows): Units {
  const rows = columns[0].length;
  const time = Math.max(...columns.map(correlationTime));
  if (time <= 1 + SURE * Math.sqrt(22 / rows)) return separateRows(rows);
  const length = Math.min(rows, Math.ceil(2 * time));
  const blocks = Array.from({ length: rows }, (_, row) => String(Math.floor(row / length)));
  return { ...unitsOf(blocks), kind: "series", effective: rows / time, length };
}

/**
 * By the name of each row's block. The rows are worth n / (1 + (m - 1) r) moments, m the size of a block and r the largest correlation
 * of two rows of a block (Kish 1965, section 5.4; r by analysis of variance, m its weighted mean size).
 */
export function unitsOfBlocks(names: readonly string[], { columns }: WeightedRows): Units {
  const units = unitsOf(names);
  const effective = Math.min(...columns.map((column) => names.length / designEffect(column, units)));
  return { ...units, effective };
}

function unitsOf(names: readonly string[]): Units {
  const members = new Map<string, number[]>();
  names.forEach((name, row) => {
    const known = members.get(name);
    if (known === undefined) members.set(name, [row]);
    else known.push(row);
  });
  const lists = [...members.values()];
  const starts = new Int32Array(lists.length + 1);
  lists.forEach((list, at) => {
    starts[at + 1] = starts[at] + list.length;
  });
  return { kind: "blocks", order: Int32Array.from(lists.flat()), starts, effective: lists.length, length: 1 };
}

function designEffect(column: Float64Array, { order, starts }: Units): number {
  const rows = order.length;
  const units = starts.length - 1;
  if (units === rows) return 1;
  if (units === 1) return rows;
  const mean = column.reduce((sum, value) => sum + value, 0) / rows;
  let between = 0;
  let within = 0;
  let squares = 0;
  for (let unit = 0; unit < units; unit++) {
    const own = order.subarray(starts[unit], starts[unit + 1]);
    const average = own.reduce((sum, row) => sum + column[row], 0) / own.length;
    between += own.length * (average - mean) ** 2;
    squares += own.length ** 2;
    for (const row of own) within += (column[row] - average) ** 2;
  }
  const size = (rows - squares / rows) / (units - 1);
  const [msb, msw] = [between / (units - 1), within / (rows - units)];
  const correlation = msb > msw ? (msb - msw) / (msb + (size - 1) * msw) : 0;
  return 1 + (squares / rows - 1) * correlation;
}

/** The numbers of all rows of the given units. */
export function rowsOfUnits({ order, starts }: Units, chosen: ArrayLike<number>): Int32Array {
  let count = 0;
  for (let k = 0; k < chosen.length; k++) count += starts[chosen[k] + 1] - starts[chosen[k]];
  const out = new Int32Array(count);
  for (let k = 0, at = 0; k < chosen.length; k++) {
    for (let row = starts[chosen[k]]; row < starts[chosen[k] + 1]; row++) out[at++] = order[row];
  }
  return out;
}

/** The numbered rows, with repetitions. */
export const pickRows = ({ columns, weights }: WeightedRows, rows: Int32Array): WeightedRows => ({
  columns: columns.map((column) => pick(column, rows)),
  weights: weights && pick(weights, rows),
});

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) out[k] = values[rows[k]];
  return out;
}
