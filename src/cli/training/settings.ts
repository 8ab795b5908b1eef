/** From the flags of a command to the settings of an experiment. Later layers win: size, file, --set, --seeds. */
import { UsageError } from "../../math/errors.js";
import type { BackendChoice, Experiment } from "../../protocols.js";
import {
  type MergedSettings,
  mergeSettings,
  type PartialConfig,
  parseAssignments,
  parsePartialConfig,
  readText,
  type SettingsLayer,
} from "../../runs/index.js";
import { requireAtMostOne } from "../flags/flag.js";
import type { Training } from "../flags/training.js";

/** What was asked for of an experiment whose settings are not known yet. */
export interface Asked {
  /** Undefined where neither size was. */
  readonly size: "quick" | "full" | undefined;
  /** Undefined where neither an engine nor a device was. */
  readonly engine: BackendChoice | undefined;
  /** A file of settings. */
  readonly config: string | undefined;
  /** "key=value" */
  readonly assignments: readonly string[];
  readonly seeds: SettingsLayer | undefined;
}

type Sizes = Pick<Training, "quick" | "full">;
type Engines = Pick<Training, "engine" | "device">;

interface OfOneExperiment extends Sizes, Engines {
  readonly seed: number | undefined;
  readonly seeds: readonly number[] | undefined;
  readonly set: readonly string[];
  readonly config: string | undefined;
}

/** Throws UsageError for flags that contradict each other. */
export const askedFrom = (flags: OfOneExperiment): Asked => ({
  size: sizeFrom(flags),
  engine: engineFrom(flags),
  config: flags.config,
  assignments: flags.set,
  seeds: seedsFrom(flags),
});

export interface Configuration extends MergedSettings {
  readonly engine: BackendChoice;
}

export type Size = "quick" | "start" | "full";

/** Throws UsageError for names, values and combinations that cannot be, InputError for a file that cannot be read. */
export function configurationFrom(experiment: Experiment, asked: Asked): Configuration {
  const { size, engine, config, seeds } = asked;
  const file = config === undefined ? undefined : readConfigFile(config, experiment.id);
  const layers = [sizeLayer(experiment, size), fileLayer(file, config), assignments(experiment, asked)];
  const merged = mergeSettings(
    experiment,
    [...layers, seeds].flatMap((layer) => layer ?? []),
  );
  return { ...merged, engine: engine ?? file?.engine ?? "auto" };
}

/** Undefined where neither an engine nor a device was asked for. Throws UsageError where they contradict each other. */
export function engineFrom({ engine, device }: Engines): BackendChoice | undefined {
  if (device !== "gpu") return engine ?? (device && "auto");
  if (engine === undefined) return "webgpu";
  throw new UsageError(`--device gpu has an engine of its own; leave out --engine ${engine}.`);
}

/** Undefined where neither size was asked for. */
export function sizeFrom({ quick, full }: Sizes): "quick" | "full" | undefined {
  requireAtMostOne({ quick, full }, ["quick", "full"], "contradict each other; give one of them.");
  if (quick) return "quick";
  return full ? "full" : undefined;
}

/** The settings of an experiment at one of its sizes, or its defaults, for `reproduce`. */
export const settingsAtSize = (experiment: Experiment, size?: Size): MergedSettings =>
  mergeSettings(experiment, size === undefined ? [] : [{ source: size, values: experiment.sizes[size] }]);

const sizeLayer = (experiment: Experiment, size: "quick" | "full" | undefined): SettingsLayer | undefined =>
  size && { source: `--${size}`, values: experiment.sizes[size] };

const fileLayer = (file: PartialConfig | undefined, name = ""): SettingsLayer | undefined =>
  file && { source: name, values: file.settings };

const assignments = (experiment: Experiment, { assignments: given }: Asked): SettingsLayer | undefined =>
  given.length === 0 ? undefined : parseAssignments(experiment, given);

function seedsFrom({ seed, seeds }: OfOneExperiment): SettingsLayer | undefined {
  requireAtMostOne({ seed, seeds }, ["seed", "seeds"], "contradict each other; give one of them.");
  if (seed !== undefined) return { source: "--seed", values: { seeds: [seed] } };
  return seeds === undefined ? undefined : { source: "--seeds", values: { seeds } };
}

function readConfigFile(file: string, experiment: string): PartialConfig {
  const config = parsePartialConfig(readText(file), file);
  if (config.experiment !== undefined && config.experiment !== experiment) {
    throw new UsageError(`${file} is a configuration of ${config.experiment}, not of ${experiment}.`);
  }
  return config;
}
