/**
 * Hexagonal grid cells from nonnegativity, energies and path integration (Whittington et al. 2023, Fig. 6 and A.9; Dorrell et al.
 * 2023, arXiv 2209.15563, whose separation loss and Fourier code this uses).
 *
 * Positions in the middle of a periodic box must be told apart by a code that a linear network can path-integrate; all neurons
 * are nonnegative and pay for activity, and the code pays for every dimension that path integration has to turn. Settings were
 * chosen on seeds below 100 and are not tuned on those reported. The box's own period admits only lattices that fit it, so its
 * hexagons are up to a few percent off: k = (6, 0), (3, 5), (3, -5) have lengths 6 and 5.83.
 */
import { codeAt, fourierSeries } from "../../../models/index.js";
import type { Experiment, Job, JobContext, JobResult } from "../../../protocols.js";
import { parametersOf } from "../../../training/index.js";
import { armOf, FULL } from "../../frame/arms.js";
import { curveArrays } from "../../frame/arrays.js";
import { keyOf } from "../../frame/fields.js";
import { asJson } from "../../frame/measures.js";
import { trainJob } from "../../frame/trainJob.js";
import { gridPopulation, mapPlaces, rateMapOf, variedUnits } from "../maps.js";
import { codeArrays, mapArray } from "../measures.js";
import {
  GRID_ABLATIONS,
  gridPlan,
  type SpatialSettings,
  spatialJobs,
  spatialSeconds,
  spatialSizes,
  trainings,
} from "../study.js";
import { gridCellsVerdicts } from "./claims.js";
import { gridCellsFigures } from "./figures.js";
import { settings } from "./settings.js";

export const gridCells: Experiment<typeof settings> = {
  id: "grid-cells",
  title: "Grid cells: do nonnegativity, energies and path integration make hexagons?",
  source: "Whittington et al. 2023, Fig. 6 and A.9, with the code of Dorrell et al. 2023 (arXiv 2209.15563)",
  claim:
    "Nonnegative, energy-efficient codes of position that can be path-integrated form a module of hexagonal grid cells; " +
    "without nonnegativity or energies they do not.",
  version: 1,
  settings,
  sizes: spatialSizes(400),
  expectedSeconds: (chosen, backend) =>
    spatialSeconds(trainings(chosen, GRID_ABLATIONS), chosen, backend, {
      update: { wasm: 1.5, native: 2 },
      analysis: 6,
    }),
  choosing: ["ablatedSeeds"],
  jobs: ({ seeds, ablatedSeeds }) => spatialJobs(seeds, ablatedSeeds, GRID_ABLATIONS),
  runJob: runGridJob,
  check: gridCellsVerdicts,
  figures: gridCellsFigures,
  recorded: {
    "grid-cells.hexagonal-module": "reproduced",
    "grid-cells.needs-nonnegativity": "reproduced",
    "grid-cells.needs-energies": "reproduced",
    "grid-cells.needs-activity-energy": "reproduced",
    "grid-cells.needs-path-integration-energy": "reproduced",
  },
};

async function runGridJob(job: Job, chosen: SpatialSettings, context: JobContext): Promise<JobResult> {
  const { plan, waves } = gridPlan(chosen, armOf(job, [FULL, ...GRID_ABLATIONS]), job.seed);
  const { state, curve } = await trainJob(plan, context);
  const series = fourierSeries(waves, parametersOf(plan, state));
  const bins = chosen.mapBins;
  const activity = codeAt(series, mapPlaces(bins));
  const active = variedUnits(activity, series.units);
  const maps = active.map((unit) => rateMapOf(activity, series.units, unit, bins));
  const grid = gridPopulation(maps, active, chosen.fieldShuffles, keyOf(job.seed, "field shuffles"));
  return {
    job,
    values: { grid: asJson(grid) },
    arrays: { maps: mapArray(maps, bins), ...codeArrays(series), ...curveArrays(curve) },
  };
}
