/** Bundles that were lost, with a node or a process that was killed, are submitted again. */
import { dirname, join } from "node:path";
import { addRound, lookAtJobs, readRounds } from "./files.node.js";
import type { Batch, Scheduler, Submission } from "./protocols.js";

/** A bundle that is lost so often is not lost by chance. */
const MOST_ROUNDS = 5;

/** What became of a batch, as its files tell. */
export interface Lost {
  /** Bundles with a job that has neither a result nor a reason why not. */
  readonly bundles: readonly number[];
  readonly submission: Submission | undefined;
  /** Why lost bundles were not submitted again. */
  readonly why?: string;
}

/** Looks what is lost, and submits it again unless there is a reason not to. Throws InputError where the scheduler refuses. */
export async function resubmitLost(batch: Batch, folder: string, scheduler: Scheduler): Promise<Lost> {
  const bundles = lostBundles(batch, dirname(dirname(folder)));
  const last = readRounds(folder).at(-1);
  if (bundles.length === 0) return { bundles, submission: undefined };
  if (readRounds(folder).length >= MOST_ROUNDS) return { bundles, submission: undefined, why: "lost too often" };
  if (last && (await scheduler.wasCancelled(last))) return { bundles, submission: undefined, why: "cancelled" };
  const submission = await scheduler.submit(batch, folder, bundles);
  addRound(folder, submission);
  return { bundles, submission };
}

/** `runs`: the folder of run folders. */
export function lostBundles({ runs, bundles }: Batch, root: string): number[] {
  const seen = runs.map(({ run }) => lookAtJobs(join(root, run, "jobs")));
  const isLost = ({ run, job }: { readonly run: number; readonly job: string }) =>
    !seen[run].done.has(job) && !seen[run].failed.has(job);
  return [...bundles.keys()].filter((bundle) => bundles[bundle].some(isLost));
}
