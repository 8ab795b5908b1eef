/**
 * Every test of one cell, in one or more sessions of the same arena: position, grid, border, direction, speed, object vector; each
 * score beside its null. Grid scores are judged by field shuffles, all others by shifting the activity in time against the
 * behaviour (Langston et al., Science 328, 2010), in every session by itself.
 */
import { fold, type Key } from "../math/random.js";
import { type BorderScore, borderScore } from "./borderScore.js";
import { type CellActivity, placeShifted, randomShifts } from "./cellActivity.js";
import { type GridTest, gridTest } from "./gridNull.js";
import { type DirectionTuning, directionTuning } from "./headDirection.js";
import { mapCorrelation } from "./mapCorrelation.js";
import { type NullTest, nullTest } from "./nullTest.js";
import { type ObjectVectorMap, objectVectorMap, objectVectorScore } from "./objectVector.js";
import type { SpatialFrame } from "./spatialFrame.js";
import { type SpatialInformation, skaggsInformation, spatialInformation } from "./spatialInformation.js";
import type { RateMap } from "./types.js";

export interface SpatialTestOptions {
  /** Time shifts of every test but the grid's. */
  readonly shifts: number;
  /** Field shuffles of the grid test. */
  readonly fieldShuffles: number;
  /** Smallest time shift, s. */
  readonly smallestShift: number;
}

export const spatialTestDefaults: SpatialTestOptions = { shifts: 500, fieldShuffles: 500, smallestShift: 20 };

export interface SpatialTests {
  readonly map: RateMap;
  /** Information about position, bits per spike. */
  readonly position: NullTest & { readonly information: SpatialInformation };
  readonly grid: GridTest;
  readonly border: NullTest & { readonly detail: BorderScore };
  readonly speed: NullTest;
  /** Mean vector length, where head directions are known. */
  readonly direction?: NullTest & { readonly tuning: DirectionTuning };
  /** Information about direction, bits per spike. */
  readonly directionInformation?: NullTest;
  /** Where the object stood at different places in two sessions. */
  readonly objectVector?: NullTest & { readonly maps: readonly ObjectVectorMap[] };
  /** Correlation of the position maps of the first and the last session; NaN with one session. */
  readonly stability: number;
}

/** The scores that time shifts judge, of one arrangement of activity and behaviour. */
interface ShiftedScores {
  readonly map: RateMap;
  readonly position: number;
  readonly border: number;
  readonly speed: number;
  readonly tuning: DirectionTuning | undefined;
  readonly directionInformation: number;
  readonly vectorMaps: readonly ObjectVectorMap[];
  readonly objectVector: number;
}

/** Tests one cell; `activity` has one entry per session of the frame. */
export function spatialTests(
  frame: SpatialFrame,
  activity: readonly CellActivity[],
  options: Partial<SpatialTestOptions>,
  key: Key,
): SpatialTests {
  const all = { ...spatialTestDefaults, ...options };
  const own = shiftedScores(
    frame,
    activity,
    activity.map(() => 0),
  );
  const spikes = activity.reduce((sum, cell) => sum + cell.spikes, 0);
  const shifts = frame.sessions.map(({ duration }, s) =>
    randomShifts(fold(fold(key, "shifts"), s), all.shifts, duration, all.smallestShift),
  );
  const draws = Array.from({ length: all.shifts }, (_, draw) =>
    shiftedScores(
      frame,
      activity,
      shifts.map((of) => of[draw]),
    ),
  );
  const against = (read: (scores: ShiftedScores) => number): NullTest =>
    nullTest(read(own), Float64Array.from(draws, read));
  const { map, tuning, vectorMaps } = own;
  return {
    map,
    position: { ...against(({ position }) => position), information: spatialInformation(map, spikes) },
    grid: gridTest(map, all.fieldShuffles, fold(key, "fields")),
    border: { ...against(({ border }) => border), detail: borderScore(map, frame.fields) },
    speed: against(({ speed }) => speed),
    ...(tuning && {
      direction: { ...against(({ tuning: of }) => of?.vectorLength ?? Number.NaN), tuning },
      directionInformation: against(({ directionInformation }) => directionInformation),
    }),
    ...(vectorMaps.length > 1 && {
      objectVector: { ...against(({ objectVector }) => objectVector), maps: vectorMaps },
    }),
    stability: positionStability(frame, activity),
  };
}

function shiftedScores(
  frame: SpatialFrame,
  activity: readonly CellActivity[],
  shift: readonly number[],
): ShiftedScores {
  const amounts = activity.map((cell, s) => placeShifted(frame.clocks[s], cell, shift[s]));
  const map = frame.mapper.map(amounts);
  const tuning = frame.angleBins && directionTuning(frame.angleBins, frame.dwell, amounts, frame.direction);
  const vectorMaps = frame.objects.map((object, s) => objectVectorMap(object, amounts[s]));
  return {
    map,
    position: skaggsInformation(map.rate, map.occupancy),
    border: borderScore(map, frame.fields).score,
    speed: frame.speedScore(amounts[0]),
    tuning,
    directionInformation: tuning ? skaggsInformation(tuning.rate, tuning.occupancy) : Number.NaN,
    vectorMaps,
    objectVector: vectorMaps.length > 1 ? objectVectorScore(vectorMaps[0], vectorMaps[1]) : Number.NaN,
  };
}

function positionStability({ clocks, mappers }: SpatialFrame, activity: readonly CellActivity[]): number {
  if (mappers.length < 2) return Number.NaN;
  const maps = mappers.map((mapper, s) => mapper.map([placeShifted(clocks[s], activity[s], 0)]));
  return mapCorrelation(maps[0], maps[maps.length - 1]);
}
