/** Cells as a table on a terminal, and as CSV. */

import { modulesLine } from "../../../answers/cells/modules.js";
import type { CellsResult } from "../../../answers/cells/result.js";
import type { CellRow } from "../../../answers/cells/row.js";
import { populationLine, tableOf } from "../../../answers/cells/table.js";
import { formatCsv, type TableColumn } from "../../../io/index.js";
import type { Terminal } from "../../terminal/terminal.js";

export function printTable({ rows, modules, lengthUnit }: CellsResult, { out, outStyle }: Terminal): void {
  const { header, body } = tableOf(rows, lengthUnit);
  const widths = header.map((name, column) => Math.max(name.length, ...body.map((cells) => cells[column].length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  ");
  out(outStyle.bold(line(header)));
  for (const cells of body) out(line(cells));
  out(populationLine(rows));
  if (modules) out(modulesLine(modules, lengthUnit));
}

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
