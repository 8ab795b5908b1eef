/**
 * Every test of one cell, in one or more sessions of the same arena: position, grid, border, direction, speed, object vector; each
 * score beside its null. By default grid scores are judged by field shuffles, all others by shifting the activity in time against
 * the behaviour (Langston et al., Science 328, 2010), in every session by itself.
 */
import { fold, type Key } from "../math/random.js";
import { type NullTest, nullTest } from "./againstNull.js";
import { arrangement, type DrawnScores, predictions, scoresOf } from "./arrangement.js";
import { contestsOf, placeMaps, positionStability } from "./betweenSessions.js";
import { type GridTest, gridTest } from "./grid/gridNull.js";
import type { GridScoreName } from "./grid/gridScorer.js";
import type { BorderScore } from "./map/borderScore.js";
import type { ObjectVectorMap } from "./map/objectVector.js";
import { coherence, type SpatialInformation, spatialInformation } from "./map/spatialInformation.js";
import type { RateMap } from "./map/types.js";
import { type CellActivity, placeShifted, randomShifts } from "./session/cellActivity.js";
import type { DirectionTuning } from "./session/headDirection.js";
import { phaseSurrogates } from "./session/phaseSurrogate.js";
import { vectorAdvantage } from "./session/vectorAdvantage.js";
import type { SpatialFrame } from "./spatialFrame.js";

export interface SpatialTestOptions {
  /** Time shifts of every test but the grid's. */
  readonly shifts: number;
  /** Field shuffles of the grid test. */
  readonly fieldShuffles: number;
  /** Smallest time shift, s. */
  readonly smallestShift: number;
  /** What the draws of every test but the grid's do to the activity: shift it, or randomise its phases (phaseSurrogate.ts). */
  readonly null: TimeNull;
  readonly gridScore: GridScoreName;
  /** Null of the grid score; shifts in time call up to a fifth of patchy cells grids (Barry and Burgess 2017). */
  readonly gridNull: GridNull;
}

export const TIME_NULLS = ["time-shift", "phase-randomise"] as const;

export type TimeNull = (typeof TIME_NULLS)[number];

export const GRID_NULLS = ["field-shuffle", ...TIME_NULLS] as const;

export type GridNull = (typeof GRID_NULLS)[number];

/** 500 draws a test, shifts of at least 20 s; grids against shuffled fields. */
export const spatialTestDefaults: SpatialTestOptions = {
  shifts: 500,
  fieldShuffles: 500,
  smallestShift: 20,
  null: "time-shift",
  gridScore: "tolerant",
  gridNull: "field-shuffle",
};

export interface SpatialTests {
  readonly map: RateMap;
  /** Information about position, bits per spike. */
  readonly position: NullTest & { readonly information: SpatialInformation };
  /** Of the unsmoothed map. */
  readonly coherence: number;
  readonly grid: GridTest;
  readonly border: NullTest & { readonly detail: BorderScore };
  readonly speed: NullTest;
  /** Mean vector length, where head directions are known. */
  readonly direction?: NullTest & { readonly tuning: DirectionTuning };
  /** Information about direction, bits per spike. */
  readonly directionInformation?: NullTest;
  /** Where the object stood at different places in two sessions; maps of each session with an object. */
  readonly objectVector?: NullTest & {
    readonly maps: readonly ObjectVectorMap[];
    /** How much better these maps predict another session than maps of the room do: t (vectorAdvantage.ts). */
    readonly advantage: number;
  };
  /**
   * Mean correlation of the position maps of the pairs of sessions between which the object moved, or of the first and the last
   * session; NaN with one session.
   */
  readonly stability: number;
  /** What the tuning to one predicts of the other (conjunction.ts); NaN without head directions. */
  readonly predicted: {
    /** Mean vector length, from the rate map. */
    readonly direction: number;
    /** Bits per spike about position, from the direction tuning. */
    readonly position: number;
  };
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
  const score = scoresOf(frame, own, frame.speed(activity)(still));
  const scoreOfDraw = drawScorer(frame, activity, all, key);
  const draws = Array.from({ length: all.shifts }, (_, draw) => scoreOfDraw(draw));
  const against = (read: (scores: DrawnScores) => number): NullTest =>
    nullTest(read(score), Float64Array.from(draws, read));
  const { map, tuning, vectorMaps } = own;
  const ofSession = placeMaps(frame, activity);
  const spikes = activity.reduce((sum, cell) => sum + cell.spikes, 0);
  return {
    map,
    position: { ...against(({ position }) => position), information: spatialInformation(map, spikes) },
    coherence: coherence(frame.rawMapper.map(activity.map((cell, s) => placeShifted(frame.clocks[s], cell, 0)))),
    grid: gridTest(map, all.fieldShuffles, fold(key, "fields"), {
      variant: all.gridScore,
      stopAbove: STOP_ABOVE,
      peaksApart: true,
      ...(all.gridNull !== "field-shuffle" && { nullMap: drawnMap(frame, activity, all, fold(key, "grid")) }),
    }),
    border: { ...against(({ border }) => border), detail: frame.border(map) },
    speed: against(({ speed: of }) => of),
    ...(tuning && {
      direction: { ...against(({ direction }) => direction), tuning },
      directionInformation: against(({ directionInformation }) => directionInformation),
    }),
    ...(frame.objectPairs.length > 0 && {
      objectVector: {
        ...against(({ objectVector }) => objectVector),
        maps: vectorMaps.filter((of) => of !== undefined),
        advantage: vectorAdvantage(contestsOf(frame, activity, ofSession, vectorMaps)),
      },
    }),
    stability: positionStability(frame, ofSession),
    predicted: predictions(frame, own),
  };
}

/** Cells that are no grids by far need no further shuffles to show it. */
export const STOP_ABOVE = 0.05;

/** Scores of null draw number 0, 1, ... */
function drawScorer(
  frame: SpatialFrame,
  activity: readonly CellActivity[],
  options: SpatialTestOptions,
  key: Key,
): (draw: number) => DrawnScores {
  const still = activity.map(() => 0);
  if (options.null === "phase-randomise") {
    const surrogate = surrogates(frame, activity, key);
    return (draw) => {
      const drawn = surrogate(draw);
      return scoresOf(frame, arrangement(frame, drawn, still), frame.speed(drawn)(still));
    };
  }
  const speed = frame.speed(activity);
  const shifts = shiftsOf(frame, options, options.shifts, key);
  return (draw) => scoresOf(frame, arrangement(frame, activity, shifts[draw]), speed(shifts[draw]));
}

/** Rate maps of null draw number 0, 1, ... of the grid test. */
function drawnMap(
  frame: SpatialFrame,
  activity: readonly CellActivity[],
  options: SpatialTestOptions,
  key: Key,
): (draw: number) => Float64Array {
  const placed = (of: readonly CellActivity[], shift: readonly number[]) =>
    frame.mapper.map(of.map((cell, s) => placeShifted(frame.clocks[s], cell, shift[s]))).rate;
  if (options.gridNull === "phase-randomise") {
    const surrogate = surrogates(frame, activity, key);
    return (draw) =>
      placed(
        surrogate(draw),
        activity.map(() => 0),
      );
  }
  const shifts = shiftsOf(frame, options, options.fieldShuffles, key);
  return (draw) => placed(activity, shifts[draw]);
}

/** The activity of every session with random phases, for draw number 0, 1, ... */
function surrogates({ sessions }: SpatialFrame, activity: readonly CellActivity[], key: Key) {
  const ofSession = sessions.map((session, s) => phaseSurrogates(session, activity[s], fold(fold(key, "phases"), s)));
  return (draw: number): CellActivity[] =>
    ofSession.map((surrogate, s) => surrogate(fold(fold(fold(key, "surrogates"), s), draw)));
}

/** Random time shifts, [draws][sessions]. */
function shiftsOf(
  { sessions }: SpatialFrame,
  { smallestShift }: SpatialTestOptions,
  draws: number,
  key: Key,
): number[][] {
  const ofSession = sessions.map(({ duration }, s) =>
    randomShifts(fold(fold(key, "shifts"), s), draws, duration, smallestShift),
  );
  return Array.from({ length: draws }, (_, draw) => ofSession.map((of) => of[draw]));
}
