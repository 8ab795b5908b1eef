/**
 * All cells of a recording: tested one by one, labelled together.
 *
 * With N draws no p-value is below 1 / (N + 1), so among many cells a rare type cannot pass the correction for their number however
 * clear it is. Where that is all that stands between a cell and significance, it alone is drawn again with four times the draws (the
 * first ones are the same). A p-value stays valid: it can only pass a level that its first draws had passed, too.
 */
import { fold, type Key } from "../math/random.js";
import { type SpatialTestOptions, type SpatialTests, spatialTestDefaults, spatialTests } from "./cellTests.js";
import {
  CELL_TYPES,
  type CellType,
  type Classification,
  type ClassifyOptions,
  classify,
  classifyDefaults,
  testOf,
} from "./classify.js";
import { type AnalyseProgress, oneByOne, type Rounds } from "./rounds.js";
import type { CellActivity } from "./session/cellActivity.js";
import type { SpatialFrame } from "./spatialFrame.js";

export interface AnalyseOptions extends SpatialTestOptions, ClassifyOptions {
  /** Fewer spikes than this are too few data. */
  readonly fewestSpikes: number;
  /** How often the draws of a cell may be multiplied by four. */
  readonly extensions: number;
}

/** Those of the tests and of the labels; fewer than 50 spikes are too few data. */
export const analyseDefaults: AnalyseOptions = {
  ...spatialTestDefaults,
  ...classifyDefaults,
  fewestSpikes: 50,
  extensions: 2,
};

export interface AnalysedCell {
  /** Undefined where there were too few data. */
  readonly tests: SpatialTests | undefined;
  readonly classification: Classification;
}

/** A cell to be tested, `cells[cell]`, with so many draws. */
export interface CellTask extends Pick<SpatialTestOptions, "shifts" | "fieldShuffles"> {
  readonly cell: number;
}

/** What the tests of a cell found; undefined where there were too few data. */
export type CellFound = SpatialTests | undefined;

/**
 * Tests and labels cells, `cells[cell][session]`; yields after every cell tested (extensions count as further cells) and returns all of
 * them. The same key gives the same answers.
 */
export const analyseCells = (
  frame: SpatialFrame,
  cells: readonly (readonly CellActivity[])[],
  options: Partial<AnalyseOptions>,
  key: Key,
): Generator<AnalyseProgress, AnalysedCell[]> =>
  oneByOne(cellRounds(cells, options), cellTester(frame, cells, options, key));

/** Carries out the tasks of `cellRounds`. Throws InputError for sessions that are too short for shifts. */
export function cellTester(
  frame: SpatialFrame,
  cells: readonly (readonly CellActivity[])[],
  options: Partial<AnalyseOptions>,
  key: Key,
): (task: CellTask) => CellFound {
  const all = { ...analyseDefaults, ...options };
  return ({ cell, ...draws }) =>
    hasEnough(cells[cell], all.fewestSpikes)
      ? spatialTests(frame, cells[cell], { ...all, ...draws }, fold(key, cell))
      : undefined;
}

/** All cells first; then, with four times the draws, those whose number of draws alone keeps them from being significant. */
export function* cellRounds(
  cells: readonly (readonly CellActivity[])[],
  options: Partial<AnalyseOptions>,
): Rounds<CellTask, CellFound, AnalysedCell[]> {
  const all = { ...analyseDefaults, ...options };
  let { shifts, fieldShuffles } = all;
  const tests = [...(yield Array.from(cells.keys(), (cell) => ({ cell, shifts, fieldShuffles })))];
  for (let extension = 0; extension < all.extensions; extension++) {
    const wanting = atTheFloor(tests, classify(tests, all), all.significance);
    [shifts, fieldShuffles] = [4 * shifts, 4 * fieldShuffles];
    const found = yield wanting.map((cell) => ({ cell, shifts, fieldShuffles }));
    for (const [at, cell] of wanting.entries()) tests[cell] = found[at];
  }
  return classify(tests, all).map((classification, cell) => {
    if (tests[cell]) return { tests: tests[cell], classification };
    const evidence = `${spikesIn(cells[cell])} spikes, fewer than ${all.fewestSpikes}`;
    return { tests: undefined, classification: { ...classification, evidence } };
  });
}

const spikesIn = (activity: readonly CellActivity[]): number => activity.reduce((sum, cell) => sum + cell.spikes, 0);

const hasEnough = (activity: readonly CellActivity[], fewest: number): boolean => {
  const spikes = spikesIn(activity);
  return Number.isNaN(spikes) || spikes >= fewest;
};

/** Cells with a test that no draw beats and whose corrected p-value is still not significant. */
function atTheFloor(
  tests: readonly (SpatialTests | undefined)[],
  found: readonly Classification[],
  level: number,
): number[] {
  const wants = (cell: number, type: CellType): boolean => {
    const test = testOf(tests[cell], type);
    if (!test || !(found[cell].significance[type].q >= level)) return false;
    return test.p <= 1 / (test.draws + 1);
  };
  return Array.from(tests.keys()).filter((cell) => CELL_TYPES.some((type) => wants(cell, type)));
}
