import type { CellRow } from "./row.js";

/** A rate with its unit; a value of an unknown unit in its first three digits. */
export const rateText = (rate: number, unit: CellRow["rateUnit"]): string =>
  unit === null ? String(Number(rate.toPrecision(3))) : `${rate.toFixed(1)} ${unit}`;
