/** The rounds of an analysis on one thread or several, told as they go. */
import type { AnalyseProgress, Rounds } from "../../../../cells/index.js";
import { Interrupted } from "../../../../math/errors.js";
import type { Context } from "../../../context.js";
import { Narration } from "../../../terminal/narration.js";
import { stopSignal } from "../../../terminal/stopSignal.js";
import { ownThread, type Pool, threadPool } from "../../../threads/pool.js";
import type { Job } from "./tasks.js";

/** How the tasks of an analysis are carried out. */
export interface Work<Task, Found> {
  /** In this thread. */
  readonly carryOut: (task: Task) => Found;
  /** What other threads are given to do the same. */
  readonly job: Job;
  /** One: in this thread. */
  readonly lanes: number;
  /** What is tested, for progress: "cell". */
  readonly what: string;
}

const WORKER = new URL("./worker.js", import.meta.url);

/** Throws Interrupted when other threads are stopped; where this one does the work, a request to stop ends the command. */
export async function carryOutRounds<Task, Found, Result>(
  rounds: Rounds<Task, Found, Result>,
  { carryOut, job, lanes, what }: Work<Task, Found>,
  context: Context,
): Promise<Result> {
  const narration = new Narration(context.terminal);
  const tell = ({ done, total }: AnalyseProgress) => narration.update(`${what} ${done} of ${total}`);
  const stop = lanes > 1 ? stopSignal(context, []) : undefined;
  const pool: Pool<Task, Found> = stop ? threadPool({ entry: WORKER, job }, lanes, stop.signal) : ownThread(carryOut);
  try {
    return await inRounds(rounds, pool, tell, stop?.signal);
  } finally {
    narration.clear();
    stop?.release();
    await pool.close();
  }
}

async function inRounds<Task, Found, Result>(
  rounds: Rounds<Task, Found, Result>,
  pool: Pool<Task, Found>,
  tell: (progress: AnalyseProgress) => void,
  signal: AbortSignal | undefined,
): Promise<Result> {
  let round = rounds.next([]);
  while (!round.done) {
    const found: Found[] = [];
    let done = 0;
    const total = round.value.length;
    await pool.run(round.value, (_, one, at) => {
      found[at] = one;
      done++;
      tell({ done, total });
    });
    if (signal?.aborted) throw new Interrupted(NOTHING_YET);
    round = rounds.next(found);
  }
  return round.value;
}

const NOTHING_YET = "interrupted: cells are labelled together, so that there is no answer before all are tested";
