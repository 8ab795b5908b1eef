/** What the two engines owe each other and themselves, over all models. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { findAccelerator } from "../src/engine/accelerator.node.js";
import { chooseEngine, compilerFor } from "../src/engine/compilers.node.js";
import type { Backend } from "../src/protocols.js";
import { compilePlan, type TrainingPlan, train } from "../src/training/index.js";
import { hashes } from "./support/trainedBytes.js";
import { models, STREAMED, smallTraining } from "./support/trainings.js";

const root = fileURLToPath(new URL("../", import.meta.url));

const { backend: best, reason } = await chooseEngine("auto");
/** Without the optional package all else is tested all the same; the names of the tests say on what they ran. */
const backends: readonly Backend[] = best === "native" ? ["wasm", "native"] : ["wasm"];

test(`these tests ran on: ${backends.join(" and ")} (${reason})`, () => {
  expect(backends).toContain("wasm");
});

test("every model is among those tested", () => {
  const folder = join(root, "src/models");
  const sources = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const made = sources.flatMap((name) => {
    const [, ...functions] = readFileSync(join(folder, name), "utf8").split(/^export function /m);
    return functions
      .filter((text) => text.match(/\): (\w+) \{$/m)?.[1] === "Model")
      .map((text) => text.slice(0, text.indexOf("(")));
  });
  expect(made).toContain("mlp");
  expect([...Object.keys(models), ...STREAMED].sort()).toEqual(made.sort());
});

/** What a script of the support folder prints, run in a process of its own. */
async function printedBy(script: string, ...args: string[]): Promise<string> {
  const path = join(root, "test/support", script);
  return (await promisify(execFile)(process.execPath, ["--expose-gc", "--import", "tsx", path, ...args])).stdout.trim();
}

/** "loss" and every term at each step. */
async function lossesOf(plan: TrainingPlan, backend: Backend): Promise<Readonly<Record<string, Float32Array>>> {
  const step = await compilePlan(plan, compilerFor(backend));
  const { value } = await train(plan, step, { chunk: plan.steps }).next();
  step.dispose();
  return "metrics" in value ? value.metrics : {};
}

describe.runIf(best === "native").each(Object.values(models).flat())("$name, native against wasm", (model) => {
  test("first five losses, and every term of them, to 1e-5", async () => {
    const [native, wasm] = await Promise.all(
      (["native", "wasm"] as const).map((backend) => lossesOf(smallTraining(model, 5), backend)),
    );
    expect(native.loss).toHaveLength(5);
    for (const [name, values] of Object.entries(wasm)) {
      const scale = Math.max(...values, 1e-3);
      for (const [k, value] of values.entries()) expect(Math.abs(native[name][k] - value)).toBeLessThan(1e-5 * scale);
    }
    expect(native.loss[4]).toBeLessThan(native.loss[0]);
  });
});

const { available: hasGpu, found: gpu } = await findAccelerator();

describe.runIf(hasGpu).each(Object.values(models).flat())(`$name, WebGPU (${gpu}) against wasm`, (model) => {
  test("first five losses to 1e-4", async () => {
    const [webgpu, wasm] = [
      await lossesOf(smallTraining(model, 5), "webgpu"),
      await lossesOf(smallTraining(model, 5), "wasm"),
    ];
    for (const [k, loss] of wasm.loss.entries()) expect(Math.abs(webgpu.loss[k] - loss)).toBeLessThan(1e-4 * loss);
  });
});

test.runIf(!hasGpu)(`without a graphics processor (${gpu}) it is refused with what to do`, async () => {
  await expect(chooseEngine("webgpu")).rejects.toThrow(/Use --device cpu, or add WebGPU: npm install/);
});

describe.each(backends)("%s", (backend) => {
  test("the same bytes in two other processes and here, with chunks of 1, 7 and 60 steps", async () => {
    const elsewhere = (chunk: number) => printedBy("trainedBytes.ts", backend, String(chunk));
    const here = await hashes(backend, 60);
    expect(new Set(here.split("\n")).size).toBe(Object.values(models).flat().length);
    expect(await Promise.all([elsewhere(1), elsewhere(7)])).toEqual([here, here]);
  });

  test("20,000 steps leave resident memory where it was, to 50 MB", async () => {
    expect(Number(await printedBy("memoryGrowth.ts", backend))).toBeLessThan(50);
  });
});
