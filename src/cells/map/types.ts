/** What the analysis of spatial cells takes and gives. Lengths are in the unit of the positions, unless a name says bins. */

/** Firing rate by place. Row 0 holds the smallest y, column 0 the smallest x. */
export interface RateMap {
  readonly rows: number;
  readonly columns: number;
  /** Side of a bin; 1 where lengths are to be given in bins. */
  readonly binSize: number;
  /** [rows x columns] Hz, or the activity's own unit; NaN where the animal has not been (enough) */
  readonly rate: Float64Array;
  /** [rows x columns] seconds; equal in all visited bins where the map came without its occupancy */
  readonly occupancy: Float64Array;
}

/** Correlation of a map with itself at every displacement. The centre is at row `rows - 1` / 2, column (`columns` - 1) / 2. */
export interface Autocorrelogram {
  /** Odd. */
  readonly rows: number;
  /** Odd. */
  readonly columns: number;
  readonly binSize: number;
  /** [rows x columns] Pearson's r; NaN where too few bins overlap or one of the overlapping parts is constant */
  readonly correlation: Float64Array;
}

/** A number that may be refused: NaN, and why. */
export interface Refusable {
  readonly value: number;
  readonly reason?: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}
