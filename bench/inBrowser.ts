/** What bench/browser.ts runs in a worker of a page: workloads on the wasm engine, and on the tensor library's own WebAssembly, by turns. */
import { compileLibrary, compileWasm } from "../src/engine/wasm.js";
import { Trainee, workloads } from "./workloads.js";

/** Milliseconds of each turn. */
const TURN = 300;

export interface Question {
  readonly id: string;
  readonly rounds: number;
}

/** Milliseconds of the clock per step, least of all turns, and to the end of the first step. */
export interface Timing {
  readonly step: number;
  readonly start: number;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const ENGINES = { wasm: compileWasm, library: compileLibrary };

async function answer({ id, rounds }: Question): Promise<Readonly<Record<string, Timing>>> {
  const workload = Object.entries(workloads).find(([name]) => name === id)?.[1];
  if (!workload) throw new RangeError(`no workload is called ${id}`);
  const entrants = [];
  for (const [name, compile] of Object.entries(ENGINES)) {
    const begun = performance.now();
    const trainee = await Trainee.compile(workload, compile);
    await trainee.train(1);
    const start = performance.now() - begun;
    const one = await timeOf(() => trainee.train(3));
    entrants.push({
      name,
      trainee,
      start,
      steps: Math.max(1, Math.round((3 * TURN) / one)),
      step: Number.POSITIVE_INFINITY,
    });
  }
  for (let round = 0; round < rounds; round++) {
    for (const entrant of entrants) {
      const { trainee, steps } = entrant;
      entrant.step = Math.min(entrant.step, (await timeOf(() => trainee.train(steps))) / steps);
    }
  }
  for (const { trainee } of entrants) trainee.dispose();
  return Object.fromEntries(entrants.map(({ name, step, start }) => [name, { step, start }]));
}

globalThis.addEventListener("message", ({ data }: MessageEvent<Question>) => {
  answer(data).then(
    (found) => globalThis.postMessage(found),
    (error) => globalThis.postMessage({ error: String(error) }),
  );
});
