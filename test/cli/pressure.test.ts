/** Interrupted while a thread is busy, surprised by its own bugs, short of file handles, memory and disk: sentence and exit code. */
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
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

/** `purecell ...argv` after lines of shell that set limits. */
const under = (limits: string, ...argv: string[]): Promise<{ readonly code: unknown; readonly err: string }> =>
  new Promise((resolve) => {
    const shell = ["-c", `${limits}; exec "$@"`, "sh", process.execPath, place.purecell, ...argv];
    execFile("sh", shell, { cwd: place.cwd }, (error, _, err) => resolve({ code: error?.code ?? 0, err }));
  });

const onLinux = test.runIf(process.platform === "linux");

// Node 20 itself needs 18, and opens all files of a command at once; later ones read them in turn, and get by or cannot start.
test.runIf(process.platform === "linux" && process.version.startsWith("v20.")).each([
  [20, "doctor"],
  [28, "doctor"],
  [64, "doctor"],
  [64, "predict factors.csv"],
])("%d file handles: 4, with what to do (%s)", async (most, command) => {
  writeFactors();
  const { code, err } = await under(`ulimit -n ${most}`, ...command.split(" "));
  expect([code, err]).toEqual([4, expect.stringMatching(/^error: too many files are open at once.*ulimit -n 1024/)]);
});

const writeFactors = () => writeFileSync(join(place.cwd, "factors.csv"), "a,b\n0,0\n0,1\n1,0\n1,1\n");

const WRITERS = [
  ["predict", "factors.csv", "--out"],
  ["data", "preview", "dsprites", "--size", "16", "--out"],
];

onLinux.each(WRITERS)("%s %s: files that may not become so large, 4, with what to do", async (...argv) => {
  writeFactors();
  const { code, err } = await under("ulimit -f 1", ...argv, "short");
  expect([code, err]).toEqual([4, expect.stringMatching(/error: cannot write .*larger than is allowed.*ulimit -f/)]);
});

onLinux("a result that standard output cannot take: 4; narration that nobody can read does not matter", async () => {
  writeFactors();
  const { code, err } = await under("exec >/dev/full", "predict", "factors.csv");
  expect([code, err]).toEqual([4, expect.stringContaining("error: the disk is full")]);
  expect((await under("exec 2>/dev/full", "predict", "factors.csv", "--out", "silent")).code).toBe(0);
  expect(existsSync(join(place.cwd, "silent/prediction.json"))).toBe(true);
  expect((await under("exec 2>/dev/full", "predict", "nothing.csv")).code).toBe(3);
});

/** A disk of 16 kB in memory at `folder`; undefined where none may be mounted. */
function smallDisk(folder: string) {
  try {
    mkdirSync(folder);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", folder], { stdio: "ignore" });
    return {
      close: () => execFileSync("mount", ["-o", "remount,ro", folder]),
      [Symbol.dispose]: () => execFileSync("umount", [folder]),
    };
  } catch {
    return undefined;
  }
}

describe.each(WRITERS)("%s %s", (...argv) => {
  test("a disk that is full, and one that is read-only: 4 and 3, each by its name", async ({ skip }) => {
    writeFactors();
    const folder = join(place.cwd, `disk-${argv[0]}`);
    using disk = smallDisk(folder);
    if (disk === undefined) return skip("no disk can be mounted here");
    writeFileSync(join(folder, "filling"), new Uint8Array(12_000));
    const out = join(folder, "sheet.png");
    const full = await under(":", ...argv, out);
    expect([full.code, full.err]).toEqual([4, expect.stringMatching(/error: cannot write .*the disk is full\. Free/)]);
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith(".tmp"))).toEqual([]);
    disk.close();
    const closed = await under(":", ...argv, out);
    expect([closed.code, closed.err]).toEqual([3, expect.stringMatching(/error: cannot write .*read-only\. Choose/)]);
  });
});
