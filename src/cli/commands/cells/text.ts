/** Cells as a table on a terminal. */

import { modulesLine } from "../../../answers/cells/modules.js";
import type { CellsResult } from "../../../answers/cells/result.js";
import { populationLine, tableOf } from "../../../answers/cells/table.js";
import type { Terminal } from "../../terminal/terminal.js";
import { tableLines, textTable } from "../../terminal/textTable.js";
import { outWrapped } from "../../terminal/wrap.js";

export function printTable({ rows, modules, lengthUnit }: CellsResult, terminal: Terminal): void {
  const { out, outStyle, outColumns: width } = terminal;
  const { header, body } = tableOf(rows, lengthUnit);
  for (const line of tableLines(textTable({ header, rows: body }, { width, beside: [1] }), outStyle.bold)) out(line);
  outWrapped(populationLine(rows), 2, terminal);
  if (modules) outWrapped(modulesLine(modules, lengthUnit), 2, terminal);
}
