/** What a run is, as written to `config.json`: complete, every default filled in. */
import * as z from "zod";
import { InputError } from "../math/errors.js";
import { canonicalJson, isRecord } from "./canonicalJson.js";
import type { RunIdentity } from "./runId.js";

/** Raised when the meaning of `config.json` changes; files of a newer version are refused. */
export const CONFIG_VERSION = 1;

/** A user's module that exports an experiment, as it was when its run began. */
export interface OwnModule {
  /** Absolute. */
  readonly path: string;
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** The files that it imports by relative addresses, directly or not; paths are relative to its folder. */
  readonly imports: readonly { readonly path: string; readonly sha256: string }[];
}

/** `config.json`: what the folder holds the results of. */
export interface RunConfig extends RunIdentity {
  readonly schemaVersion: number;
  /** `version` of the experiment that the results in this folder belong to. */
  readonly experimentVersion: number;
  /** Where the experiment is not one of purecell's. */
  readonly module?: OwnModule;
}

const digests = { path: z.string(), sha256: z.string() };

const runConfig = z.object({
  schemaVersion: z.number().int(),
  experiment: z.string(),
  experimentVersion: z.number().int(),
  settings: z.record(z.string(), z.unknown()),
  engine: z.enum(["wasm", "native", "webgpu"]),
  module: z.object({ ...digests, imports: z.array(z.object(digests)) }).exactOptional(),
});

/** A file given with `--config`: a run's `config.json`, or a hand-written one with `settings` alone. */
const partialConfig = runConfig.partial().required({ settings: true });
/** What of a configuration a file given with `--config` may hold. */
export type PartialConfig = z.infer<typeof partialConfig>;

/** Whether both compute the same; a module counts by its contents, wherever it lies. */
export const sameRun = (a: RunConfig, b: RunConfig): boolean =>
  canonicalJson(comparable(a)) === canonicalJson(comparable(b));

/** A text that runs share which are the same but for these settings. */
export function withoutSettings(names: readonly string[], config: RunConfig): string {
  const kept = Object.entries(config.settings).filter(([name]) => !names.includes(name));
  return canonicalJson({ ...comparable(config), settings: Object.fromEntries(kept) });
}

/** Those of these settings in which two runs differ. */
export const apartIn = (names: readonly string[], a: RunConfig, b: RunConfig): readonly string[] =>
  names.filter((name) => canonicalJson(a.settings[name] ?? null) !== canonicalJson(b.settings[name] ?? null));

const comparable = ({ module, ...config }: RunConfig) => ({ ...config, module: module ? contentsOf(module) : null });

/** Whether the experiments of both are purecell's, or of modules with the same contents. */
export const sameModule = (a: RunConfig, b: RunConfig): boolean =>
  canonicalJson(comparable(a).module) === canonicalJson(comparable(b).module);

/** The digests of a module and of what it imports. */
export const contentsOf = ({ sha256, imports }: OwnModule): readonly string[] => [
  sha256,
  ...imports.map((one) => one.sha256),
];

/** The `config.json` of a run folder. Throws InputError naming `file`. */
export const parseRunConfig = (text: string, file: string): RunConfig => parseAs(runConfig, text, file);

/** A configuration written by a person or taken from a run folder. Throws InputError naming `file`. */
export const parsePartialConfig = (text: string, file: string): PartialConfig => parseAs(partialConfig, text, file);

function parseAs<T>(schema: z.ZodType<T>, text: string, file: string): T {
  const value = parseJson(text, file);
  refuseNewer(value, file);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError(
    `${file} is not a run configuration:\n${z.prettifyError(parsed.error)}\n` +
      'Expected JSON such as {"schemaVersion": 1, "experiment": "fig2", "settings": {"seeds": [0, 1]}}.',
  );
}

/** JSON, or InputError naming the file. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${file} is not JSON (${cause instanceof Error ? cause.message : cause}).`, { cause });
  }
}

function refuseNewer(value: unknown, file: string): void {
  const version = isRecord(value) ? value.schemaVersion : undefined;
  if (typeof version === "number" && version > CONFIG_VERSION) {
    throw new InputError(
      `${file} has schemaVersion ${version}; this purecell reads up to ${CONFIG_VERSION}. Update purecell to read it.`,
    );
  }
}
