/** Run folders that were dropped on the page or served with it: the files of each, read by the functions of the command line. */
import type { ReportData } from "../../../src/figures/report.js";
import { InputError, PurecellError } from "../../../src/math/errors.js";
import type { Json } from "../../../src/protocols.js";
import { isRecord } from "../../../src/runs/canonicalJson.js";
import { parseRunConfig } from "../../../src/runs/config.js";
import {
  type MetricsLine,
  parseJob,
  parseMetrics,
  parseReport,
  parseVerdicts,
  type StoredJob,
  type StoredVerdicts,
} from "../../../src/runs/runFiles.js";
import type { Values } from "../values.js";
import type { OpenedRun, OpenedRuns, RunCurve, RunFile, RunningPart, RunResult } from "./protocol.js";
import { keepRun, readSweep } from "./sweeps.js";

export { sweepPicture } from "./sweeps.js";

/** Files at the top of a run folder that the lab reads. */
const TOP = /^(.*\/)?(config\.json|verdicts\.json|report\.json|metrics\.jsonl)$/;
const JOB = /^(.*\/)?jobs\/[^/]+\.json$/;
const LOOSE = /\.json$/;
const SWEEP = /(^|\/)sweep\.json$/;
/** Not read by the lab, and no cause for a complaint either. */
const PASSED_OVER = /(^|\/)(results|provenance)\.json$/;

/**
 * Every run among the files, in the order of their names. A report that lies alone is a run as well. Throws InputError where
 * there is none at all.
 */
export async function readRuns(files: readonly RunFile[]): Promise<OpenedRuns> {
  const sweeps = await Promise.all(files.filter(({ path }) => SWEEP.test(path)).map(readSweep));
  const folders = groups(
    files.filter(({ path }) => !SWEEP.test(path) && (LOOSE.test(path) || TOP.test(path))),
    ({ path }) => folderOf(path),
  );
  const runs = await Promise.all([...folders].map(([folder, all]) => readRun(folder, all)));
  const found = runs.filter((run) => run !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (found.some(holdsSomething) || sweeps.length > 0) return { runs: found, sweeps };
  const [unread] = found.flatMap(({ notes }) => notes);
  throw new InputError(
    found.find(({ settings }) => Object.keys(settings).length > 0) !== undefined
      ? CONFIG_ALONE
      : (unread ??
          "there is no run among these files. Give a run folder as purecell run makes it (config.json, metrics.jsonl, report.json, jobs), or a report.json."),
  );
}

const CONFIG_ALONE =
  "config.json alone says what was to be run, not what came of it. Give the whole run folder (config.json, metrics.jsonl, report.json, jobs).";

const holdsSomething = ({ verdicts, figures, curves, results }: OpenedRun): boolean =>
  verdicts.length + figures.length + curves.length + results.length > 0;

/** Folder of the run that a file belongs to; a loose report's own name. */
function folderOf(path: string): string {
  const inside = TOP.exec(path) ?? JOB.exec(path);
  if (inside === null) return path;
  return inside[1]?.replace(/\/$/, "") ?? "";
}

async function readRun(folder: string, files: readonly RunFile[]): Promise<OpenedRun | undefined> {
  const notes: string[] = [];
  const read = async <T>(pattern: RegExp, parse: (text: string, file: string) => T): Promise<T[]> => {
    const wanted = files.filter(({ path }) => pattern.test(path) && !PASSED_OVER.test(path));
    const parsed = await Promise.all(wanted.map((file) => attempt(file, parse, notes)));
    return parsed.filter((value) => value !== undefined);
  };
  const [config] = await read(/(^|\/)config\.json$/, parseRunConfig);
  const [verdicts] = await read(/(^|\/)verdicts\.json$/, parseVerdicts);
  const [report] = await read(
    TOP.test(files[0].path) || JOB.test(files[0].path) ? /(^|\/)report\.json$/ : LOOSE,
    parseReport,
  );
  const jobs = await read(JOB, parseJob);
  const lines = (await read(/\.jsonl$/, parseMetrics)).flat();
  if (config === undefined && report === undefined && lines.length === 0 && jobs.length === 0) {
    return notes.length > 0 ? unreadable(folder, notes) : undefined;
  }
  const opened = {
    ...described(folder, config?.experiment, report),
    engine: config?.engine ?? engineIn(report),
    settings: valuesOf(config?.settings ?? report?.settings ?? {}),
    verdicts: verdicts?.verdicts ?? report?.verdicts ?? [],
    figures: report?.figures ?? [],
    curves: curvesOf(lines, jobs),
    results: jobs.map(resultOf),
    notes: [...notes, ...gaps(verdicts, report, lines.length)],
    complete: verdicts?.complete ?? report !== undefined,
    jobsDone: jobs.length,
    running: verdicts?.complete ? [] : runningIn(lines, jobs),
  };
  keepRun(opened.name, { jobs: jobs.map(({ job, values }) => ({ ...job, values })), verdicts: opened.verdicts });
  return opened;
}

/** By the latest report of each job. */
function runningIn(lines: readonly MetricsLine[], jobs: readonly StoredJob[]): RunningPart[] {
  const done = new Set(jobs.map(({ job }) => job.id));
  const latest = new Map(lines.map((line) => [line.job, line]));
  return [...latest.values()]
    .filter(({ job }) => !done.has(job))
    .map(({ job, done: steps, total }) => ({ job, fraction: total > 0 ? steps / total : 0 }));
}

async function attempt<T>(
  { path, content }: RunFile,
  parse: (text: string, file: string) => T,
  notes: string[],
): Promise<T | undefined> {
  try {
    return parse(await content.text(), path);
  } catch (error) {
    if (!(error instanceof PurecellError)) throw error;
    notes.push(error.message);
    return undefined;
  }
}

const unreadable = (folder: string, notes: readonly string[]): OpenedRun => ({
  ...described(folder, undefined, undefined),
  engine: "",
  settings: {},
  verdicts: [],
  figures: [],
  curves: [],
  results: [],
  notes,
  complete: false,
  jobsDone: 0,
  running: [],
});

const described = (folder: string, experiment: string | undefined, report: ReportData | undefined) => ({
  experiment: experiment ?? "",
  name: report?.runId ?? (folder.split("/").at(-1) || experiment || "run"),
  title: report?.title ?? experiment ?? folder,
  claim: report?.claim ?? "",
  source: report?.source ?? "",
});

const engineIn = (report: ReportData | undefined): string =>
  typeof report?.provenance.engine === "string" ? report.provenance.engine : "";

const valuesOf = (settings: unknown): Values => JSON.parse(JSON.stringify(settings));

function gaps(verdicts: StoredVerdicts | undefined, report: ReportData | undefined, lines: number): string[] {
  return [
    ...(verdicts?.complete === false ? [`not all jobs are done: judged on ${verdicts.seeds.length} seeds`] : []),
    ...(verdicts === undefined && report === undefined
      ? ["not judged yet: the command that began it finishes it"]
      : []),
    ...(lines === 0 ? ["no metrics.jsonl, so no curves: drop the whole folder to see them"] : []),
  ];
}

/** One curve per job. What a job belongs to stands in its result; of a job without one, in its name. */
function curvesOf(lines: readonly MetricsLine[], jobs: readonly StoredJob[]): RunCurve[] {
  const known = new Map(jobs.map(({ job }) => [job.id, job]));
  return [...groups(lines, ({ job }) => job)].map(([id, unordered]) => {
    const own = [...unordered].sort((a, b) => a.done - b.done);
    const names = [...new Set(own.flatMap(({ metrics }) => Object.keys(metrics)))];
    const { condition, seed } = known.get(id) ?? jobNamed(id);
    return {
      condition,
      seed,
      steps: own.map(({ done }) => done),
      metrics: Object.fromEntries(names.map((name) => [name, own.map(({ metrics }) => metrics[name] ?? Number.NaN)])),
    };
  });
}

function jobNamed(id: string): { condition: string; seed: number } {
  const [, condition = id, seed = "0"] = /^(?:(.+)-)?seed(\d+)$/.exec(id) ?? [];
  return { condition, seed: Number(seed) };
}

const resultOf = ({ job: { condition, seed }, values }: StoredJob): RunResult => ({
  condition,
  seed,
  values: Object.fromEntries(numbersIn(values)),
});

/** Numbers, those of inner records by their path; tables are left to the figures. */
function numbersIn(values: Readonly<Record<string, Json>>, path = ""): [string, number][] {
  return Object.entries(values).flatMap(([name, value]): [string, number][] => {
    if (typeof value === "number") return [[path + name, value]];
    return isRecord(value) ? numbersIn(value, `${path}${name}.`) : [];
  });
}

/** In the order in which each group first appears. */
function groups<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const all = new Map<string, T[]>();
  for (const item of items) {
    const group = all.get(nameOf(item));
    if (group) group.push(item);
    else all.set(nameOf(item), [item]);
  }
  return all;
}
