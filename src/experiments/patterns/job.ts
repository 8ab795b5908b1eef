/** The job of `fig6-patterns`: train, let codes form in new worlds, and measure them. */
import { z } from "zod";
import { fold } from "../../math/random.js";
import { mean } from "../../math/statistics.js";
import { PATTERN_COLUMNS, readoutName } from "../../models/index.js";
import type { Job, JobContext, JobResult } from "../../protocols.js";
import { drawWorld, entangledWorld, WORLD_PLACES, WORLD_SIDE, worldBatch } from "../../tasks/space/objectWorlds.js";
import { parametersOf, runForward } from "../../training/index.js";
import { armOf } from "../frame/arms.js";
import { curveArrays } from "../frame/arrays.js";
import { keyOf } from "../frame/fields.js";
import { asJson, score } from "../frame/measures.js";
import { trainJob } from "../frame/trainJob.js";
import { gridPopulation, rateMapOf } from "../space/maps.js";
import { gridSchema, mapArray, type SpatialResult } from "../space/measures.js";
import { averageMap, type FormedCodes, type PatternMeasures, patternMeasures, worldMap } from "./measures.js";
import { allPatternArms, ENTANGLED, modelOf, type PatternSettings, patternPlan } from "./study.js";

/** Worlds in which codes are measured. */
const WORLDS = 16;
/** Worlds whose maps are kept for the figure. */
const SHOWN = 2;
/** Mean correlation of maps over this: a neuron that objects do not change. */
export const STABLE = 0.8;

export const patternSchema = z.object({
  active: z.array(z.number()),
  layoutCorrelations: z.array(score),
  placeShares: z.array(score),
  overlap: score,
  moveOverlap: score,
  patchCorrelation: score,
  /** Grid analysis of neurons that objects do not change; null where not asked for. */
  grid: gridSchema.nullable(),
  /** Share of places decoded correctly. */
  placesRight: z.number(),
  /** Of places with an object, and of those without: share decoded correctly. */
  objectsRight: z.tuple([score, score]),
  /** Share of (place, move) decoded correctly in worlds with objects, and what always saying the more frequent answer gives. */
  movesRight: z.tuple([score, score]),
});

export type PatternValues = z.infer<typeof patternSchema>;

export const patternResults = (results: readonly JobResult[]): SpatialResult<PatternValues>[] =>
  results.map(({ job, values, arrays }) => ({
    seed: job.seed,
    condition: job.condition,
    values: patternSchema.parse(values.pattern),
    arrays,
  }));

export async function runPatternJob(job: Job, settings: PatternSettings, context: JobContext): Promise<JobResult> {
  const arm = armOf(job, allPatternArms);
  const plan = patternPlan(settings, arm, job.seed);
  const { state, curve } = await trainJob(plan, context);
  const parameters = parametersOf(plan, state);
  const worlds = probeWorlds(job.seed, arm.id === ENTANGLED.id);
  const { input, target } = worldBatch(worlds);
  const size = { batch: 4, rows: WORLD_PLACES };
  const { activity, output } = await runForward(modelOf(settings, arm), parameters, input, context.compile, size);
  const formed: FormedCodes = { units: settings.units, codes: activity.code, worlds };
  const weights = (["place", "object", "moves"] as const).map((name) => parameters[readoutName(name)].data);
  const measures = patternMeasures(formed, weights);
  const values: PatternValues = {
    ...measures,
    active: [...measures.active],
    layoutCorrelations: [...measures.layoutCorrelations],
    placeShares: [...measures.placeShares],
    grid: arm.removed.length === 0 ? gridOf(formed, measures, settings, job.seed) : null,
    ...performance(output, target, worlds),
  };
  return {
    job,
    values: { pattern: asJson(values) },
    arrays: { ...mapsOf(formed, measures.active), ...curveArrays(curve) },
  };
}

/** New worlds; of an entangled training, its own world alone. Those shown first have objects at different places. */
function probeWorlds(seed: number, entangled: boolean): number[][] {
  if (entangled) return [entangledWorld(fold(keyOf(seed, "worlds"), "the one world"))];
  const drawn = Array.from({ length: 4 * WORLDS }, (_, world) => drawWorld(fold(keyOf(seed, "probe worlds"), world)));
  return drawn.filter((objects) => objects.length > 0).slice(0, WORLDS);
}

function gridOf(
  formed: FormedCodes,
  { active, layoutCorrelations }: PatternMeasures,
  { fieldShuffles }: PatternSettings,
  seed: number,
): PatternValues["grid"] {
  const stable = active.filter((_, i) => formed.worlds.length === 1 || layoutCorrelations[i] > STABLE);
  const maps = stable.map((unit) =>
    rateMapOf(averageMap(formed.worlds.map((_, world) => worldMap(formed, unit, world))), 1, 0, WORLD_SIDE),
  );
  const found = gridPopulation(maps, stable, fieldShuffles, keyOf(seed, "field shuffles"));
  return { ...found, cells: [...found.cells], module: [...found.module] };
}

function mapsOf(formed: FormedCodes, active: readonly number[]): JobResult["arrays"] {
  const shown = formed.worlds.slice(0, SHOWN);
  return Object.fromEntries(
    shown.map((_, world) => [
      `maps${world}`,
      mapArray(
        active.map((unit) => ({ rate: worldMap(formed, unit, world) })),
        WORLD_SIDE,
      ),
    ]),
  );
}

function performance(
  output: Float32Array,
  target: Float32Array,
  worlds: readonly (readonly number[])[],
): Pick<PatternValues, "placesRight" | "objectsRight" | "movesRight"> {
  const width = PATTERN_COLUMNS.place + WORLD_PLACES;
  const rows = Array.from({ length: worlds.length * WORLD_PLACES }, (_, row) => row);
  const says = (row: number, column: number) => output[row * width + column] > 0;
  const truth = (row: number, column: number) => target[row * 5 + column] > 0;
  const share = (right: readonly boolean[]) => mean(right.map(Number));
  const logits = (row: number) => output.subarray(row * width + PATTERN_COLUMNS.place, (row + 1) * width);
  const known = rows.filter((row) => worlds[Math.floor(row / WORLD_PLACES)].length > 0);
  const moves = known.flatMap((row) =>
    [1, 2, 3, 4].map((column) => ({ said: says(row, column), is: truth(row, column) })),
  );
  const often = share(moves.map(({ is }) => is));
  const objectsRight = (here: boolean) =>
    share(rows.filter((row) => truth(row, 0) === here).map((row) => says(row, 0) === here));
  const movesRight = share(moves.map(({ said, is }) => said === is));
  return {
    placesRight: share(rows.map((row) => logits(row).indexOf(Math.max(...logits(row))) === row % WORLD_PLACES)),
    objectsRight: [objectsRight(true), objectsRight(false)],
    movesRight: [movesRight, Math.max(often, 1 - often)],
  };
}
