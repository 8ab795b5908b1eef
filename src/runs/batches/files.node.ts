/**
 * The folder of a batch, `<runs>/batches/<id>/`, and what its jobs leave beside their results:
 *
 *   batch.json        the bundles             script.sh         what the scheduler starts for each of them
 *   rounds.jsonl      what was submitted, a line for every round                      <bundle>.log     what bundles said
 *
 *   <run>/jobs/<job>.claim           who computes it         <run>/jobs/<job>.metrics.jsonl   its reports, until the run is judged
 *   <run>/jobs/<job>.failed          why it failed
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { InputError } from "../../math/errors.js";
import { canonicalJson } from "../canonicalJson.js";
import { parseJson } from "../config.js";
import { readText, writeDurably } from "../durable.node.js";
import { appendLine, readMetrics } from "../metricsLog.node.js";
import type { MetricsLine } from "../runFiles.js";
import type { Failure } from "../workerMessages.js";
import type { Batch, Submission } from "./protocols.js";
import { slurmSchema } from "./slurmOptions.js";

const digests = { path: z.string(), sha256: z.string() };
const batch: z.ZodType<Batch> = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  module: z.string(),
  own: z.object({ ...digests, imports: z.array(z.object(digests)) }).exactOptional(),
  runs: z.array(
    z.object({
      run: z.string(),
      experiment: z.string(),
      experimentVersion: z.number(),
      settings: z.record(z.string(), z.unknown()),
      backend: z.enum(["wasm", "native", "webgpu"]),
    }),
  ),
  bundles: z.array(z.array(z.object({ run: z.number(), job: z.string() }))),
  lanes: z.number(),
  options: slurmSchema,
  conclude: z.array(z.string()),
});

/** "batch-<hash>", a function of its jobs: the same work, the same folder. */
export const batchId = (contents: Omit<Batch, "id" | "conclude" | "options">): string =>
  `batch-${createHash("sha256").update(canonicalJson(contents)).digest("hex").slice(0, 8)}`;

/** `<runs>/batches/<id>` */
export const batchFolder = (runs: string, id: string): string => join(runs, "batches", id);

export const writeBatch = (folder: string, contents: Batch): Promise<void> =>
  writeDurably(join(folder, "batch.json"), `${JSON.stringify(contents)}\n`);

/** Throws InputError where it cannot be read. */
export function readBatch(folder: string): Batch {
  const file = join(folder, "batch.json");
  const parsed = batch.safeParse(parseJson(readText(file), file));
  if (parsed.success) return parsed.data;
  throw new InputError(`${file} is not what purecell writes there:\n${z.prettifyError(parsed.error)}`);
}

const submission: z.ZodType<Submission> = z.object({ scheduler: z.string(), ids: z.array(z.string()) });

export const addRound = (folder: string, round: Submission): void =>
  appendLine(join(folder, "rounds.jsonl"), JSON.stringify(round));

/** What was submitted of a batch, round by round; none where it was not. */
export function readRounds(folder: string): Submission[] {
  const file = join(folder, "rounds.jsonl");
  if (!existsSync(file)) return [];
  const lines = readText(file).split("\n").filter(Boolean);
  return lines.map((line) => submission.parse(parseJson(line, file)));
}

/** Files of one job beside its result. */
export const jobFile = (
  jobs: string,
  id: string,
  kind: "claim" | "metrics.jsonl" | "failed" | "checkpoint.safetensors",
) => join(jobs, `${id}.${kind}`);

const failure: z.ZodType<Failure> = z.object({
  message: z.string(),
  exitCode: z.number().exactOptional(),
  stack: z.string().exactOptional(),
});

export const writeFailure = (jobs: string, id: string, why: Failure): Promise<void> =>
  writeDurably(jobFile(jobs, id, "failed"), `${JSON.stringify(why)}\n`);

/** Undefined where the job has not failed, or nobody can tell why. */
export function readFailure(jobs: string, id: string): Failure | undefined {
  const file = jobFile(jobs, id, "failed");
  if (!existsSync(file)) return undefined;
  const parsed = failure.safeParse(parseJson(readText(file), file));
  return parsed.success ? parsed.data : { message: `${file} cannot be read` };
}

/** What lies in a folder of jobs, looked at once. */
export interface JobsSeen {
  readonly done: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
  readonly claimed: ReadonlySet<string>;
}

/** Results are not opened, so that a folder on a network is looked at in one request. */
export function lookAtJobs(jobs: string): JobsSeen {
  const names = existsSync(jobs) ? readdirSync(jobs) : [];
  const ending = (end: string) =>
    new Set(
      names.filter((name) => name.endsWith(end) && !name.startsWith(".")).map((name) => name.slice(0, -end.length)),
    );
  return { done: ending(".json"), failed: ending(".failed"), claimed: ending(".claim") };
}

/** Moves the reports of finished jobs into the log of the run, and takes away what else their batch left. */
export function gatherMetrics(jobs: string, append: (line: MetricsLine) => void): void {
  const { done } = lookAtJobs(jobs);
  for (const id of done) {
    const file = jobFile(jobs, id, "metrics.jsonl");
    if (existsSync(file)) for (const line of readMetrics(file)) append(line);
    for (const kind of ["metrics.jsonl", "failed", "claim"] as const) rmSync(jobFile(jobs, id, kind), { force: true });
  }
}
