/** What an analysis asks of a thread, as plain data, and how it is carried out. */
import { type Analysis, frameOf, sessionTester } from "../../../../answers/cells/analyse.js";
import {
  type CellFound,
  type CellTask,
  type MapOptions,
  type MapTask,
  type MapTests,
  mapTester,
  type RateMap,
} from "../../../../cells/index.js";
import { fold, key } from "../../../../math/random.js";
import type { RecordedCells } from "../../../../recordings/sessions.js";

/** Cells of sessions. A thread makes its own frame: that holds functions, and takes milliseconds. */
export interface SessionsJob {
  readonly kind: "sessions";
  readonly recorded: Pick<RecordedCells, "sessions" | "objects" | "activity">;
  readonly analysis: Pick<Analysis, "binSize" | "maps" | "options" | "seed">;
}

export interface MapsJob {
  readonly kind: "maps";
  readonly maps: readonly RateMap[];
  readonly options: MapOptions;
  readonly seed: number;
}

export type Job = SessionsJob | MapsJob;

export const cellRunner = ({ recorded, analysis }: SessionsJob): ((task: CellTask) => CellFound) =>
  sessionTester(recorded, frameOf(recorded, analysis), analysis);

export const mapRunner = ({ maps, options, seed }: MapsJob): ((task: MapTask) => MapTests) =>
  mapTester(maps, fold(key(seed), "cells"), options);
