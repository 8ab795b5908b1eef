/** What the command found: what `--json` prints, and all that a report needs to draw it. */
import type { AnalysedCell, AnalysedMap, SpatialFrame } from "../../cells/index.js";
import type { RecordedCells } from "../../recordings/sessions.js";
import type { ModulesAnswer } from "./modules.js";
import { type CellRow, population } from "./row.js";

export interface CellsResult {
  readonly files: readonly string[];
  readonly rows: readonly CellRow[];
  /** Of the cells labelled grid; undefined without any. */
  readonly modules: ModulesAnswer | undefined;
  readonly lengthUnit: "cm" | "bins";
  readonly settings: Readonly<Record<string, number | string>>;
  readonly notes: readonly string[];
  readonly sessions?: {
    readonly recorded: RecordedCells;
    readonly frame: SpatialFrame;
    readonly analysed: readonly AnalysedCell[];
  };
  readonly maps?: readonly AnalysedMap[];
}

export const answerOf = ({ files, rows, modules, lengthUnit, settings, notes }: CellsResult) => ({
  files,
  population: population(rows),
  cells: rows,
  modules: modules ?? null,
  lengthUnit,
  settings,
  notes,
});
