/** Ten seeds after five, or one more arm: what another run has finished is not computed again. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { key, uniform } from "../math/random.js";
import type { Experiment } from "../protocols.js";
import { inProcessRunner } from "./inProcess.node.js";
import { readMetrics } from "./metricsLog.node.js";
import { runExperiment } from "./runExperiment.node.js";
import type { RunOutcome } from "./runRequest.node.js";

const settings = z.object({
  seeds: z.array(z.number()),
  arms: z.array(z.string()).default(["all"]),
  scale: z.number(),
});

let computed: string[] = [];

const draws = (version = 1): Experiment<typeof settings> => ({
  id: "draws",
  title: "",
  source: "",
  claim: "",
  version,
  settings,
  sizes: { quick: {}, start: {}, full: {} },
  expectedSeconds: () => 1,
  choosing: ["arms"],
  jobs: ({ seeds, arms }) => [
    { id: "shared", condition: "shared", seed: seeds[0] },
    ...arms.flatMap((arm) =>
      seeds.map((seed) => ({ id: arm === "all" ? `seed${seed}` : `${arm}-seed${seed}`, condition: arm, seed })),
    ),
  ],
  async runJob(job, { scale }, context) {
    computed.push(job.id);
    const [value] = uniform(key(job.seed), 1);
    context.report({ done: 1, total: 1, metrics: { value } });
    const arrays = { value: { shape: [1], data: Float64Array.of(scale * value) } };
    return { job, values: { value: scale * value }, arrays };
  },
  check: () => [],
  figures: () => [],
  recorded: {},
});

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "purecell-seeds-"));
});
afterEach(() => rmSync(root, { recursive: true }));

interface Draw {
  readonly runs?: string;
  readonly arms?: string[];
  readonly scale?: number;
  readonly version?: number;
  readonly force?: boolean;
}

async function run(
  seeds: readonly number[],
  { runs = "runs", arms = ["all"], scale = 1, version, force = false }: Draw = {},
) {
  computed = [];
  const notes: string[] = [];
  const experiment = draws(version);
  const runner = inProcessRunner({ experiments: { draws: experiment }, headlines: [], module: "" });
  const request = {
    experiment,
    settings: { seeds, arms, scale },
    engine: { backend: "wasm", reason: "" } as const,
    runs: join(root, runs),
    force,
    argv: [],
  };
  const note = (text: string) => notes.push(text);
  const events = { opened() {}, started() {}, progress() {}, finished() {}, failed() {}, note };
  const outcome = await runExperiment(request, runner, events, new AbortController().signal);
  return { ...outcome, notes, computed };
}

const jobFiles = ({ path }: Pick<RunOutcome, "path">) =>
  readdirSync(join(path, "jobs"))
    .sort()
    .map((name) => [name, readFileSync(join(path, "jobs", name), "base64")]);

test("the same bytes as without the other run, its reports too, and it says whose they are", async () => {
  const few = await run([0, 1]);
  const more = await run([0, 1, 2]);
  expect(more.computed).toEqual(["seed2"]);
  expect(more.notes).toEqual([`3 of 4 jobs are taken from ${few.id}: same settings, other seeds`]);
  expect(readFileSync(join(more.path, "log"), "utf8")).toContain(`are taken from ${few.id}`);
  const atOnce = await run([0, 1, 2], { runs: "at once" });
  expect(atOnce.computed).toHaveLength(4);
  expect(jobFiles(more)).toEqual(jobFiles(atOnce));
  expect(
    readMetrics(join(more.path, "metrics.jsonl"))
      .map(({ job }) => job)
      .sort(),
  ).toEqual(
    readMetrics(join(atOnce.path, "metrics.jsonl"))
      .map(({ job }) => job)
      .sort(),
  );
});

test("one more arm is the networks of that arm; one arm of two is nothing new", async () => {
  const few = await run([0, 1]);
  const more = await run([0, 1, 2], { arms: ["all", "none"] });
  expect(more.computed).toEqual(["none-seed0", "none-seed1", "seed2", "none-seed2"]);
  expect(more.notes).toEqual([`3 of 7 jobs are taken from ${few.id}: same settings, other seeds and arms`]);
  const one = await run([0, 1, 2]);
  expect(one.computed).toEqual([]);
  expect(one.notes.join()).toMatch(new RegExp(`jobs are taken from ${more.id}: same settings, other arms`));
});

test("a job of the same name that is another one is computed", async () => {
  await run([0, 1]);
  expect((await run([1, 0, 2])).computed).toEqual(["shared", "seed2"]);
});

test("other settings and another version are other results; --force wants everything fresh", async () => {
  await run([0, 1]);
  expect((await run([0, 2], { scale: 2 })).computed).toEqual(["shared", "seed0", "seed2"]);
  expect((await run([0, 3], { version: 2 })).computed).toEqual(["shared", "seed0", "seed3"]);
  expect((await run([0, 4], { force: true })).computed).toEqual(["shared", "seed0", "seed4"]);
});

test("damaged results and folders are passed over", async () => {
  const { path } = await run([0, 1]);
  writeFileSync(join(path, "jobs", "seed1.npz"), "cut off");
  expect((await run([0, 1, 2])).computed).toEqual(["seed1", "seed2"]);
  rmSync(join(root, "runs"), { recursive: true });
  const again = await run([0, 1]);
  writeFileSync(join(again.path, "config.json"), "{");
  expect((await run([0, 1, 2])).computed).toHaveLength(4);
});
