/** Cells as a table, as CSV, and in a line. */
import { formatCsv, type TableColumn } from "../../io/index.js";
import { rateText } from "./rateText.js";
import { type CellRow, population } from "./row.js";

const number = (value: number, digits = 2): string => (Number.isNaN(value) ? "-" : value.toFixed(digits));
const peakText = ({ peakRate, rateUnit }: CellRow): string =>
  Number.isNaN(peakRate) ? "-" : rateText(peakRate, rateUnit);

/** The columns that are read first, as text. */
export function tableOf(
  rows: readonly CellRow[],
  lengthUnit: string,
): { readonly header: readonly string[]; readonly body: readonly (readonly string[])[] } {
  const spacing = `spacing/${lengthUnit}`;
  const inHz = rows.every(({ rateUnit }) => rateUnit === "Hz");
  const [information, peak] = inHz ? ["bits/spike", "peak/Hz"] : ["bits", "peak"];
  const header = ["cell", "label", "p", "q", "grid", spacing, "border", "direction", "object", information, peak];
  const body = rows.map((row) => [
    row.cell,
    row.also === null ? row.label : `${row.label} + ${row.also}`,
    number(row.p, 3),
    number(row.q, 3),
    number(row.gridScore),
    number(row.spacing, 1),
    number(row.borderScore),
    number(row.meanVectorLength),
    number(row.objectVectorScore),
    number(row.informationBitsPerSpike),
    inHz ? number(row.peakRate, 1) : peakText(row),
  ]);
  return { header, body };
}

export const populationLine = (rows: readonly CellRow[]): string =>
  `${rows.length} ${rows.length === 1 ? "cell" : "cells"}: ${Object.entries(population(rows))
    .map(([label, count]) => `${count} ${label}`)
    .join(", ")}`;

/** One row for every cell; undefined quantities are empty. */
export function csvOf(rows: readonly CellRow[]): string {
  const columns: TableColumn[] = columnNames(rows).map((name) => ({
    name,
    values: rows.map((row) => textOf(row[name])),
  }));
  return formatCsv({ rows: rows.length, columns });
}

const isColumn = (row: CellRow, name: string): name is Extract<keyof CellRow, string> => name in row;

const columnNames = ([first]: readonly CellRow[]) =>
  first ? Object.keys(first).filter((name) => isColumn(first, name)) : [];

const textOf = (value: number | string | null): string =>
  value === null || (typeof value === "number" && Number.isNaN(value)) ? "" : String(value);
