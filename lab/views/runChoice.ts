/** What of the opened runs is on show, as the address has it: which runs, conditions, curve and value. */
import type { Choices } from "../page/choices.js";
import type { OpenedRun } from "../worker/runs/protocol.js";
import { conditionsOf, MOST_CONDITIONS, metricsOf, valuesOf } from "./runCurves.js";

export interface RunChoice {
  readonly first: OpenedRun | undefined;
  readonly second: OpenedRun | undefined;
  /** Both. */
  readonly shownRuns: readonly OpenedRun[];
  /** Names in the address of runs that are not open. */
  readonly absent: readonly string[];
  readonly conditions: readonly string[];
  readonly shown: readonly string[];
  readonly metrics: readonly string[];
  readonly metric: string | undefined;
  readonly values: readonly string[];
  readonly value: string | undefined;
  /** Of all runs: the chosen value may be one that the run on show has not. */
  readonly anyValue: string | undefined;
  readonly logarithmic: boolean;
}

export function chosenAmong(runs: readonly OpenedRun[], choices: Choices): RunChoice {
  const named = (name: string) => runs.find((run) => run.name === name);
  const first = named(choices.run) ?? (choices.run === "" ? runs[0] : undefined);
  const second = choices.with === "" ? undefined : named(choices.with);
  const shownRuns = [first, second].filter((run) => run !== undefined);
  const conditions = conditionsOf(shownRuns);
  const asked = choices.conditions.split(",").filter((name) => conditions.includes(name));
  const [metrics, values] = [metricsOf(shownRuns), valuesOf(shownRuns)];
  const value = among(values, choices.value, "mir");
  return {
    first,
    second,
    shownRuns,
    absent: [choices.run, choices.with].filter((name) => name && named(name) === undefined),
    conditions,
    shown: asked.length > 0 ? asked : conditions.slice(0, MOST_CONDITIONS),
    metrics,
    metric: among(metrics, choices.metric, "loss"),
    values,
    value,
    anyValue: value ?? valuesOf(runs)[0],
    logarithmic: choices.scale !== "linear",
  };
}

/** The name asked for, else the usual one, else the first. */
const among = (names: readonly string[], asked: string, usual: string): string | undefined =>
  [asked, usual].find((name) => names.includes(name)) ?? names[0];
