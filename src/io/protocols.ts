/**
 * Data files of any format behind one interface. `openDataFile` (or `openDataPath` on Node, which also reads HDF5) says what a
 * file holds without reading it, and reads one array, or some of its rows, at a time:
 *
 *     const file = await openDataPath("session.nwb", { binWidth: 0.1 });
 *     for (const { name, shape, dtype } of file.entries) console.log(name, shape, dtype);
 *     const { shape, data } = await file.read("activity", { rows: [0, 1000] });
 *     await file.close();
 *
 * `readColumns` of selection.ts puts several entries side by side as a table [rows x columns].
 */
import type { NpyArray } from "./npy.js";

export type DataFormat = "npy" | "npz" | "csv" | "parquet" | "matlab-v5" | "matlab-v7.3" | "hdf5" | "nwb" | "folder";

/** One array of a file; a column of a table is an array of one dimension. */
export interface DataEntry {
  /** As `read` takes it: a name, or in HDF5 a path without leading slash, e.g. "units/spike_times". */
  readonly name: string;
  /**
   * Row-major as NumPy has it, the first axis being rows (MATLAB's too); empty for a single value. A table of one row is a list:
   * [1 x n] is [n].
   */
  readonly shape: readonly number[];
  /** NumPy's kind and bytes: "f8", "i4", "u1", "b1" (booleans), "U" (text); the file's own word where unreadable. */
  readonly dtype: string;
  readonly kind: "numbers" | "booleans" | "text" | "unreadable";
  /** Units of measurement where the file states them, e.g. "m". */
  readonly units?: string;
  /** What the file says it is, e.g. "SpatialSeries". */
  readonly note?: string;
  /**
   * What the format knows it to be for; where absent, names and shapes are all there is to go by. "raw": what a device gave, such as
   * voltages; neither activity nor a factor unless it is named. "signal": one of several signals of the same neurons, of which one is
   * the activity and none a factor.
   */
  readonly role?: "activity" | "signal" | "factor" | "time" | "description" | "raw";
  /** Of circular quantities, e.g. 2 pi for an angle in radians. */
  readonly period?: number;
  /** What the format knows it to measure of a moving animal. */
  readonly quantity?: "position" | "direction";
  /** Names of the columns of a table, where the file has them. */
  readonly columnNames?: readonly string[];
  /** The table of intervals outside of which it has no values, which is then no fault: NaN, or text of no length. */
  readonly within?: string;
  /** Why it cannot be read and what to do about it; unreadable entries only. */
  readonly problem?: string;
}

/** Something that was decided where the file leaves a choice. */
export interface Choice {
  /** What was decided, and from what. */
  readonly said: string;
  /** What to type for another decision. */
  readonly otherwise?: string;
}

export interface OwnBins {
  readonly seconds: number;
  /** In words, to stand behind the width. */
  readonly why: string;
}

export interface ReadRows {
  /** First row and the row after the last; by default all. */
  readonly rows?: readonly [from: number, to: number];
}

/** An open file. Close it when done; nothing is held in memory between reads but the table of contents, where the format allows. */
export interface DataFile {
  readonly format: DataFormat;
  /** For messages: the path or file name. */
  readonly name: string;
  readonly entries: readonly DataEntry[];
  /** The bins of an NWB file that was opened with `binWidth: "own"`; absent where it holds nothing to put in bins. */
  readonly bins?: OwnBins;
  /** What was decided in reading it, to be told to whoever asked for it. */
  readonly choices?: readonly Choice[];
  /**
   * The array of that name, row-major, of the entry's shape but for the rows asked for. Throws InputError for a name that is not
   * there (with those that are), an unreadable entry, rows outside the array, more bytes than the limit, damaged data.
   */
  read(name: string, options?: ReadRows): Promise<NpyArray>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Refuse to unpack or read more bytes than this at a time. */
  readonly mostBytes: number;
  /**
   * A file that foreign code reads (HDF5, Parquet) is given up after so many seconds of work, and one more for each million bytes of
   * the file, and of what is read of it.
   */
  readonly patience: number;
  /**
   * NWB only: bins in which spikes are counted and series averaged, in seconds, or one per trial. "own": 0.1 s for spikes, the
   * interval of the slowest leading series where that is longer or there are none; the file's `bins` say which it became.
   */
  readonly binWidth?: number | "trials" | "own";
  /** NWB only: which table of units, series and table of intervals to take, where there are several; by their paths. */
  readonly use?: readonly string[];
  /** Spike times are numbers of samples, so many a second; 1000 for milliseconds. In seconds by default. */
  readonly samplingRate?: number;
  /** Folders of sorted spikes or regions only: labels of those to take, or "all". */
  readonly labels?: readonly string[];
  /** Names or patterns of arrays, or columns of tables, that are not to be seen. */
  readonly leaveOut?: readonly string[];
  /** Numbers that stand for no value. */
  readonly missingValues?: readonly MissingValue[];
}

/** A number that stands for no value: everywhere, or in the array or column of a name. */
export interface MissingValue {
  readonly value: number;
  readonly of?: string;
}

/** Arrays of up to 2 GiB at a time; files that foreign code reads are given 5 s. */
export const openDefaults: OpenOptions = { mostBytes: 2 ** 31, patience: 5 };
