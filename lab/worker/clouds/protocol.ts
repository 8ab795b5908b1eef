/** What is asked of a cloud beside its prediction, and what is answered. */
import type { RectifiedPrediction } from "../../../src/theory/index.js";
import type { Energy, Floor } from "../energy.js";
import type { CloudSnapshot } from "../trainings/protocol.js";
import type { Values } from "../values.js";
import type { Plane } from "./axes.js";

/** A part of a map of clouds: how much mixing saves at some of its cells. */
export interface MapQuestion extends Plane {
  readonly settings: Values;
  /** Column and row of every cell asked for. */
  readonly cells: readonly (readonly [column: number, row: number])[];
}

export interface MapCell {
  readonly column: number;
  readonly row: number;
  /** "refused": no cloud to speak of, too few points or all on a line. */
  readonly verdict: "modular" | "nearly modular" | "mixed" | "undecided" | "silent" | "refused";
  /** Bounds on what mixing saves, as a part of the energy; NaN where refused. */
  readonly least: number;
  readonly most: number;
  readonly correlation: number;
}

/** The best rectified code of a cloud that was found in the time allowed. */
export interface RectifiedCloud {
  readonly floor: Floor;
  /** The best code of pure rectified neurons. */
  readonly pure: Energy;
  /** Proven of every code; 0 where nothing is. */
  readonly lowerBound: number;
  readonly prediction: RectifiedPrediction;
  readonly milliseconds: number;
}

/** Networks that are trained beside each other on one cloud. */
export interface SeedsRequest {
  readonly settings: Values;
  readonly seeds: readonly number[];
}

export interface SeedNetwork {
  readonly seed: number;
  readonly step: number;
  readonly snapshot: CloudSnapshot;
}

/** All of them as they stand. */
export interface SeedsMoment {
  /** The settings that they are trained by, by `problemOfSettings`. */
  readonly of: string;
  readonly total: number;
  readonly networks: readonly SeedNetwork[];
}
