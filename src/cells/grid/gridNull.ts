/** How unusual a grid score is among maps that lack a lattice: field shuffles (fieldShuffle.ts), or maps that the caller makes. */
import { type Key, split } from "../../math/random.js";
import { drawnTest, type NullTest } from "../againstNull.js";
import { fieldShuffler } from "../map/fieldShuffle.js";
import { firingFields } from "../map/firingFields.js";
import type { Values } from "../map/laggedSums.js";
import { centralRadius, radialProfiler } from "../map/radialProfile.js";
import type { Autocorrelogram, RateMap } from "../map/types.js";
import { type GridGeometry, gridGeometry } from "./gridGeometry.js";
import type { GridScore } from "./gridScoreExpanding.js";
import { type GridScoreName, gridScorer } from "./gridScorer.js";

export interface GridTest extends NullTest {
  readonly grid: GridScore;
  readonly geometry: GridGeometry;
  readonly autocorrelogram: Autocorrelogram;
  /** Why there is no p-value. */
  readonly refusal?: string;
}

export interface GridTestOptions {
  readonly variant: GridScoreName;
  /** Rates of null map number 0, 1, ..., NaN where the map is; field shuffles by default. */
  readonly nullMap: (draw: number) => Float64Array;
  /** Whether shuffled peaks keep the distance that peaks of a map as smooth as this one keep; not by default. */
  readonly peaksApart: boolean;
  /** Stop once p can no longer come below this level (`drawnTest`). Not set: all draws are made. */
  readonly stopAbove: number;
}

/** Whether the spacing and directions of a lattice could be measured: without them a high score is no grid. */
export const hasLattice = ({ geometry }: Pick<GridTest, "geometry">): boolean => Number.isFinite(geometry.spacing);

/** The grid score of a map among those of `draws` null maps; the null hunts over all rings, as the score does. */
export function gridTest(map: RateMap, draws: number, key: Key, options: Partial<GridTestOptions> = {}): GridTest {
  const scores = gridScorer(map, options.variant);
  const [{ grid, autocorrelogram }] = scores([map.rate]);
  const few = fieldCount(map) < FEWEST_FIELDS;
  const refusal = grid.reason ?? (few ? "fewer than two fields: their arrangement cannot be tested" : undefined);
  const apart = options.peaksApart ? peakDistance(autocorrelogram) : 0;
  const make = options.nullMap ?? shuffles(map, apart, split(key, draws));
  const pair = (draw: number): Values => (draw + 1 < draws ? [make(draw), make(draw + 1)] : [make(draw)]);
  const next = (draw: number) => scores(pair(draw)).map(({ grid: { score } }) => definedOr(score));
  const test = drawnTest(grid.score, refusal === undefined ? draws : 0, next, options.stopAbove);
  const geometry = gridGeometry(autocorrelogram);
  return { ...test, ...(refusal !== undefined && { refusal }), grid, geometry, autocorrelogram };
}

/** The radius of the central peak, bins: about the least distance that peaks of smooth noise have (bench/RESULTS.md). */
const peakDistance = (map: Autocorrelogram): number => centralRadius(radialProfiler(map)(map)) || 0;

function shuffles(map: RateMap, apart: number, keys: readonly Key[]): (draw: number) => Float64Array {
  let shuffle: ReturnType<typeof fieldShuffler> | undefined;
  return (draw) => {
    shuffle ??= fieldShuffler(map, apart);
    return shuffle(keys[draw]);
  };
}

/** A null map without a score (no edge to its central peak) is no grid: it counts as lower than any. */
const definedOr = (score: number): number => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score);

const FEWEST_FIELDS = 2;

/** Connected parts above half the peak rate. */
const fieldCount = (map: RateMap): number => firingFields(map, { threshold: 0.5, smallestShare: 0 }).length;
