/** What cells did, by the name of the cell. */

/** Spike times in seconds, or activity per sample, of one cell. */
export interface CellData {
  readonly kind: "spikes" | "activity";
  readonly values: Float64Array;
  /** True where the activity is a rate in Hz of counted spikes, as in binned NWB files. */
  readonly isRate?: boolean;
}

export type CellTable = ReadonlyMap<string, CellData>;

/** The cells of a session, and what was decided in reading them. */
export interface ReadCells {
  readonly table: CellTable;
  readonly notes: readonly string[];
}
