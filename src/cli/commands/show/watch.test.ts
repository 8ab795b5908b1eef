import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Watch } from "./watch.js";

let path: string;
beforeAll(() => {
  path = mkdtempSync(join(tmpdir(), "purecell-"));
  mkdirSync(join(path, "jobs"));
  writeFileSync(join(path, "lock"), "");
});
afterAll(() => rmSync(path, { recursive: true }));

const NOW = Date.parse("2026-01-01T01:00:00.000Z");
const jobs = [
  { id: "slow", condition: "all", seed: 0 },
  { id: "waiting", condition: "all", seed: 1 },
];

/** Seconds left by one look at a job that began 40 minutes ago and has done a quarter, where ten minutes a job were expected. */
function remaining(starts: readonly string[]): number | undefined {
  writeFileSync(join(path, "log"), starts.map((time) => `${time} start slow\n`).join(""));
  writeFileSync(join(path, "metrics.jsonl"), `${JSON.stringify({ job: "slow", done: 25, total: 100, metrics: {} })}\n`);
  const run = { id: "run", path, jobs, secondsPerJob: 600 };
  return new Watch({ name: "run", kind: "run", path, runs: [run] }).look(NOW).remaining;
}

test("one look is enough for the rate of a job that began with nothing done", () => {
  // 120 of 160 minutes are left, and as long as that again for the job that waits.
  expect(remaining(["2026-01-01T00:20:00.000Z"])).toBeCloseTo(60 * (120 + 160), 0);
});

test("of a job that went on from a checkpoint the rate is not known at first", () => {
  expect(remaining(["2026-01-01T00:00:00.000Z", "2026-01-01T00:20:00.000Z"])).toBeLessThan(60 * 20);
});
