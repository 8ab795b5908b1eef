import { join } from "node:path";
import { expect, test } from "vitest";
import { readMetrics } from "../../src/runs/metricsLog.node.js";
import { type Child, computed, jobFiles, onlyRun, start, until } from "./fixtures/child.js";
import { compiledIn } from "./fixtures/compiled.js";

const SIZE = ["updates=300", "samples=2000", "code=12", "evaluationSamples=500", "nullDraws=20"];
const TRAINING = ["run", "fig2", ...SIZE.flatMap((value) => ["--set", value]), "--seed", "0", "--engine", "wasm"];

const place = compiledIn();

const train = (runs: string): Child => start(place.purecell, [...TRAINING, "--runs", runs], { cwd: place.cwd });
const reports = (runs: string) =>
  readMetrics(join(onlyRun(join(place.cwd, runs)) ?? place.cwd, "metrics.jsonl")).length;

test("interrupted in a training and killed later, fig2 has the bytes of the run that was left alone", async () => {
  const interrupted = train("stopped");
  await until(() => reports("stopped") > 1);
  interrupted.kill("SIGINT");
  expect((await interrupted.ended).code).toBe(130);
  expect(jobFiles(join(place.cwd, "stopped"), ".checkpoint.safetensors").length).toBeGreaterThan(0);

  const killed = train("stopped");
  await until(() => jobFiles(join(place.cwd, "stopped"), ".json").length > 0);
  killed.kill("SIGKILL");
  expect((await killed.ended).signal).toBe("SIGKILL");
  expect((await train("stopped").ended).code).toBe(0);

  expect((await train("whole").ended).code).toBe(0);
  const whole = computed(join(place.cwd, "whole"));
  expect(Object.keys(whole).filter((name) => name.endsWith(".npz"))).toHaveLength(5);
  expect(computed(join(place.cwd, "stopped"))).toEqual(whole);
});
