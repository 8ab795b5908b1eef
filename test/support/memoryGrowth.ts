/**
 * A process of its own, `node --expose-gc`: trains for 20,000 steps beyond the first 3000, in which the heap finds its size,
 * and prints by how many MB resident memory grew meanwhile. Garbage comes and goes by tens of MB, so it is collected before
 * each reading and the least of the last ten readings counts: a leak would raise them all.
 */
import { compilerFor } from "../../src/engine/compilers.node.js";
import { compilePlan, train } from "../../src/training/index.js";
import { models, smallTraining } from "./trainings.js";

const SETTLED = 3000;
const LAST = SETTLED + 20_000;

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}

const full = smallTraining(models.linearNetwork[1], LAST);
const plan = { ...full, objective: full.objective.slice(0, 1), batch: 8 };
const step = await compilePlan(plan, compilerFor(process.argv[2] === "native" ? "native" : "wasm"));
const readings: number[] = [];
for await (const { state } of train(plan, step, { chunk: 200 })) {
  if (state.step === SETTLED || state.step > LAST - 2000) readings.push(resident());
}
const [before, ...after] = readings;
console.log(Math.min(...after) - before);
