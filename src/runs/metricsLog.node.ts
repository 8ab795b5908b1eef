/** `metrics.jsonl`: one JSON object per line, only ever appended to. */
import { appendFileSync, existsSync } from "node:fs";
import type { JobProgress } from "../protocols.js";
import { isRecord } from "./canonicalJson.js";
import { cannotWrite, readText } from "./durable.node.js";

/** One report of one job: `done` of `total` steps, and its metrics then (null where not a number). */
export interface MetricsLine {
  readonly job: string;
  readonly done: number;
  readonly total: number;
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** Appends one report. Throws InputError when the file cannot be written. */
export function appendMetrics(path: string, job: string, progress: JobProgress): void {
  const { done, total, metrics } = progress;
  appendLine(path, JSON.stringify({ job, done, total, metrics }));
}

/** Appends one line of text. Throws InputError when the file cannot be written. */
export function appendLine(path: string, line: string): void {
  try {
    appendFileSync(path, `${line}\n`);
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

/** Ends a line that a killed process left half-written, so that the next one starts on its own line. */
export function endHalfLine(path: string): void {
  if (existsSync(path) && !/(^|\n)$/.test(readText(path))) appendLine(path, "");
}

/**
 * Every whole line, in order; half-written ones are passed over. After a resumed run the steps between the last
 * checkpoint and the interruption stand there twice, with the same numbers: the later line of a (job, done) is kept.
 */
export function readMetrics(path: string): MetricsLine[] {
  if (!existsSync(path)) return [];
  const lines = new Map<string, MetricsLine>();
  for (const text of readText(path).split("\n")) {
    const line = parseLine(text);
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
