/** The job of the two-factor studies: train a code of position and object vector, and measure what its neurons are selective for. */
import { codeAt, type FourierSeries, fourierSeries } from "../../models/index.js";
import type { Job, JobContext, JobResult } from "../../protocols.js";
import { parametersOf } from "../../training/index.js";
import type { Arm } from "../frame/arms.js";
import { curveArrays } from "../frame/arrays.js";
import { keyOf } from "../frame/fields.js";
import { asJson } from "../frame/measures.js";
import { trainJob } from "../frame/trainJob.js";
import { factorMeasures, PURE } from "./factorMeasures.js";
import { gridPopulation, mapPlaces, rateMapOf } from "./maps.js";
import { codeArrays, type FactorValues, mapArray } from "./measures.js";
import { type ObjectSettings, objectPlan } from "./study.js";

export interface FactorCondition {
  readonly arm: Arm;
  /** Probability that the object is at its home. */
  readonly atHome: number;
  /** Whether position cells are tested for grids, which takes longest. */
  readonly grids: boolean;
}

export async function runFactorJob(
  job: Job,
  settings: ObjectSettings,
  { arm, atHome, grids }: FactorCondition,
  context: JobContext,
): Promise<JobResult> {
  const { plan, waves } = objectPlan(settings, atHome, arm, job.seed);
  const { state, curve } = await trainJob(plan, context);
  const series = fourierSeries(waves, parametersOf(plan, state));
  const measures = factorMeasures(series, keyOf(job.seed, "probe"));
  const maps = factorMaps(series, measures.active, settings.mapBins);
  const cells = measures.active.flatMap((unit, i) =>
    measures.shares[i][0] > PURE ? [{ unit, map: maps.position[i] }] : [],
  );
  const grid = grids
    ? gridPopulation(
        cells.map(({ map }) => map),
        cells.map(({ unit }) => unit),
        settings.fieldShuffles,
        keyOf(job.seed, "field shuffles"),
      )
    : null;
  const values: FactorValues = {
    ...measures,
    grid: grid && { ...grid, cells: [...grid.cells], module: [...grid.module] },
  };
  return {
    job,
    values: { factors: asJson(values) },
    arrays: {
      positionMaps: mapArray(maps.position, settings.mapBins),
      vectorMaps: mapArray(maps.vector, settings.mapBins),
      ...codeArrays(series),
      ...curveArrays(curve),
    },
  };
}

/** Maps of each active neuron over either factor, the other averaged out: the waves over that factor alone. */
function factorMaps(series: FourierSeries, active: readonly number[], bins: number) {
  const places = mapPlaces(bins);
  const over = (kind: "position" | "object vector") => {
    const first = kind === "position" ? 0 : 2;
    const four = Float64Array.from({ length: 2 * places.length }, (_, at) => {
      const d = (at % 4) - first;
      return d === 0 || d === 1 ? places[2 * (at >> 2) + d] : 0;
    });
    const activity = codeAt(series, four, (wave) => wave.kind === kind);
    return active.map((unit) => rateMapOf(activity, series.units, unit, bins));
  };
  return { position: over("position"), vector: over("object vector") };
}
