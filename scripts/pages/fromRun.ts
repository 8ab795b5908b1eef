/** A finished run folder as the result that is kept of it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Json, Verdict } from "../../src/protocols.js";
import { readReport, readRun } from "../../src/runs/index.js";
import type { JobTable, Recorded, RecordedFigure, RecordedVerdict } from "./recorded.js";

const settings = z.record(z.string(), z.json());

const jobs = z.object({
  jobs: z.array(z.object({ condition: z.string(), seed: z.number(), values: z.record(z.string(), z.json()) })),
});

/** What is kept of `provenance.json`. */
const provenance = z.object({
  purecell: z.string(),
  commit: z.string().nullable(),
  node: z.string(),
  system: z.string(),
  cpu: z.string(),
  cores: z.int(),
  sessions: z.array(z.object({ argv: z.array(z.string()), start: z.string(), end: z.string().exactOptional() })),
});

type Provenance = z.infer<typeof provenance>;

export interface RunResult {
  readonly recorded: Recorded;
  /** Paths of the figures' PNG files in the run folder, by their name in `docs/results`. */
  readonly pictures: ReadonlyMap<string, string>;
}

/**
 * Of the figures those are kept that `wanted` says. Throws InputError where the folder is damaged, Error where the run is not
 * finished or a figure was not drawn as PNG.
 */
export function fromRun(folder: string, wanted: (figure: string) => boolean, note?: string): RunResult {
  const { config, verdicts } = readRun(folder);
  if (!verdicts?.complete) throw new Error(`${folder} is not finished: let \`purecell run\` go on with it first.`);
  if (config.module !== undefined)
    throw new Error(`${folder} is of ${config.module.path}, no experiment of purecell's.`);
  const origin = readJson(folder, "provenance.json", provenance);
  const figures = readReport(folder).figures.filter(({ id }) => wanted(id));
  const recorded: Recorded = {
    schemaVersion: 1,
    source: "recorded",
    experiment: config.experiment,
    version: config.experimentVersion,
    engine: config.engine,
    seconds: secondsOf(origin),
    cores: coresOf(origin),
    ...(note === undefined ? {} : { note }),
    settings: settings.parse(config.settings),
    provenance: machineOf(origin),
    verdicts: verdicts.verdicts.map(verdictOf),
    figures: figures.map(
      ({ id, title, caption, summary }): RecordedFigure => ({ file: `${id}.png`, title, caption, summary }),
    ),
    jobs: jobTable(folder),
  };
  return { recorded, pictures: new Map(figures.map(({ id }) => [`${id}.png`, pictureOf(folder, id)])) };
}

function readJson<T>(folder: string, name: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(JSON.parse(readFileSync(join(folder, name), "utf8")));
  if (parsed.success) return parsed.data;
  throw new Error(`${join(folder, name)} is not what a run writes there:\n${z.prettifyError(parsed.error)}`);
}

function pictureOf(folder: string, id: string): string {
  const file = join(folder, "figures", `${id}.png`);
  if (existsSync(file)) return file;
  throw new Error(`${file} is missing: run where PNG can be drawn (\`purecell doctor\`).`);
}

/** Of all sessions together; null where one of them was killed, since how long it ran is not known, and where jobs ran elsewhere. */
function secondsOf({ sessions }: Provenance): number | null {
  const seconds = sessions.map(({ start, end, argv }) =>
    end === undefined || ranElsewhere(argv) ? Number.NaN : (Date.parse(end) - Date.parse(start)) / 1000,
  );
  const sum = seconds.reduce((total, one) => total + one, 0);
  return Number.isFinite(sum) ? Math.round(sum * 10) / 10 : null;
}

/** `--on slurm` hands jobs out and `--on files` reads what they left: both take seconds. */
const ranElsewhere = (argv: readonly string[]): boolean => /--on[ =](slurm|files)\b/.test(argv.join(" "));

/** A run that was asked for fewer jobs side by side leaves the other cores alone. */
function coresOf({ cores, sessions }: Provenance): number {
  const asked = sessions.map(({ argv }) => Number(argv[argv.indexOf("--jobs") + 1]));
  return Math.min(cores, Math.max(...asked.map((jobs) => (Number.isInteger(jobs) ? jobs : cores))));
}

const machineOf = ({ purecell, commit, node, system, cpu, sessions }: Provenance): Record<string, string | null> => ({
  purecell,
  commit,
  node,
  system,
  cpu,
  day: sessions.at(-1)?.end?.slice(0, 10) ?? null,
});

const verdictOf = ({ values, ...verdict }: Verdict): RecordedVerdict => ({
  ...verdict,
  notes: [...(verdict.notes ?? [])],
  ...(values === undefined ? {} : { values: values.map(({ label, value }) => ({ label, value: finite(value) })) }),
});

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The numbers of every job; a job that lacks one of them has null there. */
function jobTable(folder: string): JobTable {
  const results = readJson(folder, "results.json", jobs).jobs;
  const found = results.map(({ condition, seed, values }) => ({ condition, seed, numbers: numbersIn(values) }));
  const names = [...new Set(found.flatMap(({ numbers }) => [...numbers.keys()]))];
  return {
    columns: ["condition", "seed", ...names],
    rows: found.map(({ condition, seed, numbers }) => [
      condition,
      seed,
      ...names.map((name) => numbers.get(name) ?? null),
    ]),
  };
}

/** Numbers by name, those of inner records as "energies.objective"; lists are left out, and so are words. */
function numbersIn(values: Readonly<Record<string, Json>>, prefix = ""): Map<string, number | null> {
  return new Map(Object.entries(values).flatMap(([key, value]) => [...numbersOf(value, prefix + key)]));
}

function numbersOf(value: Json, name: string): Map<string, number | null> {
  if (value === null) return new Map([[name, null]]);
  if (typeof value === "number") return new Map([[name, Number(value.toPrecision(6))]]);
  if (typeof value !== "object" || isList(value)) return new Map();
  return numbersIn(value, `${name}.`);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
