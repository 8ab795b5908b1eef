/** `docs/results/<id>.json`: what one recorded run of an experiment found. Every number of the experiment's page comes from it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const verdict = z.object({
  id: z.string(),
  claim: z.string(),
  criterion: z.string(),
  measured: z.string(),
  met: z.enum(["met", "not met", "not judged"]),
  /** Estimator, samples, seeds; absent where the record does not say. */
  settings: z.string().exactOptional(),
  /** The statistic of every seed, pair or network; null where it is undefined. */
  values: z.array(z.object({ label: z.string(), value: z.number().nullable() })).exactOptional(),
  notes: z.array(z.string()).exactOptional(),
});

const figure = z.object({
  /** Name in `docs/results`. */
  file: z.string(),
  title: z.string(),
  caption: z.string().exactOptional(),
  /** What it shows, for a reader who cannot see it. */
  summary: z.string().exactOptional(),
});

const recorded = z.strictObject({
  schemaVersion: z.literal(1),
  /** `recorded` by scripts/recordResult.ts from a run folder, or `transcribed` by hand from an older record. */
  source: z.enum(["recorded", "transcribed"]),
  experiment: z.string(),
  /** Version of the experiment that computed it. */
  version: z.int().positive(),
  engine: z.enum(["wasm", "native", "webgpu"]),
  /** Wall clock on `cores` cores of a machine; null where it was not kept. */
  seconds: z.number().nullable(),
  cores: z.int().positive().nullable(),
  /** Anything to know about the run that its folder does not say. */
  note: z.string().exactOptional(),
  /** Every setting, seeds among them. */
  settings: z.record(z.string(), z.json()),
  /** Of a recorded run: purecell, commit, node, system, cpu and the day it ended. */
  provenance: z.record(z.string(), z.string().nullable()).exactOptional(),
  verdicts: z.array(verdict),
  figures: z.array(figure),
  /** Numbers of every training or solve, one row each, to six digits; NaN is null. In a transcribed result, of those computed again. */
  jobs: z
    .object({ columns: z.array(z.string()), rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))) })
    .exactOptional(),
});

export type Recorded = Readonly<z.infer<typeof recorded>>;
export type RecordedVerdict = Recorded["verdicts"][number];
export type RecordedFigure = Recorded["figures"][number];
export type JobTable = NonNullable<Recorded["jobs"]>;

/** `docs/results/reproduce.json`: running every experiment, once, from nothing to the report. */
const reproduced = z.strictObject({
  seconds: z.number(),
  cores: z.int(),
  jobs: z.int(),
  experiments: z.int(),
  claims: z.int(),
  met: z.int(),
  notJudged: z.int(),
  note: z.string(),
});

export type Reproduced = Readonly<z.infer<typeof reproduced>>;

export const readReproduced = (root: string): Reproduced =>
  reproduced.parse(JSON.parse(readFileSync(join(root, "docs/results/reproduce.json"), "utf8")));

const fileOf = (root: string, id: string): string => join(root, "docs/results", `${id}.json`);

/** The recorded result of an experiment; undefined where none is. Throws Error, naming the file, where it is not of this shape. */
export function readRecorded(root: string, id: string): Recorded | undefined {
  const file = fileOf(root, id);
  if (!existsSync(file)) return undefined;
  const parsed = recorded.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new Error(`${file} is not a recorded result:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** As it is kept: indented, but one row of `jobs` on each line. */
export function recordedText({ jobs, ...rest }: Recorded): string {
  const text = JSON.stringify(rest, null, 2);
  if (jobs === undefined) return `${text}\n`;
  const rows = jobs.rows.map((row) => `      ${JSON.stringify(row)}`).join(",\n");
  return `${text.slice(0, -2)},\n  "jobs": {\n    "columns": ${JSON.stringify(jobs.columns)},\n    "rows": [\n${rows}\n    ]\n  }\n}\n`;
}
