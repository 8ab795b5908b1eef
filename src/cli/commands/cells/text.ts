/** Cells as a table on a terminal. */

import { modulesLine } from "../../../answers/cells/modules.js";
import type { CellsResult } from "../../../answers/cells/result.js";
import { populationLine, tableOf } from "../../../answers/cells/table.js";
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
