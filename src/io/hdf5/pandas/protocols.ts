/** What the tables of pandas are made of. */
import type { DataEntry } from "../../protocols.js";
import type { Hdf5Dataset, Hdf5Member } from "../protocols.js";

/** Where the values of a column lie: one item in each row of a dataset. */
export interface Cells {
  readonly dataset: Hdf5Dataset;
  /** Of one value. */
  readonly item: Pick<Hdf5Member, "class" | "size" | "signed" | "littleEndian">;
  /** Bytes before it in a row. */
  readonly offset: number;
  readonly rowBytes: number;
  /** What stands for a missing text. */
  readonly missing?: string;
}

/** A column, or why it cannot be read. */
export interface FrameColumn {
  readonly entry: DataEntry;
  readonly cells?: Cells;
}

/** One table: its name in the store, and its columns. */
export interface Frame {
  readonly path: string;
  readonly columns: readonly FrameColumn[];
  /** What was left out. */
  readonly said?: string;
}
