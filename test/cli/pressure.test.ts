/** Interrupted while a thread is busy, surprised by its own bugs, short of file handles and memory: sentence and exit code. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { computed, jobFiles, onlyRun, start, until } from "./fixtures/child.js";
import { compiledIn } from "./fixtures/compiled.js";

const place = compiledIn();

const TOSS = ["coin", "--jobs", "2", "--runs"];

const misbehave = (command: string, runs: string, mischief: string) =>
  start(place.main, [command, ...TOSS, runs], {
    cwd: place.cwd,
    env: { COINS: "misbehaving", MISCHIEF: mischief },
  });

const reported = (runs: string): string => {
  const file = join(onlyRun(join(place.cwd, runs)) ?? "", "metrics.jsonl");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};

test.each(["run", "reproduce"])(
  "%s: Ctrl-C while threads measure and look up at nothing ends within a second",
  async (command) => {
    const child = misbehave(command, command, "busy");
    await until(() => reported(command).split('"done":40,').length > 2);
    const asked = performance.now();
    child.kill("SIGINT");
    expect((await child.ended).code).toBe(130);
    expect(performance.now() - asked).toBeLessThan(1000);
    // Their training is not lost, and the bits are those of a run that was left alone.
    expect(jobFiles(join(place.cwd, command), ".checkpoint.safetensors")).toHaveLength(2);
    const rest = start(place.main, ["run", ...TOSS, command], { cwd: place.cwd });
    expect((await rest.ended).code).toBe(0);
    expect((await start(place.main, ["run", ...TOSS, `${command}-whole`], { cwd: place.cwd }).ended).code).toBe(0);
    expect(computed(join(place.cwd, command))).toEqual(computed(join(place.cwd, `${command}-whole`)));
  },
);

const BUG = "This is a bug in purecell. Please report it";

test.each(["bug", "stray"])("an unexpected error in a thread (%s): 70, with the sentence", async (mischief) => {
  const { code, err } = await misbehave("run", mischief, mischief).ended;
  expect([code, err]).toEqual([70, expect.stringContaining(BUG)]);
  expect(err).toMatch(/TypeError: nobody (expected|awaits) this\n +at /);
});

test("a rejected promise that nobody awaits: 70, with the sentence", async () => {
  const env = { NODE_OPTIONS: `--require ${join(import.meta.dirname, "fixtures/stray.cjs")}` };
  const { code, err } = await start(place.purecell, ["--version"], { cwd: place.cwd, env }).ended;
  expect([code, err]).toEqual([70, expect.stringContaining(BUG)]);
});

test("no memory in a thread: 4, with what to do", async () => {
  const { code, out, err } = await misbehave("run", "memory", "memory").ended;
  expect([code, err]).toEqual([4, expect.stringContaining("no memory left")]);
  expect(`${out}${err}`).not.toContain(BUG);
});

/** `purecell` where so many files may be open at once. */
const withFiles = (most: number, ...argv: string[]): Promise<{ readonly code: unknown; readonly err: string }> =>
  new Promise((resolve) => {
    const shell = ["-c", `ulimit -n ${most}; exec "$@"`, "sh", process.execPath, place.purecell, ...argv];
    execFile("sh", shell, { cwd: place.cwd }, (error, _, err) => resolve({ code: error?.code ?? 0, err }));
  });

// Node itself needs 18.
test.runIf(process.platform === "linux").each([20, 28, 64])("%d file handles: 4, with what to do", async (most) => {
  const { code, err } = await withFiles(most, "doctor");
  expect([code, err]).toEqual([4, expect.stringMatching(/^error: too many files are open at once.*ulimit -n 1024/)]);
});
