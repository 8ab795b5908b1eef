/**
 * Every test of one cell, in one or more sessions of the same arena: position, grid, border, direction, speed, object vector; each
 * score beside its null. Grid scores are judged by field shuffles, all others by shifting the activity in time against the
 * behaviour (Langston et al., Science 328, 2010), in every session by itself.
 */
import { fold, type Key } from "../math/random.js";
import type { BorderScore } from "./borderScore.js";
import { type CellActivity, placeShifted, randomShifts } from "./cellActivity.js";
import { type GridTest, gridTest } from "./gridNull.js";
import type { DirectionTuning } from "./headDirection.js";
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

/** Tests one cell; `activity` has one entry per session of the frame. */
export function spatialTests(
  frame: SpatialFrame,
  activity: readonly CellActivity[],
  options: Partial<SpatialTestOptions>,
  key: Key,
): SpatialTests {
  const all = { ...spatialTestDefaults, ...options };
  const still = activity.map(() => 0);
  const own = arrangement(frame, activity, still);
  const speed = frame.speed(activity);
  const scoreAt = (shift: readonly number[]): ShiftedScores =>
    scoresOf(frame, arrangement(frame, activity, shift), speed(shift));
  const score = scoresOf(frame, own, speed(still));
  const draws = shiftsOf(frame, all, fold(key, "shifts")).map(scoreAt);
  const against = (read: (scores: ShiftedScores) => number): NullTest =>
    nullTest(read(score), Float64Array.from(draws, read));
  const { map, tuning, vectorMaps } = own;
  const spikes = activity.reduce((sum, cell) => sum + cell.spikes, 0);
  return {
    map,
    position: { ...against(({ position }) => position), information: spatialInformation(map, spikes) },
    grid: gridTest(map, all.fieldShuffles, fold(key, "fields")),
    border: { ...against(({ border }) => border), detail: frame.border(map) },
    speed: against(({ speed: of }) => of),
    ...(tuning && {
      direction: { ...against(({ direction }) => direction), tuning },
      directionInformation: against(({ directionInformation }) => directionInformation),
    }),
    ...(vectorMaps.length > 1 && {
      objectVector: { ...against(({ objectVector }) => objectVector), maps: vectorMaps },
    }),
    stability: positionStability(frame, activity),
  };
}

/** Random time shifts, [draws][sessions]. */
function shiftsOf({ sessions }: SpatialFrame, { shifts, smallestShift }: SpatialTestOptions, key: Key): number[][] {
  const ofSession = sessions.map(({ duration }, s) => randomShifts(fold(key, s), shifts, duration, smallestShift));
  return Array.from({ length: shifts }, (_, draw) => ofSession.map((of) => of[draw]));
}

/** Maps of one arrangement of activity and behaviour. */
interface Arrangement {
  readonly map: RateMap;
  readonly tuning: DirectionTuning | undefined;
  readonly vectorMaps: readonly ObjectVectorMap[];
}

function arrangement(frame: SpatialFrame, activity: readonly CellActivity[], shift: readonly number[]): Arrangement {
  const amounts = activity.map((cell, s) => placeShifted(frame.clocks[s], cell, shift[s]));
  return {
    map: frame.mapper.map(amounts),
    tuning: frame.tuner?.(amounts),
    vectorMaps: frame.objects.map((object, s) => objectVectorMap(object, amounts[s])),
  };
}

/** The scores that time shifts judge; NaN where they do not apply. */
interface ShiftedScores {
  readonly position: number;
  readonly border: number;
  readonly speed: number;
  readonly direction: number;
  readonly directionInformation: number;
  readonly objectVector: number;
}

function scoresOf(frame: SpatialFrame, { map, tuning, vectorMaps }: Arrangement, speed: number): ShiftedScores {
  return {
    position: skaggsInformation(map.rate, map.occupancy),
    border: frame.border(map).score,
    speed,
    direction: tuning?.vectorLength ?? Number.NaN,
    directionInformation: tuning ? skaggsInformation(tuning.rate, tuning.occupancy) : Number.NaN,
    objectVector: vectorMaps.length > 1 ? objectVectorScore(vectorMaps[0], vectorMaps[1]) : Number.NaN,
  };
}

function positionStability({ clocks, mappers }: SpatialFrame, activity: readonly CellActivity[]): number {
  if (mappers.length < 2) return Number.NaN;
  const maps = mappers.map((mapper, s) => mapper.map([placeShifted(clocks[s], activity[s], 0)]));
  return mapCorrelation(maps[0], maps[maps.length - 1]);
}
