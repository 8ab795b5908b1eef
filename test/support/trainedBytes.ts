/** A process of its own: trains on the engine named, in chunks of the size named, and prints a hash of all that was trained. */
import { createHash } from "node:crypto";
import { compilerFor } from "../../src/engine/compilers.node.js";
import { toSafetensors } from "../../src/engine/safetensors.js";
import type { Backend } from "../../src/protocols.js";
import { compilePlan, type TrainingPlan, trainToEnd } from "../../src/training/index.js";
import { models, smallTraining } from "./trainings.js";

export async function trainedHash(plan: TrainingPlan, backend: Backend, chunk: number): Promise<string> {
  const step = await compilePlan(plan, compilerFor(backend));
  const { tensors } = await trainToEnd(plan, step, { chunk });
  step.dispose();
  return createHash("sha256").update(toSafetensors(tensors)).digest("hex");
}

/** One line for each model. */
export async function hashes(backend: Backend, chunk: number): Promise<string> {
  const lines: string[] = [];
  for (const model of Object.values(models).flat()) {
    lines.push(`${model.name} ${await trainedHash(smallTraining(model, 60), backend, chunk)}`);
  }
  return lines.join("\n");
}

const [, script, backend, chunk] = process.argv;
if (script?.endsWith("trainedBytes.ts"))
  console.log(await hashes(backend === "native" ? "native" : "wasm", Number(chunk)));
