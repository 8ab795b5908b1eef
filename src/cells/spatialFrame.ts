/** What all cells of a recording share: sessions on their clocks, bins of place, direction and object, occupancies. */

import { type BorderScore, borderScorer } from "./borderScore.js";
import { dwellOf, type Placed, sessionClock } from "./cellActivity.js";
import { type FieldOptions, fieldDefaults } from "./firingFields.js";
import type { Point } from "./gridGeometry.js";
import {
  binOfAngles,
  type DirectionOptions,
  type DirectionTuner,
  directionDefaults,
  directionTuner,
} from "./headDirection.js";
import { type ObjectFrame, type ObjectVectorOptions, objectFrame } from "./objectVector.js";
import { type Bins, binsFor, type RateMapOptions, type RateMapper, rateMapDefaults, rateMapper } from "./rateMap.js";
import type { Session } from "./session.js";
import { type SpeedOptions, type SpeedScorer, speedScorer } from "./speedScore.js";
import type { RateMap } from "./types.js";

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
  /** Of each session. */
  readonly mappers: readonly RateMapper[];
  /** Undefined where a session has no head directions. */
  readonly tuner: DirectionTuner | undefined;
  /** Around the object of each session; empty unless two sessions have it at different places. */
  readonly objects: readonly ObjectFrame[];
  readonly fields: FieldOptions;
  readonly border: (map: RateMap) => BorderScore;
  readonly speed: SpeedScorer;
}

/** `objects` holds the object's place in each session, if there was one. */
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
  const mapper = rateMapper(sessions, bins, maps);
  return {
    sessions,
    clocks: sessions.map(sessionClock),
    bins,
    mapper,
    mappers: sessions.map((of) => rateMapper([of], bins, maps)),
    tuner: tunerOf(sessions, direction),
    objects: hasMoved(objects) ? objects.map((object, s) => objectFrame(sessions[s], object, vector)) : [],
    fields,
    border: borderScorer(mapper.map(sessions.map(() => NOTHING)), fields),
    speed: speedScorer(sessions, options.speed),
  };
}

const NOTHING: Placed = { samples: new Int32Array(0), amounts: new Float64Array(0) };

function tunerOf(sessions: readonly Session[], options: DirectionOptions): DirectionTuner | undefined {
  const angles = sessions.flatMap(({ headDirection }) =>
    headDirection ? [binOfAngles(headDirection, options.bins)] : [],
  );
  return angles.length === sessions.length ? directionTuner(angles, sessions.map(dwellOf), options) : undefined;
}

const defaultVectorBins = ({ rows, columns, binSize }: Bins): ObjectVectorOptions => ({
  distanceBin: binSize,
  reach: (Math.max(rows, columns) * binSize) / 2,
  angleBins: 72,
  sigma: 2,
});

const hasMoved = (objects: readonly Point[]): boolean =>
  objects.length > 1 && objects.some(({ x, y }) => x !== objects[0].x || y !== objects[0].y);
