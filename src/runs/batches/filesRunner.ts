/** Computes nothing: a job without a result is one that failed elsewhere, or that has not been computed yet. */
import { dirname } from "node:path";
import { Interrupted } from "../../math/errors.js";
import type { JobRunner } from "../jobRunner.js";
import { revive } from "../workerMessages.js";
import { readFailure } from "./files.node.js";

/** For judging what is there. */
export const filesRunner: JobRunner = {
  lanes: 1,
  async run({ job, checkpoint }) {
    const failure = readFailure(dirname(checkpoint), job.id);
    throw failure ? revive(failure) : new Interrupted("not computed yet");
  },
  close: async () => {},
};
