/** A measurement as rows: the table on the screen, and the one for `--csv`. */
import { formatCsv } from "../../../io/index.js";
import type { ChanceLevel, JudgedScore, MeasuredMetric } from "../../../metrics/index.js";
import type { Terminal } from "../../terminal/terminal.js";
import { settingsLine } from "./answer.js";
import { range, shown } from "./digits.js";
import type { Measurement } from "./measurement.js";

/** A score of a metric, or of one of its parts. */
export interface ScoreRow extends JudgedScore {
  readonly metric: string;
  /** Empty where the metric has one score. */
  readonly part: string;
  readonly settings: string;
}

export const scoreRows = ({ metrics }: Measurement): ScoreRow[] =>
  metrics.flatMap((metric) =>
    Object.entries(metric.judged).map(([part, judged]) => ({
      ...judged,
      metric: metric.request.name,
      part: metric.result?.parts ? part : "",
      settings: settingsLine(metric.result?.settings ?? {}),
    })),
  );

/** Metrics without a score, with the reason. */
export const notApplicable = ({ metrics }: Measurement): readonly (readonly [name: string, reason: string])[] =>
  metrics.flatMap(({ request, refusal }: MeasuredMetric) =>
    refusal === undefined ? [] : [[request.name, refusal] as const],
  );

const chanceCell = (level: ChanceLevel | undefined): string =>
  level ? `${shown(level.median)} (${range(level.interval)})` : "-";

/** "p < 0.05 of 500 draws" would say less than the number; the least p that n draws can give is 1 / (n + 1). */
const pCell = (level: ChanceLevel | undefined): string => (level ? level.p.toPrecision(2) : "-");

/** Column titles and cells, without settings. */
export function textCells(measurement: Measurement): readonly (readonly string[])[] {
  const kinds = measurement.drawing.nulls;
  const title = ["metric", "score", "95 % interval", ...kinds.flatMap((kind) => [`chance, ${kind}`, "p"])];
  const rows = scoreRows(measurement).map(({ metric, part, score, interval, chance }) => [
    part === "" ? metric : `${metric} ${part}`,
    shown(score),
    interval ? range([interval.low, interval.high]) : "-",
    ...kinds.flatMap((kind) => {
      const level = chance.find((one) => one.kind === kind);
      return [chanceCell(level), pCell(level)];
    }),
  ]);
  const told = title.map((_, column) => column < 2 || rows.some((row) => row[column] !== "-"));
  return [title, ...rows].map((row) => row.filter((_, column) => told[column]));
}

/** The table, then how to read it: `purity` in one sentence, and what could mislead. */
export function printTable(
  measurement: Measurement,
  { purity, warnings }: { readonly purity: string | undefined; readonly warnings: readonly string[] },
  { out, outStyle }: Terminal,
): void {
  const [title, ...rows] = aligned(textCells(measurement));
  out(outStyle.bold(title));
  for (const row of rows) out(row);
  if (purity !== undefined) out(outStyle.bold(purity));
  for (const warning of warnings) out(outStyle.warn(`warning: ${warning}`));
  for (const [name, reason] of notApplicable(measurement)) out(outStyle.dim(`${name}: does not apply: ${reason}`));
  for (const { request, result } of measurement.metrics) {
    for (const note of result?.notes ?? []) out(outStyle.dim(`${request.name}: ${note}`));
  }
}

/** Columns of one width each; the first to the left, numbers to the right. */
function aligned(cells: readonly (readonly string[])[]): string[] {
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  "),
  );
}

/** One row for every score, with its settings; empty where there is no number. */
export function csvOf(measurement: Measurement): string {
  const rows = scoreRows(measurement);
  const text = (name: string, cell: (row: ScoreRow) => string) => ({ name, values: rows.map(cell) });
  const number = (name: string, cell: (row: ScoreRow) => number | undefined) =>
    text(name, (row) => {
      const value = cell(row);
      return value === undefined || !Number.isFinite(value) ? "" : String(value);
    });
  const columns = [
    text("metric", ({ metric }) => metric),
    text("part", ({ part }) => part),
    number("score", ({ score }) => score),
    number("interval_low", ({ interval }) => interval?.low),
    number("interval_high", ({ interval }) => interval?.high),
    ...measurement.drawing.nulls.flatMap((kind) => {
      const level = ({ chance }: ScoreRow) => chance.find((one) => one.kind === kind);
      return [
        number(`chance_${kind}`, (row) => level(row)?.median),
        number(`chance_${kind}_low`, (row) => level(row)?.interval[0]),
        number(`chance_${kind}_high`, (row) => level(row)?.interval[1]),
        number(`p_${kind}`, (row) => level(row)?.p),
        number(`draws_${kind}`, (row) => level(row)?.draws),
      ];
    }),
    text("settings", ({ settings }) => settings),
  ];
  return formatCsv({ rows: rows.length, columns });
}
