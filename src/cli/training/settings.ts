/** From the flags of a command to the settings of an experiment. Later layers win: size, file, --set, --seeds. */
import { UsageError } from "../../math/errors.js";
import type { BackendChoice, Experiment } from "../../protocols.js";
import {
  type MergedSettings,
  mergeSettings,
  type PartialConfig,
  parseAssignments,
  parsePartialConfig,
  parseSeed,
  parseSeeds,
  readText,
  type SettingsLayer,
} from "../../runs/index.js";

export interface SettingsFlags {
  readonly seed?: string;
  readonly seeds?: string;
  readonly set?: readonly string[];
  readonly config?: string;
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly engine?: BackendChoice;
  readonly device?: Device;
}

export type Device = "cpu" | "gpu";

export interface Configuration extends MergedSettings {
  readonly engine: BackendChoice;
}

export type Size = "quick" | "start" | "full";

/** Throws UsageError for names, values and combinations that cannot be, InputError for a file that cannot be read. */
export function configurationFrom(experiment: Experiment, flags: SettingsFlags): Configuration {
  const file = flags.config === undefined ? undefined : readConfigFile(flags.config, experiment.id);
  const layers = [sizeLayer(experiment, sizeOf(flags)), fileLayer(file, flags.config), assignments(experiment, flags)];
  const merged = mergeSettings(
    experiment,
    [...layers, seedsLayer(flags)].flatMap((layer) => layer ?? []),
  );
  return { ...merged, engine: engineFrom(flags) ?? file?.engine ?? "auto" };
}

/** Undefined where neither an engine nor a device was asked for. Throws UsageError where they contradict each other. */
export function engineFrom({ engine, device }: Pick<SettingsFlags, "engine" | "device">): BackendChoice | undefined {
  if (device !== "gpu") return engine ?? (device && "auto");
  if (engine === undefined) return "webgpu";
  throw new UsageError(`--device gpu has an engine of its own; leave out --engine ${engine}.`);
}

/** Undefined where neither size was asked for. */
export function sizeOf({ quick, full }: SettingsFlags): "quick" | "full" | undefined {
  if (quick && full) throw new UsageError("--quick and --full contradict each other; give one of them.");
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

const assignments = (experiment: Experiment, { set }: SettingsFlags): SettingsLayer | undefined =>
  set && parseAssignments(experiment, set);

function seedsLayer({ seed, seeds }: SettingsFlags): SettingsLayer | undefined {
  if (seed !== undefined && seeds !== undefined) {
    throw new UsageError("--seed and --seeds contradict each other; give one of them.");
  }
  if (seed !== undefined) return { source: "--seed", values: { seeds: [parseSeed(seed)] } };
  return seeds === undefined ? undefined : { source: "--seeds", values: { seeds: parseSeeds(seeds) } };
}

function readConfigFile(file: string, experiment: string): PartialConfig {
  const config = parsePartialConfig(readText(file), file);
  if (config.experiment !== undefined && config.experiment !== experiment) {
    throw new UsageError(`${file} is a configuration of ${config.experiment}, not of ${experiment}.`);
  }
  return config;
}
