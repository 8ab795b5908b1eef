/** From combinations to runs. */
import type { EngineChoice } from "../../../engine/compilers.node.js";
import { key } from "../../../math/random.js";
import type { Experiment } from "../../../protocols.js";
import { configOf, type Registry, runId, Shelf } from "../../../runs/index.js";
import { valueText } from "../../../runs/sweeps/swept.js";
import type { Context } from "../../context.js";
import { type PlannedRun, plan } from "../../training/plannedRun.js";
import { type Configuration, configurationFrom } from "../../training/settings.js";
import { type Combination, combinationsIn, drawn, grid } from "./combinations.js";
import type { Source, SweepRequest } from "./request.js";

/** One combination, and the run that it is. */
export interface Member {
  /** Settings that vary, by name, as the experiment reads them. */
  readonly varied: Readonly<Record<string, unknown>>;
  /** Name of its run folder. */
  readonly id: string;
  readonly planned: PlannedRun;
}

export interface SweepPlan {
  /** Names of the settings that vary. */
  readonly axes: readonly string[];
  readonly members: readonly Member[];
  /** Combinations that were the same as one before them. */
  readonly repeated: number;
}

/** Throws UsageError where a combination cannot be, InputError where a file cannot be read. */
export async function planSweep(
  experiment: Experiment,
  { own }: Registry,
  { source, asked, runs, force }: SweepRequest,
  { argv }: Context,
): Promise<SweepPlan> {
  const combinations = await combinationsOf(source);
  const axes = [...new Set(combinations.flatMap((combination) => combination.map(([name]) => name)))];
  const engineOf = await engines();
  const shelf = new Shelf(runs);
  const members = new Map<string, Member>();
  for (const combination of combinations) {
    const assignments = [...asked.assignments, ...combination.map(([name, value]) => `${name}=${value}`)];
    const configuration = configurationFrom(experiment, { ...asked, assignments });
    const engine = await engineOf(configuration.engine);
    const request = {
      experiment,
      ...(own && { module: own }),
      settings: configuration.values,
      engine,
      runs,
      force,
      argv,
    };
    const id = runId(configOf(request));
    if (members.has(id)) continue;
    const varied = Object.fromEntries(axes.map((name) => [name, configuration.values[name]]));
    members.set(id, { varied, id, planned: await plan(request, labelOf(varied), shelf) });
  }
  return { axes, members: [...members.values()], repeated: combinations.length - members.size };
}

async function combinationsOf(source: Source): Promise<readonly Combination[]> {
  if (source.kind === "file") return combinationsIn(source.path);
  return source.kind === "grid" ? grid(source.axes) : drawn(source.axes, source.count, key(source.key));
}

/** Each is looked for once. */
async function engines(): Promise<(wanted: Configuration["engine"]) => Promise<EngineChoice>> {
  const { chooseEngine } = await import("../../../engine/compilers.node.js");
  const found = new Map<string, Promise<EngineChoice>>();
  return (wanted) => {
    const engine = found.get(wanted) ?? chooseEngine(wanted);
    found.set(wanted, engine);
    return engine;
  };
}

/** "activityEnergy=0.001 code=64" */
export const labelOf = (varied: Readonly<Record<string, unknown>>): string =>
  Object.entries(varied)
    .map(([name, value]) => `${name}=${valueText(value)}`)
    .join(" ");
