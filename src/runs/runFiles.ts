/** The files of a run folder, from text to values: what the command line and the lab read alike. Each throws InputError naming `file`. */
import * as z from "zod";
import { ROUNDINGS, type Rounding } from "../engine/rounding.js";
import type { ReportData } from "../figures/report.js";
import { InputError } from "../math/errors.js";
import type { JobResult, Json, Verdict } from "../protocols.js";
import { isRecord } from "./canonicalJson.js";
import { parseJson } from "./config.js";
import type { MeasuredJob } from "./scores.js";

/** Verdicts as kept in `verdicts.json`, the last file a run writes. */
export interface StoredVerdicts {
  readonly schemaVersion: 1;
  /** False where jobs are missing, so that only some seeds were judged. */
  readonly complete: boolean;
  readonly seeds: readonly number[];
  readonly verdicts: readonly Verdict[];
}

/** One report of one job: `done` of `total` steps, and its metrics then (null where not a number). */
export interface MetricsLine {
  readonly job: string;
  readonly done: number;
  readonly total: number;
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** A job's result without its arrays; `arrays` is the SHA-256 of their file, null where there are none. */
export interface StoredJob extends Omit<JobResult, "arrays"> {
  readonly schemaVersion: 1;
  readonly arrays: string | null;
  /** How WebAssembly rounded where it was computed; absent on other engines, and in older folders. */
  readonly rounding?: Rounding;
  /** SHA-256 of all the rest, as canonical JSON; absent in older folders. */
  readonly checksum?: string;
}

/** NaN has become null in JSON. */
const number = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

/** NaN has become null. */
export const verdict = z.object({
  id: z.string(),
  claim: z.string(),
  criterion: z.string(),
  measured: z.string(),
  met: z.enum(["met", "not met", "not judged"]),
  settings: z.string(),
  values: z.array(z.object({ label: z.string(), value: number })).exactOptional(),
  notes: z.array(z.string()).exactOptional(),
});

const storedVerdicts: z.ZodType<StoredVerdicts> = z.object({
  schemaVersion: z.literal(1),
  complete: z.boolean(),
  seeds: z.array(z.number()),
  verdicts: z.array(verdict),
});

export const figure = z.object({
  id: z.string(),
  title: z.string(),
  caption: z.string(),
  summary: z.string(),
  svg: z.string(),
});

const json: z.ZodType<Json> = z.json();

const report: z.ZodType<ReportData> = z.object({
  title: z.string(),
  source: z.string(),
  claim: z.string(),
  runId: z.string(),
  settings: z.record(z.string(), json),
  provenance: z.record(z.string(), json),
  verdicts: z.array(verdict),
  figures: z.array(figure),
  notes: z.array(z.string()).exactOptional(),
});

/** Also in `provenance.json`. */
export const rounding: z.ZodType<Rounding> = z.enum(ROUNDINGS);

const storedJob: z.ZodType<StoredJob> = z.object({
  schemaVersion: z.literal(1),
  job: z.object({ id: z.string(), condition: z.string(), seed: z.number() }),
  values: z.record(z.string(), json),
  arrays: z.string().nullable(),
  rounding: rounding.exactOptional(),
  checksum: z.string().exactOptional(),
});

const results = z.object({
  jobs: z.array(z.object({ condition: z.string(), seed: z.number(), values: z.record(z.string(), json) })),
});

/** The values of all jobs that were judged. */
export const parseResults = (text: string, file: string): readonly MeasuredJob[] => parseAs(results, text, file).jobs;

export const parseVerdicts = (text: string, file: string): StoredVerdicts => parseAs(storedVerdicts, text, file);

/** The report of a judged run, as data. */
export const parseReport = (text: string, file: string): ReportData => parseAs(report, text, file);

export const parseJob = (text: string, file: string): StoredJob => parseAs(storedJob, text, file);

function parseAs<T>(schema: z.ZodType<T>, text: string, file: string): T {
  const parsed = schema.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  throw new InputError(`${file} is not what purecell writes there:\n${z.prettifyError(parsed.error)}`);
}

/**
 * Every whole line of `metrics.jsonl`, in order; half-written ones are passed over. After a resumed run the steps between the
 * last checkpoint and the interruption stand there twice, with the same numbers: the later line of a (job, done) is kept.
 */
export function parseMetrics(text: string): MetricsLine[] {
  const lines = new Map<string, MetricsLine>();
  for (const one of text.split("\n")) {
    const line = parseLine(one);
    if (line) lines.set(`${line.job} ${line.done}`, line);
  }
  return [...lines.values()];
}

function parseLine(text: string): MetricsLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMetricsLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isMetricsLine = (value: unknown): value is MetricsLine =>
  isRecord(value) && typeof value.job === "string" && typeof value.done === "number" && isRecord(value.metrics);
