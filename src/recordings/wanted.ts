/** What was said of the arrays of a session; what was not is found by the names that people use. */
import { type Selection, wholeFile } from "./selection.js";

/** cm once the unit of the positions is known. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Names of arrays, or one file: which of the two shows only once the data are open. */
export interface NamesOrFile {
  /** As it was typed. */
  readonly text: string;
  readonly names: readonly string[];
}

export const UNITS = ["m", "cm", "mm", "px"] as const;

export type LengthUnit = (typeof UNITS)[number];

const SECONDS = { s: 1, ms: 1e-3, us: 1e-6 } as const;

export const TIME_UNITS = ["s", "ms", "us"] as const;

export type TimeUnit = (typeof TIME_UNITS)[number];

/** Seconds of one unit of time; undefined where none was given. */
export const secondsIn = (unit: TimeUnit | undefined): number | undefined => unit && SECONDS[unit];

/** One turn, in each unit of head directions. */
export const DIRECTION_UNITS = { rad: 2 * Math.PI, deg: 360, turn: 1 } as const;

export type DirectionUnit = keyof typeof DIRECTION_UNITS;

/** Unit of the positions; undefined where it is to be inferred. */
export interface WantedLengths {
  readonly unit?: LengthUnit;
  readonly cmPerPixel?: number;
}

export interface WantedSession extends WantedLengths, Selection {
  readonly time?: string;
  /** One array [samples x 2], or two columns. */
  readonly position?: readonly string[];
  readonly headDirection?: string;
  readonly directionUnit?: DirectionUnit;
  /** The direction of movement stands in for the head direction. */
  readonly movementDirection?: boolean;
  readonly spikes?: NamesOrFile;
  readonly spikeCells?: string;
  readonly activity?: readonly string[];
  /** Name of an array, or a place for every session, NaN for a session without the object. */
  readonly objects?: string | readonly Place[];
  readonly session?: string;
  /** Of time stamps and of spike times. */
  readonly timeUnit?: TimeUnit;
  /** Samples a second, where there are no time stamps. */
  readonly frameRate?: number;
  /** The part of the body to follow. */
  readonly keypoint?: string;
  /** Positions tracked with less are lost. */
  readonly likelihood?: number;
  /** Seconds in which spikes of NWB files are counted. */
  readonly binWidth: number;
  /** Slower samples are left out, cm/s. */
  readonly smallestSpeed: number;
}

/** Nothing was said. */
export const usualSession: WantedSession = { ...wholeFile, binWidth: 0.1, smallestSpeed: 0 };
