/** How many threads an analysis is worth. */
import { availableParallelism } from "node:os";
import { memoryLimit } from "../../../recordings/memory.js";
import { threadsStartFast } from "../../../threads/pool.js";

export interface Size {
  /** Cells, or finished maps. */
  readonly cells: number;
  /** Of each cell, of all kinds. */
  readonly draws: number;
  /** Of a map. */
  readonly bins: number;
  /** Of all paths together. */
  readonly samples: number;
}

/** Draws x bins that take one to two seconds: with less to do, threads are hardly started before the work would be done. */
const SMALL = 4e6;

/** Bytes of a thread, and of what it works out for each sample. */
const THREAD = 6e7;
const PER_SAMPLE = 200;

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
