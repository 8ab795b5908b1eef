/** One value describes a run. It is put together from layers, each knowing where it came from. */
import * as z from "zod";
import { UsageError } from "../math/errors.js";
import { unknownName } from "../math/knownNames.js";
import type { Experiment } from "../protocols.js";
import { refusalText } from "./refusal.js";
import type { Settings } from "./runId.js";

/** What of an experiment says which settings it has. */
export type HasSettings = Pick<Experiment, "id" | "settings">;

/** Values from one origin, e.g. "--set" or a file name; later layers win. */
export interface SettingsLayer {
  readonly source: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every setting, and where its value came from. */
export interface MergedSettings {
  readonly values: Settings;
  /** Where each value came from; "default" where no layer named it. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Defaults, then the layers in order. Throws UsageError for an unknown name or a value the schema refuses. */
export function mergeSettings(experiment: HasSettings, layers: readonly SettingsLayer[]): MergedSettings {
  const names = Object.keys(experiment.settings.shape);
  const sources = Object.fromEntries(names.map((name) => [name, "default"]));
  const given: Record<string, unknown> = {};
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer.values)) {
      if (!names.includes(name)) throw unknownName(`setting of ${experiment.id}`, name, names);
      given[name] = value;
      sources[name] = layer.source;
    }
  }
  return { values: validate(experiment, given, sources), sources };
}

function validate(experiment: HasSettings, given: unknown, sources: Readonly<Record<string, string>>): Settings {
  const parsed = experiment.settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? "settings");
    return `  ${refusalText(issue, given)} (from ${sources[name] ?? "the settings together"})`;
  });
  throw new UsageError(
    `${experiment.id} cannot run with these settings:\n${problems.join("\n")}\n` +
      "Add --print-config, with none of these, to see names, values and defaults.",
  );
}

/** The layer of `--set key=value` arguments. Throws UsageError where one is not of that form or names no setting. */
export function parseAssignments(experiment: HasSettings, assignments: readonly string[]): SettingsLayer {
  const values = Object.fromEntries(assignments.map((text) => parseAssignment(experiment, text)));
  return { source: "--set", values };
}

function parseAssignment(experiment: HasSettings, text: string): [string, unknown] {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`--set takes key=value, for example --set seeds=0,1,2; got "${text}".`);
  const name = text.slice(0, at).trim();
  const { shape } = experiment.settings;
  if (!Object.hasOwn(shape, name)) throw unknownName(`setting of ${experiment.id}`, name, Object.keys(shape));
  return [name, readAs(shape[name], text.slice(at + 1).trim())];
}

/**
 * The reading of `text` that the field accepts: as JSON, as plain text, or as a comma-separated list. Where it accepts none, the one that is
 * at least of its kind, so that what is said of it is said of what was meant.
 */
function readAs(field: z.core.$ZodType, text: string): unknown {
  const readings = [asJson(text), text, text.split(",").map((part) => asJson(part.trim()))];
  const judged = readings.map((reading) => ({ reading, issues: z.safeParse(field, reading).error?.issues ?? [] }));
  const accepted = judged.find(({ issues }) => issues.length === 0);
  const akin = judged.find(
    ({ issues }) => !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  return (accepted ?? akin ?? judged[0]).reading;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
