import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { adam } from "../../engine/optimisers.js";
import { constant } from "../../engine/schedules.js";
import { Interrupted } from "../../math/errors.js";
import { key } from "../../math/random.js";
import { linearNetwork } from "../../models/linearNetwork.js";
import { squaredError } from "../../objectives/prediction.js";
import type { Compile, HostTree, JobContext } from "../../protocols.js";
import { supervisedMixture } from "../../tasks/linearMixture.js";
import { fromCheckpoint, type TrainingPlan } from "../../training/index.js";
import { trainJob } from "./trainJob.js";

const STEP_MS = 60;

/** An engine whose every step takes a while and changes nothing. */
const slow: Compile = async () => ({
  backend: "wasm",
  async run(state, { indices }) {
    const steps = indices.shape[0];
    await wait(steps * STEP_MS);
    return { state, metrics: { loss: new Float32Array(steps), prediction: new Float32Array(steps) } };
  },
  dispose() {},
});

test("asked to stop, a training with slow steps saves its state and ends within a chunk of 200 ms", async () => {
  const plan: TrainingPlan = {
    model: linearNetwork({ inputs: 3, code: 4, outputs: 3 }),
    objective: [{ term: squaredError(), strength: constant(1) }],
    optimiser: adam({ learningRate: constant(1e-3) }),
    data: supervisedMixture(key(1), 3).sample(key(2), 50),
    batch: 10,
    steps: 10_000,
    key: key(3),
  };
  const stop = new AbortController();
  const saved: HostTree[] = [];
  const reported: number[] = [];
  let stoppedAt = Number.POSITIVE_INFINITY;
  const context: JobContext = {
    backend: "wasm",
    compile: slow,
    checkpoints: { load: async () => undefined, save: async (state) => void saved.push(state) },
    report: ({ done }) => void reported.push(done),
    signal: stop.signal,
  };
  setTimeout(() => {
    stoppedAt = performance.now();
    stop.abort();
  }, 700);
  await expect(trainJob(plan, context)).rejects.toBeInstanceOf(Interrupted);
  // A chunk of 200 ms, once more for a busy machine.
  expect(performance.now() - stoppedAt).toBeLessThan(400);
  expect(saved).toHaveLength(1);
  expect(fromCheckpoint(plan, saved[0]).step).toBe(reported.at(-1));
});
