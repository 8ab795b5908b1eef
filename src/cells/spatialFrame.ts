/** What all cells of a recording share: sessions on their clocks, bins of place, direction and object, occupancies. */

import { InputError } from "../math/errors.js";
import { type BorderScore, borderScorer } from "./map/borderScore.js";
import { type FieldOptions, fieldDefaults } from "./map/firingFields.js";
import { type ObjectFrame, type ObjectVectorOptions, objectFrame } from "./map/objectVector.js";
import {
  type Bins,
  binnedMapper,
  binOfSamples,
  binsFor,
  type RateMapOptions,
  type RateMapper,
  rateMapDefaults,
} from "./map/rateMap.js";
import type { Point, RateMap } from "./map/types.js";
import { dwellOf, type Placed, sessionClock } from "./session/cellActivity.js";
import {
  binOfAngles,
  type DirectionOptions,
  type DirectionTuner,
  directionDefaults,
  directionTuner,
} from "./session/headDirection.js";
import type { Session } from "./session/session.js";
import { type SpeedOptions, type SpeedScorer, speedScorer } from "./session/speedScore.js";

export interface SpatialFrameOptions extends RateMapOptions {
  /** Side of a bin in the unit of the positions; 1/40 of the longer side by default. */
  readonly binSize: number;
  readonly fields: FieldOptions;
  readonly direction: DirectionOptions;
  readonly speed: SpeedOptions;
  /** Bins around an object; distances of one map bin to half the arena, 5 degrees, by default. */
  readonly objectVector: ObjectVectorOptions;
}

export interface SpatialFrame {
  readonly sessions: readonly Session[];
  readonly clocks: readonly Float64Array[];
  readonly bins: Bins;
  /** Of all sessions together. */
  readonly mapper: RateMapper;
  /** The same without smoothing. */
  readonly rawMapper: RateMapper;
  /** Of each session. */
  readonly mappers: readonly RateMapper[];
  /** [samples] direction bin in each session; empty where a session has no head directions */
  readonly angleBins: readonly Int32Array[];
  /** Undefined where a session has no head directions. */
  readonly tuner: DirectionTuner | undefined;
  /** Around the object of each session; undefined where it has none, empty without objects. */
  readonly objects: readonly (ObjectFrame | undefined)[];
  /** Pairs of sessions whose objects stand at different places. */
  readonly objectPairs: readonly (readonly [number, number])[];
  readonly fields: FieldOptions;
  readonly border: (map: RateMap) => BorderScore;
  readonly speed: SpeedScorer;
}

/**
 * `objects` holds the object's place in each session, NaN where there was none; empty without objects. Throws InputError where fewer
 * than 20 bins were visited.
 */
export function spatialFrame(
  sessions: readonly Session[],
  objects: readonly Point[],
  options: Partial<SpatialFrameOptions> = {},
): SpatialFrame {
  const bins = binsFor(sessions, options.binSize);
  const maps = { ...rateMapDefaults, ...options };
  const direction = { ...directionDefaults, ...options.direction };
  const vector = options.objectVector ?? defaultVectorBins(bins);
  const fields = { ...fieldDefaults, ...options.fields };
  const binOf = sessions.map((of) => binOfSamples(bins, of));
  const mapper = binnedMapper(sessions, binOf, bins, maps);
  requireVisits(mapper);
  const angleBins = angleBinsOf(sessions, direction.bins);
  return {
    sessions,
    clocks: sessions.map(sessionClock),
    bins,
    mapper,
    rawMapper: binnedMapper(sessions, binOf, bins, { ...maps, sigma: 0 }),
    mappers: sessions.map((of, s) => binnedMapper([of], [binOf[s]], bins, maps)),
    angleBins,
    tuner: angleBins.length > 0 ? directionTuner(angleBins, sessions.map(dwellOf), direction) : undefined,
    objects: objects.map((object, s) => (hasPlace(object) ? objectFrame(sessions[s], object, vector) : undefined)),
    objectPairs: pairsOfPlaces(objects),
    fields,
    border: borderScorer(mapper.map(sessions.map(() => NOTHING)), fields),
    speed: speedScorer(sessions, options.speed),
  };
}

const NOTHING: Placed = { samples: new Int32Array(0), amounts: new Float64Array(0) };

function angleBinsOf(sessions: readonly Session[], bins: number): Int32Array[] {
  const angles = sessions.flatMap(({ headDirection }) => (headDirection ? [binOfAngles(headDirection, bins)] : []));
  return angles.length === sessions.length ? angles : [];
}

/** Fewer visited bins than this are no map. */
const FEWEST_VISITS = 20;

function requireVisits({ occupancy, bins }: RateMapper): void {
  const visited = occupancy.reduce((count, seconds) => count + Math.sign(seconds), 0);
  if (visited >= FEWEST_VISITS) return;
  throw new InputError(
    `only ${visited} of ${bins.columns} x ${bins.rows} bins were visited, at least ${FEWEST_VISITS} are needed for a map: ` +
      "use smaller bins, a shorter shortest stay, or a longer recording",
  );
}

const defaultVectorBins = ({ rows, columns, binSize }: Bins): ObjectVectorOptions => ({
  distanceBin: binSize,
  reach: (Math.max(rows, columns) * binSize) / 2,
  angleBins: 72,
  sigma: 2,
});

const hasPlace = ({ x, y }: Point): boolean => Number.isFinite(x) && Number.isFinite(y);

function pairsOfPlaces(objects: readonly Point[]): (readonly [number, number])[] {
  const placed = [...objects.keys()].filter((s) => hasPlace(objects[s]));
  const pairs = placed.flatMap((a) => placed.filter((b) => b > a).map((b) => [a, b] as const));
  return pairs.filter(([a, b]) => objects[a].x !== objects[b].x || objects[a].y !== objects[b].y);
}
