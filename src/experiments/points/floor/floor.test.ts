import { expect, test } from "vitest";
import { chooseEngine, compilerFor } from "../../../engine/compilers.node.js";
import type { Backend, JobResult } from "../../../protocols.js";
import { jobContext } from "../../frame/jobContext.fixture.js";
import { excessPercent } from "../claims.js";
import { pointResult } from "../job.js";
import { floor } from "./index.js";

const { backend } = await chooseEngine("auto");

async function results(seeds: number[], engine: Backend, conditions: readonly string[]): Promise<JobResult[]> {
  const settings = floor.settings.parse({ seeds, updates: 6000 });
  const jobs = floor.jobs(settings).filter(({ condition }) => conditions.includes(condition));
  const all: JobResult[] = [];
  for (const job of jobs) all.push(await floor.runJob(job, settings, jobContext(compilerFor(engine), engine)));
  return all;
}

// Ten sets where the fast engine is at hand, else two.
const seeds = backend === "native" ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [0, 1];

test("with nonnegativity exact, trained autoencoders end within 1 % above the certified floor and never below it", async () => {
  for (const result of (await results(seeds, backend, ["exact"])).map(pointResult)) {
    const { optimum, trained } = result;
    expect(optimum.status).toBe("certified");
    expect(excessPercent(result)).toBeLessThanOrEqual(1);
    expect(trained.energy).toBeGreaterThanOrEqual(optimum.lowerBound * (1 - 1e-9));
    expect(trained.leastActivity).toBeGreaterThan(-1e-12);
    expect(trained.failures).toEqual([]);
  }
});

test("with nonnegativity soft, they end within 2 % of it on either side", async () => {
  const soft = (await results(seeds, backend, ["soft"])).map(pointResult);
  for (const result of soft) expect(Math.abs(excessPercent(result))).toBeLessThanOrEqual(2);
  expect(soft.some(({ trained }) => trained.leastActivity < -1e-4)).toBe(true);
  for (const { trained } of soft) expect(trained.failures).toEqual([]);
});

test("the WebAssembly engine ends at the same place", async () => {
  const [result] = (await results([0], "wasm", ["exact"])).map(pointResult);
  expect(excessPercent(result)).toBeGreaterThanOrEqual(-1e-7);
  expect(excessPercent(result)).toBeLessThanOrEqual(1);
});

test("with the square of negative activity penalised, they end within 0.5 % above the floor of that penalty, never below it", async () => {
  const squared = (await results(seeds.slice(0, 5), backend, ["squared"])).map(pointResult);
  for (const result of squared) {
    const { optimum, trained } = result;
    expect(optimum.status).toBe("certified");
    expect(excessPercent(result)).toBeLessThanOrEqual(0.5);
    expect(trained.energy).toBeGreaterThanOrEqual(optimum.lowerBound * (1 - 1e-9));
  }
  expect(squared.some(({ trained }) => trained.leastActivity < -1e-3)).toBe(true);
});
