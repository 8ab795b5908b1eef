/** Which metrics are measured, with which options: names against the registry, values against the types of the defaults. */
import { UsageError } from "../../../math/errors.js";
import { unknownName } from "../../../math/knownNames.js";
import { type MetricEntry, type MetricRequest, metrics } from "../../../metrics/index.js";
import type { Json } from "../../../protocols.js";
import { fractionFrom } from "../../flags/readers.js";
import type { MeasureFlags } from "./flags.js";

type MetricFlags = Pick<MeasureFlags, "metrics" | "set" | "bins" | "estimator" | "epoch">;

const entries: ReadonlyMap<string, MetricEntry> = new Map(Object.entries(metrics));
const names = [...entries.keys()];

/** The metrics asked for, with the options that were set; by default all, or none where epochs are compared, which they would pool. */
export function metricsFrom({ metrics, epoch, set, ...flags }: MetricFlags): MetricRequest[] {
  const chosen = metrics ?? (epoch === undefined ? undefined : []);
  for (const name of chosen ?? []) if (!entries.has(name)) throw unknownName("metric (--metrics)", name, names);
  const measured = new Map([...entries].filter(([name]) => chosen?.includes(name) ?? true));
  const settings = [...shorthands(flags), ...set].map((text) => settingFrom(text, measured));
  return [...measured].map(([name, entry]) => {
    const own = settings.filter(({ metric }) => metric === name);
    const general = settings.filter(({ metric, option }) => metric === "*" && Object.hasOwn(entry.defaults, option));
    const options = Object.fromEntries(
      [...general, ...own].map(({ option, text }) => [option, read(name, entry, option, text)]),
    );
    return { name, entry, options, required: chosen !== undefined };
  });
}

const shorthands = ({ bins, estimator }: Pick<MetricFlags, "bins" | "estimator">): string[] => [
  ...(bins === undefined ? [] : [`bins=${bins}`]),
  ...(estimator === undefined ? [] : [`estimator=${estimator}`]),
];

interface Setting {
  /** "*" for every metric that has the option. */
  readonly metric: string;
  readonly option: string;
  readonly text: string;
}

function settingFrom(assignment: string, measured: ReadonlyMap<string, MetricEntry>): Setting {
  const [, metric = "*", option, text] = /^(?:([^.=]+)\.)?([^.=]+)=(.+)$/.exec(assignment) ?? [];
  if (option === undefined) {
    throw new UsageError(
      `--set takes metric.option=value, e.g. mir.bins=30, or option=value for all; got "${assignment}".`,
    );
  }
  if (metric !== "*" && !measured.has(metric)) throw unknownName("metric (--set)", metric, [...measured.keys()]);
  const holders = metric === "*" ? [...measured.values()] : [measured.get(metric)];
  const known = [...new Set(holders.flatMap((entry) => Object.keys(entry?.defaults ?? {})))];
  if (known.includes(option)) return { metric, option, text };
  throw unknownName(metric === "*" ? "option of the metrics" : `option of ${metric}`, option, known);
}

/** The text as a value of the option's type. */
function read(metric: string, { defaults, choices }: MetricEntry, option: string, text: string): Json {
  const value = valueLike(defaults[option], text);
  const words = choices[option];
  if (words && !words.some((word) => word === value)) throw unknownName(`${metric}.${option}`, text, words);
  if (value !== undefined) return value;
  throw new UsageError(
    `${metric}.${option} takes a ${typeof defaults[option]}, like ${JSON.stringify(defaults[option])}; got "${text}".`,
  );
}

function valueLike(byDefault: Json | undefined, text: string): Json | undefined {
  if (typeof byDefault === "string") return text;
  if (typeof byDefault === "number") return fractionFrom(text);
  if (typeof byDefault === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (Array.isArray(byDefault)) return text.split(",").map((part) => fractionFrom(part) ?? part);
  return fractionFrom(text) ?? text;
}
