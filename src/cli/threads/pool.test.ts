/** Threads that answer, fail in every way, and are stopped. */
import { afterEach, expect, test } from "vitest";
import { PurecellError } from "../../math/errors.js";
import type { FixtureTask } from "./pool.fixture.js";
import { ownThread, type Pool, threadPool } from "./pool.js";
import { inSharedMemory } from "./sharedMemory.js";

const ENTRY = new URL("./pool.fixture.js", import.meta.url);
const job = { values: Float64Array.of(1, 2, 4, 8) };

const stop = { controller: new AbortController() };
const open: Pool<FixtureTask, number>[] = [];
function pool(lanes: number): Pool<FixtureTask, number> {
  stop.controller = new AbortController();
  const made = threadPool<typeof job, FixtureTask, number>({ entry: ENTRY, job }, lanes, stop.controller.signal);
  open.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** What every task gave, by its number. */
async function answers(of: Pool<FixtureTask, number>, tasks: readonly FixtureTask[]): Promise<number[]> {
  const found: number[] = [];
  await of.run(tasks, (_, outcome, at) => {
    found[at] = outcome;
  });
  return found;
}

const read = (at: number, wait = 0): FixtureTask => ({ kind: "read", at, wait });

test("every task is answered by its number, whichever is done first; twice with the same threads", async () => {
  const two = pool(2);
  expect(await answers(two, [read(3, 300), read(2), read(1), read(0)])).toEqual([8, 4, 2, 1]);
  expect(await answers(two, [read(1)])).toEqual([2]);
  expect(await answers(two, [])).toEqual([]);
}, 60_000);

test("threads read the arrays of the job in place", async () => {
  const shared = inSharedMemory({ ...job, name: "kept", nested: [{ values: job.values }], none: undefined });
  expect(shared).toEqual({ ...job, name: "kept", nested: [{ values: job.values }], none: undefined });
  expect(shared.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(shared.nested[0].values.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(inSharedMemory(shared).values).toBe(shared.values);
});

const failures = ["input", "numerical", "usage", "bug"] as const;

test.each(failures)(
  "an error is told as it is without threads: %s",
  async (kind) => {
    const { carryOut } = await import("./pool.fixture.js");
    const task: FixtureTask = { kind };
    const own = await failureOf(ownThread(carryOut(job)), [task]);
    const thread = await failureOf(pool(2), [read(0), task, read(1)]);
    expect(thread.message).toBe(own.message);
    expect(exitCodeOf(thread)).toBe(exitCodeOf(own));
    expect(thread.stack).toContain(own.message);
  },
  60_000,
);

test("of several failures the first in the order of the tasks is told, not the first in time", async () => {
  const tasks: FixtureTask[] = [{ kind: "input", wait: 400 }, { kind: "bug" }, { kind: "numerical" }];
  expect((await failureOf(pool(2), tasks)).message).toContain("input");
}, 60_000);

test("a thread that ends by itself is an error, not a wait without end", async () => {
  expect(exitCodeOf(await failureOf(pool(2), [{ kind: "exit" }]))).toBe(4);
}, 60_000);

test("also where it ended while it had nothing to do", async () => {
  const one = pool(1);
  expect(await answers(one, [{ kind: "exit later", at: 2 }])).toEqual([4]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(exitCodeOf(await failureOf(one, [read(0)]))).toBe(4);
}, 60_000);

test("an interruption does not wait for a task that is under way", async () => {
  const two = pool(2);
  const ended = answers(two, [read(0), { kind: "forever" }, { kind: "forever" }]);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const stopped = performance.now();
  stop.controller.abort();
  expect(await ended).toEqual([1]);
  await two.close();
  expect(performance.now() - stopped).toBeLessThan(1000);
}, 60_000);

async function failureOf(of: Pool<FixtureTask, number>, tasks: readonly FixtureTask[]): Promise<Error> {
  const error: unknown = await answers(of, tasks).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error("nothing failed");
  return error;
}

/** Undefined for a bug. */
const exitCodeOf = (error: Error): number | undefined => (error instanceof PurecellError ? error.exitCode : undefined);
