/** `metrics.jsonl`: one JSON object per line, only ever appended to. */
import { appendFileSync, existsSync } from "node:fs";
import { cannotWrite, readText } from "./durable.node.js";
import { type MetricsLine, parseMetrics } from "./runFiles.js";

/** Appends reports, all in one write. Throws InputError when the file cannot be written. */
export function appendMetrics(path: string, job: string, reports: readonly Omit<MetricsLine, "job">[]): void {
  appendLine(path, reports.map(({ done, total, metrics }) => JSON.stringify({ job, done, total, metrics })).join("\n"));
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

/** Every whole line, as `parseMetrics` reads them; none where there is no file. */
export const readMetrics = (path: string): MetricsLine[] => (existsSync(path) ? parseMetrics(readText(path)) : []);
