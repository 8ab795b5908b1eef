/** Sessions to cells: maps, tests, labels and modules, a cell at a time. */
import {
  type AnalyseOptions,
  type AnalyseProgress,
  type CellFound,
  type CellTask,
  cellRounds,
  cellTester,
  oneByOne,
  type RateMapOptions,
  type Rounds,
  rateMapDefaults,
  type SpatialFrame,
  spatialFrame,
} from "../../cells/index.js";
import { fold, key } from "../../math/random.js";
import type { RecordedCells } from "../../recordings/sessions.js";
import { modulesOf } from "./modules.js";
import type { CellsResult } from "./result.js";
import { cellRow } from "./row.js";

/** How maps are made: what was said, defaults for the rest. */
export interface Mapping {
  /** cm */
  readonly binSize: number | undefined;
  readonly maps: Partial<RateMapOptions>;
}

export interface Analysis extends Mapping {
  readonly files: readonly string[];
  readonly options: AnalyseOptions;
  readonly seed: number;
}

/** In cm: 2.5 cm bins, and 2 cm/s as the slowest running speed. Throws InputError as `spatialFrame`. */
export const frameOf = (
  { sessions, objects }: Pick<RecordedCells, "sessions" | "objects">,
  { binSize, maps }: Mapping,
): SpatialFrame =>
  spatialFrame(sessions, objects, {
    binSize: binSize ?? 2.5,
    ...maps,
    speed: { sigma: 0.25, smallestSpeed: 2 },
  });

/** Yields after every cell. The same seed gives the same answers. */
export const analyseSessions = (
  recorded: RecordedCells,
  frame: SpatialFrame,
  analysis: Analysis,
): Generator<AnalyseProgress, CellsResult> =>
  oneByOne(sessionRounds(recorded, frame, analysis), sessionTester(recorded, frame, analysis));

/** Carries out the tasks of `sessionRounds`. */
export const sessionTester = (
  { activity }: Pick<RecordedCells, "activity">,
  frame: SpatialFrame,
  { options, seed }: Pick<Analysis, "options" | "seed">,
): ((task: CellTask) => CellFound) => cellTester(frame, activity, options, fold(key(seed), "cells"));

/** Cells to be tested, a round at a time, and what came of them. */
export function* sessionRounds(
  recorded: RecordedCells,
  frame: SpatialFrame,
  { files, options, maps, seed }: Analysis,
): Rounds<CellTask, CellFound, CellsResult> {
  const analysed = yield* cellRounds(recorded.activity, options);
  const spikes = recorded.activity.map((sessions) => sessions.reduce((sum, cell) => sum + cell.spikes, 0));
  const grids = analysed.flatMap(({ tests, classification }, i) =>
    tests && classification.label === "grid" ? [{ cell: recorded.names[i], map: tests.map, grid: tests.grid }] : [],
  );
  return {
    files,
    rows: analysed.map((cell, i) => cellRow(recorded.names[i], spikes[i], cell)),
    modules: modulesOf(grids, fold(key(seed), "modules")),
    lengthUnit: "cm",
    settings: settingsOf(frame, { options, maps, seed }),
    notes: recorded.notes,
    sessions: { recorded, frame, analysed },
  };
}

function settingsOf({ bins }: SpatialFrame, { options, maps, seed }: Pick<Analysis, "options" | "maps" | "seed">) {
  const { shifts, fieldShuffles, smallestShift, fewestSpikes, significance } = options;
  const { sigma, smooth, shortestStay } = { ...rateMapDefaults, ...maps };
  return {
    binCm: bins.binSize,
    sigmaBins: sigma,
    smooth,
    shortestStay,
    shifts,
    fieldShuffles,
    smallestShift,
    fewestSpikes,
    significance,
    seed,
    gridScore: options.gridScore,
    gridNull: options.gridNull,
    null: options.null,
    p: "(1 + draws at least as high) / (1 + draws); q: Benjamini-Hochberg within the file",
  };
}
