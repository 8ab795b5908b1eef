/** Steps in chunks that take about equally long, so that progress, early stopping and interruption stay lively. */

export interface ChunkOptions {
  /** Steps per chunk; when absent, adapted so that a chunk takes about `interval` milliseconds. Never changes the result. */
  readonly chunk?: number;
  /** Milliseconds between yields, default 200. */
  readonly interval?: number;
  /** Called for the clock; `performance.now` when absent. */
  readonly now?: () => number;
}

const MAXIMUM_CHUNK = 5000;

/** Chunks begin with one step, since a step may take a second, and grow at most this much at a time. */
const FASTEST_GROWTH = 4;

/** Does steps done + 1 to `total` by calls of `run(done, steps)`, yielding the result of each. */
export async function* inChunks<Result>(
  done: number,
  total: number,
  { chunk, interval = 200, now = () => performance.now() }: ChunkOptions,
  run: (done: number, steps: number) => Promise<Result>,
): AsyncGenerator<Result> {
  let size = chunk ?? 1;
  for (let at = done; at < total; ) {
    const steps = Math.min(size, total - at);
    const begun = now();
    const result = await run(at, steps);
    at += steps;
    size = chunk ?? nextChunk(steps, now() - begun, interval);
    yield result;
  }
}

const nextChunk = (steps: number, elapsed: number, interval: number): number =>
  Math.max(1, Math.min(MAXIMUM_CHUNK, FASTEST_GROWTH * steps, Math.round((steps * interval) / Math.max(elapsed, 1))));
