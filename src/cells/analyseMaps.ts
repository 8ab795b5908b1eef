/**
 * Finished rate maps, without the session they come from: what maps alone can tell. Grid scores are judged by field
 * shuffles, which ask whether the arrangement of the fields is special, and a grid needs a lattice whose spacing can be measured; border
 * scores are judged by smooth random maps. That firing depends on place at all needs the session: no cell is called a place cell here.
 */
import { falseDiscoveryRate } from "../math/falseDiscovery.js";
import { fold, type Key, split } from "../math/random.js";
import { drawnTest, type NullTest } from "./againstNull.js";
import { STOP_ABOVE, spatialTestDefaults } from "./cellTests.js";
import { type ClassifyOptions, classifyDefaults } from "./classify.js";
import { type GridTest, gridTest, hasLattice } from "./grid/gridNull.js";
import type { GridScoreName } from "./grid/gridScorer.js";
import { type BorderScore, borderScorer } from "./map/borderScore.js";
import { smoothRandomMaps } from "./map/smoothRandomMaps.js";
import { type SpatialInformation, spatialInformation } from "./map/spatialInformation.js";
import type { RateMap } from "./map/types.js";
import { type AnalyseProgress, oneByOne, type Rounds } from "./rounds.js";

export interface MapTests {
  readonly map: RateMap;
  readonly grid: GridTest;
  readonly border: NullTest & { readonly detail: BorderScore };
  readonly information: SpatialInformation;
}

export interface AnalysedMap extends MapTests {
  readonly label: "grid" | "border" | "none";
  readonly q: { readonly grid: number; readonly border: number };
}

/** How maps are tested and labelled; what is left out as in `classifyDefaults` and `spatialTestDefaults`. */
export type MapOptions = Partial<ClassifyOptions & { readonly gridScore: GridScoreName }>;

/** A map to be tested, `maps[cell]`, with so many draws. */
export interface MapTask {
  readonly cell: number;
  readonly draws: number;
}

/** Tests maps one by one, yielding after each, and labels them together; false discovery rate within the file. */
export const analyseMaps = (
  maps: readonly RateMap[],
  fieldShuffles: number,
  key: Key,
  options: MapOptions = {},
): Generator<AnalyseProgress, AnalysedMap[]> =>
  oneByOne(mapRounds(maps.length, fieldShuffles, options), mapTester(maps, key, options));

/** Carries out the tasks of `mapRounds`. */
export const mapTester =
  (maps: readonly RateMap[], key: Key, { gridScore = spatialTestDefaults.gridScore }: MapOptions = {}) =>
  ({ cell, draws }: MapTask): MapTests =>
    mapTests(maps[cell], draws, fold(key, cell), gridScore);

/** All maps first; then, with four times the draws, those whose number of draws alone keeps them from being significant. */
export function* mapRounds(
  maps: number,
  fieldShuffles: number,
  options: MapOptions = {},
): Rounds<MapTask, MapTests, AnalysedMap[]> {
  const { significance, smallestBorderScore } = { ...classifyDefaults, ...options };
  const tests = [...(yield Array.from({ length: maps }, (_, cell) => ({ cell, draws: fieldShuffles })))];
  for (let draws = 4 * fieldShuffles; draws <= 4 ** EXTENSIONS * fieldShuffles; draws *= 4) {
    const wanting = atTheFloor(tests, significance);
    const found = yield wanting.map((cell) => ({ cell, draws }));
    for (const [at, cell] of wanting.entries()) tests[cell] = found[at];
  }
  const [gridQ, borderQ] = correctedOf(tests);
  return tests.map((test, cell) => {
    const q = { grid: gridQ[cell], border: borderQ[cell] };
    const passes = (type: "grid" | "border") => test[type].p < significance && q[type] < significance;
    const isBorder = passes("border") && test.border.score > smallestBorderScore;
    const isGrid = passes("grid") && hasLattice(test.grid);
    return { ...test, q, label: isBorder ? "border" : isGrid ? "grid" : "none" };
  });
}

/** How often the draws of a map may be multiplied by four, as analyseCells.ts does and explains. */
const EXTENSIONS = 2;

const correctedOf = (tests: readonly MapTests[]): readonly [Float64Array, Float64Array] => [
  falseDiscoveryRate(tests.map(({ grid }) => grid.p)),
  falseDiscoveryRate(tests.map(({ border }) => border.p)),
];

/** Maps with a test that no draw beats and that is not significant once corrected for the number of maps. */
function atTheFloor(tests: readonly MapTests[], level: number): number[] {
  const [gridQ, borderQ] = correctedOf(tests);
  const isAtFloor = ({ p, draws }: NullTest, q: number) => q >= level && p <= 1 / (draws + 1);
  return [...tests.keys()].filter(
    (cell) => isAtFloor(tests[cell].grid, gridQ[cell]) || isAtFloor(tests[cell].border, borderQ[cell]),
  );
}

function mapTests(map: RateMap, draws: number, key: Key, variant: GridScoreName): MapTests {
  return {
    map,
    grid: gridTest(map, draws, fold(key, "fields"), { variant, stopAbove: STOP_ABOVE, peaksApart: true }),
    border: borderTest(map, draws, { maps: fold(key, "smooth maps"), draws: fold(key, "border") }),
    information: spatialInformation(map),
  };
}

/** The border score of a map against those of random maps that are as smooth and hold the same rates; stops as grid tests do. */
export function borderTest(
  map: RateMap,
  draws: number,
  keys: { readonly maps: Key; readonly draws: Key },
): MapTests["border"] {
  const score = borderScorer(map);
  const detail = score(map);
  const drawKeys = split(keys.draws, draws);
  const random = smoothRandomMaps(map, keys.maps);
  const next = (draw: number) => [score({ ...map, rate: random(drawKeys[draw]) }).score];
  return { ...drawnTest(detail.score, draws, next, STOP_ABOVE), detail };
}
