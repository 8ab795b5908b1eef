/**
 * A process of its own, `node --expose-gc`: trains for 20,000 steps beyond the first 1000 and prints by how many MB resident
 * memory grew meanwhile. It is read after collecting garbage, which otherwise comes and goes by 40 MB.
 */
import { compilerFor } from "../../src/engine/compilers.node.js";
import { compilePlan, train } from "../../src/training/index.js";
import { models, smallTraining } from "./trainings.js";

const SETTLED = 1000;
function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}

const full = smallTraining(models.linearNetwork[1], SETTLED + 20_000);
const plan = { ...full, objective: full.objective.slice(0, 1), batch: 8 };
const step = await compilePlan(plan, compilerFor(process.argv[2] === "native" ? "native" : "wasm"));
let before = 0;
for await (const { state } of train(plan, step, { chunk: 200 })) if (state.step === SETTLED) before = resident();
console.log(resident() - before);
