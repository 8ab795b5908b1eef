/** What the page asks about a spatial code, and what it is told. */
import type { FourierSeries } from "../../../src/models/spatialCode.js";

export interface RoomQuestion {
  readonly series: FourierSeries;
  /** Where the object is, [x, y] in the box of side 2 pi around (0, 0); (0, 0) is its home. */
  readonly object: readonly [number, number];
  readonly bins: number;
  /** Grid scores take a while. */
  readonly scores: boolean;
}

export interface RoomMaps {
  readonly bins: number;
  /** Activity in the room as it is, below zero counted as silence: [units x bins x bins], row 0 at the smallest y. */
  readonly rates: Float32Array;
  /** Grid score of the map over positions alone, the object averaged out; NaN where it is not defined or not asked for [units] */
  readonly gridScores: Float64Array;
}
