/** A measurement as rows: the table on the screen, and the one for `--csv`. */
import { formatCsv } from "../../../io/index.js";
import type { ChanceLevel, JudgedScore, MeasuredMetric } from "../../../metrics/index.js";
import type { Terminal } from "../../terminal/terminal.js";
import { type TextTable, tableLines, textTable } from "../../terminal/textTable.js";
import { wrapped } from "../../terminal/wrap.js";
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

/** Column titles and cells, without settings; columns that no score has anything in are left out. */
export function textCells(measurement: Measurement): TextTable & { readonly beside: readonly number[] } {
  const kinds = measurement.drawing.nulls;
  const header = ["metric", "score", "95 % interval", ...kinds.flatMap((kind) => [`chance, ${kind}`, "p"])];
  const rows = scoreRows(measurement).map(({ metric, part, score, interval, chance }) => [
    part === "" ? metric : `${metric} ${part}`,
    shown(score),
    interval ? range([interval.low, interval.high]) : "-",
    ...kinds.flatMap((kind) => {
      const level = chance.find((one) => one.kind === kind);
      return [chanceCell(level), pCell(level)];
    }),
  ]);
  const told = header.map((_, column) => column < 2 || rows.some((row) => row[column] !== "-"));
  const kept = (cells: readonly string[]) => cells.filter((_, column) => told[column]);
  const titles = kept(header);
  const beside = titles.flatMap((title, column) => (title === "p" ? [column] : []));
  return { header: titles, rows: rows.map(kept), beside };
}

/** The table, then how to read it: `purity` in one sentence, and what could mislead. */
export function printTable(
  measurement: Measurement,
  { purity, warnings }: { readonly purity: string | undefined; readonly warnings: readonly string[] },
  { out, outStyle, outColumns: width }: Terminal,
): void {
  const { beside, ...table } = textCells(measurement);
  const say = (text: string, paint: (line: string) => string) => {
    for (const line of wrapped(text, width, 2)) out(paint(line));
  };
  for (const line of tableLines(textTable(table, { width, beside }), outStyle.bold)) out(line);
  if (purity !== undefined) say(purity, outStyle.bold);
  for (const warning of warnings) say(`warning: ${warning}`, outStyle.warn);
  for (const [name, reason] of notApplicable(measurement)) say(`${name}: does not apply: ${reason}`, outStyle.dim);
  for (const { request, result } of measurement.metrics) {
    for (const note of result?.notes ?? []) say(`${request.name}: ${note}`, outStyle.dim);
  }
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
