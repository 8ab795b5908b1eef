/** The certified verdict on variables as they were recorded, all equally important, in the units that reasons are told in. */
import type { Matrix } from "../math/matrix.js";
import type { Key } from "../math/random.js";
import type { Factor } from "../protocols.js";
import {
  blocksOf,
  type CodedColumn,
  codeColumns,
  coordinateGroups,
  coordinateNames,
  type ExplainedPrediction,
  equalised,
  explainNeurons,
  type Prediction,
  supportFromSamples,
} from "../theory/index.js";
import type { Conditions, Purity } from "./protocols.js";

/** Of conditions, each as often as it was recorded: every gap between them is meant. */
export function predictionOf(table: Conditions, source: Key, seconds: number): ExplainedPrediction {
  const rows = codedConditions(table);
  return explained(table.variables.map(columnOf), rows, { weights: table.counts, reading: "design" }, source, seconds);
}

/**
 * Of variables that are in bins, by the rows themselves: bins of equal counts hide a corner that was never visited. Undefined where the
 * rows show no empty corner beyond chance, so that the bins have the say: rows alone miss every corner by chance.
 */
export function predictionOfRows(
  factors: readonly Factor[],
  source: Key,
  seconds: number,
): ExplainedPrediction | undefined {
  const columns = factors.map(({ name, kind, period = 1, values, levels }) =>
    columnOf({ name, kind, period, values, ...(levels && { levelNames: levels }) }),
  );
  const rows = codeColumns(
    columns,
    factors.map(({ values }) => values),
  );
  const found = explained(columns, rows, { reading: "draws" }, source, seconds);
  return found.explanation.range.verdict === "cut" ? found : undefined;
}

function explained(
  columns: readonly CodedColumn[],
  rows: Matrix,
  { weights, reading }: { readonly weights?: ArrayLike<number>; readonly reading: "design" | "draws" },
  source: Key,
  seconds: number,
): ExplainedPrediction {
  const names = columns.flatMap(coordinateNames);
  const support = supportFromSamples(rows, { ...(weights && { weights }), names });
  const targetMixing = equalised(support.covariance, blocksOf(columns));
  const evidence = { rows, count: rows.rows, reading, columns, source } as const;
  return explainNeurons({ support, groups: coordinateGroups(columns), targetMixing, lambdaIn: 0 }, evidence, {
    seconds,
  });
}

/** Coordinates of the conditions in units of their own [conditions x coordinates]. */
export function codedConditions({ variables, cells, counts }: Conditions): Matrix {
  const width = variables.length;
  const values = variables.map(({ kind, values: own }, v) =>
    Float64Array.from(counts, (_, t) => {
      const level = cells[t * width + v];
      return kind === "categorical" ? level : own[level];
    }),
  );
  return codeColumns(variables.map(columnOf), values);
}

function columnOf({ name, kind, period = 1, values, levelNames }: Conditions["variables"][number]): CodedColumn {
  if (kind === "continuous") return { name, kind };
  if (kind === "circular") return { name, kind, period };
  return { name, kind, levels: levelNames ?? Array.from(values, (_, level) => String(level)) };
}

export function predictedOf({ verdict }: Prediction): Purity {
  if (verdict === "undecided") return "undecided";
  return verdict === "mixed" ? "mixed" : "pure";
}
