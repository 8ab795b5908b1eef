/** Files that an experiment's settings name: refused before anything is trained, and at hand in its jobs. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import type { Experiment } from "../protocols.js";
import { inProcessRunner } from "./inProcess.node.js";
import { runExperiment } from "./runExperiment.node.js";

const settings = z.object({ seeds: z.array(z.number()), data: z.string() });

/** The mean pixel of image 7. */
const meanPixel: Experiment<typeof settings> = {
  id: "mean-pixel",
  title: "",
  source: "",
  claim: "",
  version: 1,
  settings,
  sizes: { quick: {}, start: {}, full: {} },
  expectedSeconds: () => 1,
  prepare: async ({ data }, openImages) => (await openImages(data)).close(),
  jobs: ({ seeds }) => seeds.map((seed) => ({ id: `seed${seed}`, condition: "all", seed })),
  async runJob(job, { data }, { openImages }) {
    const task = await openImages?.(data, 8);
    const image = new Float32Array(64);
    task?.render(7, image);
    task?.close();
    return { job, values: { mean: image.reduce((sum, value) => sum + value, 0) / 64 }, arrays: {} };
  },
  check: (results) => [
    { id: "mean", claim: "", criterion: "", measured: String(results[0].values.mean), met: "met", settings: "" },
  ],
  figures: () => [],
  recorded: {},
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-prepare-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (data: string) => {
  const experiments = { "mean-pixel": meanPixel };
  const runner = inProcessRunner({ experiments, headlines: [], module: "" });
  const engine = { backend: "wasm", reason: "" } as const;
  const request = {
    experiment: meanPixel,
    settings: { seeds: [0], data },
    engine,
    runs: join(folder, "runs"),
    force: false,
    argv: [],
  };
  const events = { opened() {}, started() {}, progress() {}, finished() {}, failed() {}, note() {} };
  return runExperiment(request, runner, events, new AbortController().signal);
};

test("a file that cannot be used ends the run before its folder is made", async () => {
  const path = join(folder, "dsprites.npz");
  writeFileSync(path, "<html></html>");
  await expect(run(path)).rejects.toMatchObject({ exitCode: 3 });
  await expect(run(join(folder, "none.npz"))).rejects.toThrow("there is no such file or folder");
  expect(existsSync(join(folder, "runs"))).toBe(false);
});

test("a job opens images by name", async () => {
  const { status, verdicts } = await run("dsprites");
  expect(status).toBe("complete");
  expect(Number(verdicts[0].measured)).toBeCloseTo(100 / 4096, 6);
});
