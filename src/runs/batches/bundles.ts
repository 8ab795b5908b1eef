/** Jobs packed into bundles that are worth a start of a process. */
import type { BatchJob } from "./protocols.js";

/** A job, with how long it should take. */
export interface WeighedJob extends BatchJob {
  /** Expected, on one core. */
  readonly seconds: number;
}

export interface BundleLimits {
  /** Expected seconds of a bundle, over all its lanes. Longer jobs are a bundle each. */
  readonly seconds: number;
  /** More than this a scheduler does not take: bundles become longer. */
  readonly most: number;
  /** Jobs side by side in each bundle. */
  readonly lanes: number;
}

/** In the order of the jobs, so that early bundles hold whole seeds. */
export function bundled(jobs: readonly WeighedJob[], { seconds, most, lanes }: BundleLimits): BatchJob[][] {
  const total = jobs.reduce((sum, job) => sum + job.seconds, 0);
  const longest = Math.max(seconds * lanes, (1.1 * total) / most);
  const mostJobs = Math.max(Math.ceil(jobs.length / most), total === 0 ? 1 : Number.POSITIVE_INFINITY);
  const bundles: BatchJob[][] = [];
  let filled = 0;
  for (const { seconds: own, run, job } of jobs) {
    const current = bundles.at(-1);
    const isFull = filled + own > longest || (current && current.length >= mostJobs);
    if (current === undefined || (isFull && bundles.length < most)) {
      bundles.push([{ run, job }]);
      filled = own;
    } else {
      current.push({ run, job });
      filled += own;
    }
  }
  return bundles;
}
