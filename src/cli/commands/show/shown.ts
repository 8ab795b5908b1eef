/** What can be shown: one run, or the runs of a sweep or of a batch. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as z from "zod";
import type { Experiment, Job } from "../../../protocols.js";
import {
  findRun,
  type OwnModule,
  type RunConfig,
  readBatch,
  readRun,
  readText,
  type Settings,
} from "../../../runs/index.js";

/** A run, with what its experiment says of its jobs where it is known. */
export interface ShownRun {
  readonly id: string;
  readonly path: string;
  /** Undefined where the experiment, of this version, is not at hand. */
  readonly jobs: readonly Job[] | undefined;
  /** Expected, of one job on one core; 0 where it is not known. */
  readonly secondsPerJob: number;
  /** Settings that vary, where it belongs to a sweep. */
  readonly varied?: Readonly<Record<string, unknown>>;
}

export interface Shown {
  readonly name: string;
  readonly kind: "run" | "sweep" | "batch";
  readonly path: string;
  readonly runs: readonly ShownRun[];
  /** The page over all of its runs, written last of all; a run by itself has its verdicts last. */
  readonly page?: AwaitedPage;
}

interface AwaitedPage {
  readonly path: string;
  /** Written anew whenever its computation begins: an older page is of an earlier one. */
  readonly begun: string;
}

export const isWritten = ({ path, begun }: AwaitedPage): boolean =>
  existsSync(path) && statSync(path).mtimeMs >= statSync(begun).mtimeMs;

/** Experiments by name, loaded where they are first needed; undefined for one that cannot be. */
export type Find = (experiment: string, module: OwnModule | undefined) => Promise<Experiment | undefined>;

/** Throws UsageError where nothing has that name. */
export async function findShown(root: string, name: string, find: Find): Promise<Shown> {
  const folder = [name, join(root, name), join(root, "batches", name)].find(isCollection) ?? beginningWith(root, name);
  if (folder === undefined) {
    const run = findRun(root, name);
    return { name: run.id, kind: "run", path: run.path, runs: [await shownRun(run.path, find)] };
  }
  const members = existsSync(join(folder, "sweep.json")) ? membersOfSweep(folder) : membersOfBatch(folder);
  const runs: ShownRun[] = [];
  for (const { path, varied } of members) runs.push({ ...(await shownRun(path, find)), ...(varied && { varied }) });
  const kind = existsSync(join(folder, "sweep.json")) ? "sweep" : "batch";
  const page = pageOf(folder, kind);
  return { name: basename(folder), kind, path: folder, runs, ...(page && { page }) };
}

/** A batch of `reproduce` has its page beside the runs; others have none of their own. */
function pageOf(folder: string, kind: "sweep" | "batch"): AwaitedPage | undefined {
  if (kind === "sweep") return { path: join(folder, "report.html"), begun: join(folder, "sweep.json") };
  if (readBatch(folder).conclude[0] !== "reproduce") return undefined;
  return { path: join(dirname(dirname(folder)), "report.html"), begun: join(folder, "batch.json") };
}

const isCollection = (folder: string): boolean =>
  ["sweep.json", "batch.json"].some((name) => existsSync(join(folder, name)));

/** The only sweep whose name begins so. */
function beginningWith(root: string, name: string): string | undefined {
  if (!name.startsWith("sweep-") || !existsSync(root)) return undefined;
  const found = readdirSync(root).filter((one) => one.startsWith(name) && isCollection(join(root, one)));
  return found.length === 1 ? join(root, found[0]) : undefined;
}

interface Member {
  readonly path: string;
  readonly varied?: Readonly<Record<string, unknown>>;
}

const sweep = z.object({ runs: z.array(z.object({ run: z.string(), varied: z.record(z.string(), z.unknown()) })) });

/** Its runs lie beside it. */
const membersOfSweep = (folder: string): Member[] =>
  sweep
    .parse(JSON.parse(readText(join(folder, "sweep.json"))))
    .runs.map(({ run, varied }) => ({ path: join(dirname(folder), run), varied }));

const membersOfBatch = (folder: string): Member[] =>
  readBatch(folder).runs.map(({ run }) => ({ path: join(dirname(dirname(folder)), run) }));

async function shownRun(path: string, find: Find): Promise<ShownRun> {
  const unknown = { id: basename(path), path, jobs: undefined, secondsPerJob: 0 };
  if (!existsSync(join(path, "config.json"))) return unknown; // not begun
  const { config } = readRun(path);
  const experiment = await find(config.experiment, config.module);
  if (experiment?.version !== config.experimentVersion) return unknown;
  return { ...unknown, ...expectationOf(experiment, config.settings, config.engine) };
}

function expectationOf(experiment: Experiment, settings: Settings, engine: RunConfig["engine"]) {
  const parsed = experiment.settings.safeParse(settings);
  if (!parsed.success) return {};
  const jobs = experiment.jobs(parsed.data);
  return { jobs, secondsPerJob: experiment.expectedSeconds(parsed.data, engine) / Math.max(1, jobs.length) };
}
