/** `purecell compare` */
import { formatCsv } from "../../../io/index.js";
import { findRun } from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { fourDigits } from "../../terminal/fourDigits.js";
import type { Terminal } from "../../terminal/terminal.js";
import { tableLines, textTable } from "../../terminal/textTable.js";
import { type Comparison, compareRuns } from "./comparison.js";
import type { CompareRequest } from "./request.js";

export async function carryOut({ names, scores, runs, form }: CompareRequest, { terminal }: Context): Promise<number> {
  const comparison = compareRuns(
    names.map((name) => findRun(runs, name)),
    scores,
  );
  if (form === "json") printJson(terminal, "compare", describe(comparison));
  else if (form === "csv") terminal.out(csvOf(comparison).trimEnd());
  else print(comparison, terminal);
  return EXIT.done;
}

const describe = ({ runs, differences, scores }: Comparison) => ({
  runs: runs.map(({ id, path, verdicts }) => ({
    id,
    path,
    complete: verdicts?.complete ?? false,
    seeds: verdicts?.seeds ?? [],
  })),
  differences,
  scores: scores.map(({ runs: inRuns, ...score }) => ({
    ...score,
    runs: inRuns.map(({ bySeed, ...run }) => ({
      ...run,
      values: [...bySeed].map(([seed, value]) => ({ seed, value })),
    })),
  })),
});

/** A row for every arm, score and seed, with a column for every run; empty where a run has not that seed. */
function csvOf({ runs, scores }: Comparison): string {
  const rows = scores.flatMap(({ condition, score, runs: inRuns }) => {
    const seeds = [...new Set(inRuns.flatMap(({ bySeed }) => [...bySeed.keys()]))].sort((a, b) => a - b);
    return seeds.map((seed) => ({ condition, score, seed, values: inRuns.map(({ bySeed }) => bySeed.get(seed)) }));
  });
  return formatCsv({
    rows: rows.length,
    columns: [
      { name: "condition", values: rows.map(({ condition }) => condition) },
      { name: "score", values: rows.map(({ score }) => score) },
      { name: "seed", values: Float64Array.from(rows, ({ seed }) => seed) },
      ...runs.map(({ id }, run) => ({ name: id, values: rows.map(({ values }) => String(values[run] ?? "")) })),
    ],
  });
}

function print({ runs, differences, scores }: Comparison, terminal: Terminal): void {
  const { out, outStyle } = terminal;
  const letters = runs.map((_, run) => String.fromCharCode(65 + (run % 26)) + (run < 26 ? "" : Math.floor(run / 26)));
  for (const [run, { id, verdicts }] of runs.entries())
    out(`${outStyle.bold(letters[run])}  ${id}  seeds ${(verdicts?.seeds ?? []).join(", ")}`);
  out("");
  const settings = differences.map(({ name, values }) => [
    name,
    ...values.map((value) => JSON.stringify(value ?? null)),
  ]);
  printTable(["setting", ...letters], settings, terminal);
  if (settings.length === 0) out("They differ in nothing but their folders.");
  out("");
  const header = [
    "arm",
    "score",
    ...letters,
    ...letters.slice(1).flatMap((letter) => [`${letter} - A`, "higher in", "p"]),
  ];
  const rows = scores.map(({ condition, score, runs: inRuns, paired }) => [
    condition,
    score,
    ...inRuns.map(({ median }) => fourDigits(median)),
    ...paired.flatMap(({ median, least, greatest, higher, seeds, p }) => [
      seeds < 2 ? fourDigits(median) : `${fourDigits(median)} [${fourDigits(least)}, ${fourDigits(greatest)}]`,
      `${higher} of ${seeds}`,
      fourDigits(p),
    ]),
  ]);
  printTable(header, rows, terminal);
  out(
    "Medians over seeds; differences seed by seed: median, in brackets the least and the greatest. p: two-sided sign test, not",
  );
  out("corrected for the number of rows; n seeds can give no less than 2^(1 - n).");
}

function printTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { out, outStyle, outColumns: width }: Terminal,
): void {
  if (rows.length === 0) return;
  for (const line of tableLines(textTable({ header, rows }, { width }), outStyle.bold)) out(line);
}
