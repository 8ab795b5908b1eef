/** From a judgement to the files a person opens: results, figures, report and, last of all, the verdicts. */
import type { ReportData } from "../figures/report.js";
import type { Experiment, Figure, Json } from "../protocols.js";
import type { RunConfig } from "./config.js";
import type { RunFolder } from "./folder.node.js";
import type { Judgement } from "./judge.js";
import type { Machine } from "./provenance.node.js";
import { runId } from "./runId.js";

/** `verdicts.json` comes last: a run that has it has everything. */
export async function publish(
  folder: RunFolder,
  experiment: Experiment,
  machine: Machine,
  judgement: Judgement,
): Promise<void> {
  const { complete, seeds, results, settings, verdicts } = judgement;
  await folder.writeJson("results.json", resultsTable(folder, judgement));
  const figures = results.length === 0 ? [] : experiment.figures(results, settings);
  await writeFigures(folder, figures);
  await writeReport(folder, reportData(folder, experiment, machine, judgement, figures));
  await folder.writeJson("verdicts.json", { schemaVersion: 1, complete, seeds, verdicts });
}

function resultsTable({ config }: RunFolder, { complete, seeds, results }: Judgement) {
  const jobs = results.map(({ job, values }) => ({ ...job, values }));
  return { ...config, schemaVersion: 1, complete, seeds, jobs };
}

async function writeFigures(folder: RunFolder, figures: readonly Figure[]): Promise<void> {
  if (figures.length === 0) return;
  const { figureFiles } = await import("../figures/png.node.js");
  for (const [name, contents] of figures.flatMap((figure) => [...figureFiles(figure)])) {
    await folder.write(`figures/${name}`, contents);
  }
}

/** As a page, and as data for the report over several runs. */
async function writeReport(folder: RunFolder, report: ReportData): Promise<void> {
  const { reportHtml } = await import("../figures/report.js");
  await folder.writeJson("report.json", { schemaVersion: 1, ...report });
  await folder.write("report.html", reportHtml(report));
}

function reportData(
  folder: RunFolder,
  { title, source, claim }: Experiment,
  { schemaVersion: _, engine, ...machine }: Machine,
  { complete, seeds, verdicts }: Judgement,
  figures: readonly Figure[],
): ReportData {
  const settings: Readonly<Record<string, Json>> = JSON.parse(JSON.stringify(folder.config.settings));
  const provenance = {
    engine: engine.backend,
    "why this engine": engine.reason,
    ...machine,
    ...moduleRows(folder.config),
    "seeds judged": seeds,
  };
  const report = { title, source, claim, runId: runId(folder.config), settings, provenance, verdicts, figures };
  return complete
    ? report
    : { ...report, notes: ["Partial: not every job has finished, so only whole seeds are judged."] };
}

/** Of an experiment that is not purecell's. */
const moduleRows = ({ module }: RunConfig): Readonly<Record<string, string>> =>
  module === undefined
    ? {}
    : {
        module: module.path,
        "SHA-256 of the module": module.sha256,
        ...Object.fromEntries(module.imports.map(({ path, sha256 }) => [`SHA-256 of ${path}`, sha256])),
      };
