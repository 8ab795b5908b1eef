/** How many threads an analysis is worth. */
import { availableParallelism } from "node:os";
import type { AnalyseOptions, Bins } from "../../../../cells/index.js";
import type { RecordedCells } from "../../../../recordings/sessions.js";
import { memoryLimit } from "../../../recordings/memory.js";
import { threadsStartFast } from "../../../threads/pool.js";

export interface Size {
  /** Cells, or finished maps. */
  readonly cells: number;
  /** Of each cell, of all kinds. */
  readonly draws: number;
  /** That a draw goes over: bins of a map, and what the activity takes beside them. */
  readonly bins: number;
  /** Of all paths together. */
  readonly samples: number;
}

/** Spikes, or samples of a continuous activity, that are placed in the time that a bin takes to be smoothed and scored. */
const EVENTS_A_BIN = 10;

/** Draws in time that an activity with random phases takes as long as. */
const RANDOM_PHASES = 10;

/** Of cells of sessions. */
export function sizeOf(
  { sessions, activity }: Pick<RecordedCells, "sessions" | "activity">,
  { rows, columns }: Bins,
  { shifts, fieldShuffles, null: timeNull }: AnalyseOptions,
): Size {
  const cells = activity.length;
  const events = activity.flat().reduce((sum, { clock }) => sum + clock.length, 0) / cells;
  return {
    cells,
    draws: shifts * (timeNull === "phase-randomise" ? RANDOM_PHASES : 1) + fieldShuffles,
    bins: rows * columns + events / EVENTS_A_BIN,
    samples: sessions.reduce((sum, { t }) => sum + t.length, 0),
  };
}

/** Draws x bins that take one to two seconds: with less to do, threads are hardly started before the work would be done. */
const SMALL = 4e6;

/** Bytes of a thread, and of what it works out for each sample. */
const THREAD = 6e7;
const PER_SAMPLE = 100;

/**
 * As many as asked for, else one for each core that there is memory for; one, this thread itself, where the work is small or sources
 * run untranslated, whose threads are slow to start. Never more than there are cells.
 */
export function lanesFor(
  { cells, draws, bins, samples }: Size,
  workers: number | undefined,
  startFast = threadsStartFast,
): number {
  if (workers !== undefined) return Math.min(workers, cells);
  if (!startFast || cells * draws * bins < SMALL) return 1;
  const held = Math.floor(memoryLimit() / (THREAD + PER_SAMPLE * samples));
  return Math.max(1, Math.min(availableParallelism(), cells, held));
}
