/**
 * Finished rate maps, without the session they come from: what maps alone can tell. Grid and border scores are judged by field
 * shuffles, which ask whether the arrangement of the fields is special. That firing depends on place at all needs the session: no cell
 * is called a place cell here.
 */
import { falseDiscoveryRate } from "../math/falseDiscovery.js";
import { fold, type Key, split } from "../math/random.js";
import { type BorderScore, borderScorer } from "./borderScore.js";
import { type ClassifyOptions, classifyDefaults } from "./classify.js";
import { fieldShuffler } from "./fieldShuffle.js";
import { type GridTest, gridTest } from "./gridNull.js";
import type { GridScoreName } from "./gridScorer.js";
import { type NullTest, nullTest } from "./nullTest.js";
import { type SpatialInformation, spatialInformation } from "./spatialInformation.js";
import { STOP_ABOVE } from "./spatialTests.js";
import type { RateMap } from "./types.js";

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

/** Tests maps one by one, yielding the number done, and labels them together; false discovery rate within the file. */
export function* analyseMaps(
  maps: readonly RateMap[],
  fieldShuffles: number,
  key: Key,
  options: Partial<ClassifyOptions & { readonly gridScore: GridScoreName }> = {},
): Generator<number, AnalysedMap[]> {
  const { significance, smallestBorderScore } = { ...classifyDefaults, ...options };
  const test = (cell: number, draws: number) =>
    mapTests(maps[cell], draws, fold(key, cell), options.gridScore ?? "expanding");
  const tests: MapTests[] = [];
  for (const cell of maps.keys()) {
    tests.push(test(cell, fieldShuffles));
    yield cell + 1;
  }
  for (let draws = 4 * fieldShuffles; draws <= 4 ** EXTENSIONS * fieldShuffles; draws *= 4) {
    for (const cell of atTheFloor(tests, significance)) {
      tests[cell] = test(cell, draws);
      yield maps.length;
    }
  }
  const [gridQ, borderQ] = correctedOf(tests);
  return tests.map((test, cell) => {
    const q = { grid: gridQ[cell], border: borderQ[cell] };
    const passes = (type: "grid" | "border") => test[type].p < significance && q[type] < significance;
    const isBorder = passes("border") && test.border.score > smallestBorderScore;
    return { ...test, q, label: isBorder ? "border" : passes("grid") ? "grid" : "none" };
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
  const shuffle = fieldShuffler(map);
  const score = borderScorer(map);
  const detail = score(map);
  const shuffled = split(fold(key, "border"), draws).map((draw) => score({ ...map, rate: shuffle(draw) }).score);
  return {
    map,
    grid: gridTest(map, draws, fold(key, "fields"), { variant, stopAbove: STOP_ABOVE }),
    border: { ...nullTest(detail.score, Float64Array.from(shuffled)), detail },
    information: spatialInformation(map),
  };
}
