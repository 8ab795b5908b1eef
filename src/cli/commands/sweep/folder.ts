/**
 * The folder of a sweep, beside those of its runs:
 *
 *   sweep.json     which runs belong to it, before the first of them starts
 *   runs.csv       a row for every run: settings that vary, status, verdicts      scores.csv   a row for every number
 *   results.json   the same as `--json`                                           figures/, report.html
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { counted } from "../../../math/words.js";
import type { Experiment, Figure } from "../../../protocols.js";
import { canonicalJson } from "../../../runs/canonicalJson.js";
import { makeFolder, packageVersion, writeDurably } from "../../../runs/index.js";
import { summaryFigure } from "../../../runs/sweeps/figure.js";
import type { Swept } from "../../../runs/sweeps/swept.js";
import { resumeCommand } from "../../terminal/resumeCommand.js";
import type { SweepPlan } from "./plan.js";
import { runsCsv, runTable, scoresCsv } from "./tables.js";

/** "sweep-<experiment>-<hash>", a function of the runs that belong to it: the same command, the same folder. */
export function sweepId(experiment: string, { axes, members }: SweepPlan): string {
  const identity = canonicalJson({ experiment, axes, runs: members.map(({ id }) => id) });
  return `sweep-${experiment}-${createHash("sha256").update(identity).digest("hex").slice(0, 8)}`;
}

/** Says which runs belong to it. Throws InputError where the folder cannot be made. */
export async function beginFolder(folder: string, experiment: string, { axes, members }: SweepPlan): Promise<void> {
  makeFolder(join(folder, "figures"));
  const runs = members.map(({ id, varied, planned }) => ({ run: id, varied, jobs: planned.jobs.length }));
  await writeJson(folder, "sweep.json", { schemaVersion: 1, experiment, axes, runs });
}

/** Writes the answer and resolves to the path of the report. */
export async function writeFolder(
  folder: string,
  {
    experiment: { id: experiment, source },
    swept,
    answer,
    argv,
  }: {
    readonly experiment: Pick<Experiment, "id" | "source">;
    readonly swept: Swept;
    readonly answer: object;
    readonly argv: readonly string[];
  },
): Promise<string> {
  const { documentHtml, drawFigure } = await import("../../../figures/index.js");
  const spec = summaryFigure(swept, experiment);
  const figures = spec ? [drawFigure(spec)] : [];
  await writeFigures(folder, figures);
  await writeDurably(join(folder, "runs.csv"), runsCsv(swept));
  await writeDurably(join(folder, "scores.csv"), scoresCsv(swept));
  await writeJson(folder, "results.json", { schemaVersion: 1, ...answer });
  const { header, rows } = runTable(swept);
  const report = join(folder, "report.html");
  const html = documentHtml({
    title: `${experiment} over ${swept.axes.join(", ")}`,
    headline: { value: counted(swept.runs.length, "run"), label: `over ${swept.axes.join(", ")}` },
    lead: `${swept.runs.length} combinations of settings, each a run of its own with its verdicts, nulls and report.`,
    findings:
      swept.score === undefined
        ? []
        : [`The summary shows ${swept.score}: median over seeds, in brackets the least and the greatest.`],
    figures,
    tables: [{ title: "Runs", columns: header, rows, folded: rows.length > 40 }],
    notes: [
      "Verdicts: ✓ met, ✗ not met, – not judged. Thresholds are those of the experiment at its own settings; away from them a claim need not hold.",
      "Chance levels and estimator settings of every number are in the report of its run.",
    ],
    paper: { cited: [source] },
    again: { command: resumeCommand(argv), provenance: { purecell: packageVersion(), node: process.version } },
  });
  await writeDurably(report, html);
  return report;
}

async function writeFigures(folder: string, figures: readonly Figure[]): Promise<void> {
  const { figureFiles } = await import("../../../figures/png.node.js");
  for (const [name, contents] of figures.flatMap((figure) => [...figureFiles(figure)]))
    await writeDurably(join(folder, "figures", name), contents);
}

const writeJson = (folder: string, name: string, value: unknown): Promise<void> =>
  writeDurably(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
