/** The last bits of the wasm engine depend on how WebAssembly rounds: what another Node began is not mixed with this one's. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { wasmRounding } from "../../src/engine/rounding.js";
import { onlyRun } from "./fixtures/child.js";
import { tossing } from "./fixtures/inProcess.js";

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterEach(() => rmSync(runs, { recursive: true }));

const toss = (...more: string[]) => tossing("run", "coin", "--engine", "wasm", "--runs", runs, ...more);

const provenance = () => join(onlyRun(runs) ?? runs, "provenance.json");
const recorded = () => JSON.parse(readFileSync(provenance(), "utf8"));

/** As if the sessions so far had been of another Node: `change` says in what. */
function elsewhere(change: object): void {
  const { sessions, ...rest } = recorded();
  const changed = sessions.map((session: object) => ({ ...session, ...change }));
  writeFileSync(provenance(), JSON.stringify({ ...rest, sessions: changed }));
}

const OTHER = {
  node: "v99.1.0",
  v8: "99.1",
  rounding: wasmRounding() === "kernels, once" ? "kernels, twice" : "kernels, once",
};

test("every session names its Node, V8 and rounding, and every job its rounding", async () => {
  await toss();
  expect(recorded().sessions).toMatchObject([
    { node: process.version, v8: process.versions.v8, rounding: wasmRounding() },
  ]);
  const jobs = join(onlyRun(runs) ?? runs, "jobs");
  for (const name of readdirSync(jobs).filter((one) => one.endsWith(".json")))
    expect(JSON.parse(readFileSync(join(jobs, name), "utf8")).rounding).toBe(wasmRounding());
});

const UNFINISHED = ["--set", "failing=[1]"];

test("a run begun where WebAssembly rounds otherwise is refused by name; --force starts afresh", async () => {
  expect((await toss(...UNFINISHED)).code).toBe(4);
  elsewhere(OTHER);
  const { code, err } = await toss(...UNFINISHED);
  expect([code, err]).toEqual([3, expect.stringContaining("was begun with Node v99.1.0")]);
  expect(err).toMatch(/--force.*--runs DIR/);
  expect((await toss(...UNFINISHED, "--force")).code).toBe(4);
});

test("another Node that rounds alike goes on, and both are named", async () => {
  expect((await toss(...UNFINISHED)).code).toBe(4);
  elsewhere({ ...OTHER, rounding: wasmRounding() });
  expect((await toss(...UNFINISHED)).code).toBe(4);
  expect(recorded().sessions.map(({ node }: { node: string }) => node)).toEqual(["v99.1.0", process.version]);
});

test("a folder of an earlier purecell, whether it names a rounding or not, is refused", async () => {
  expect((await toss(...UNFINISHED)).code).toBe(4);
  const { sessions, ...rest } = recorded();
  const older = sessions.map(({ argv, start }: { argv: string[]; start: string }) => ({ argv, start }));
  writeFileSync(provenance(), JSON.stringify({ ...rest, sessions: older }));
  const { code, err } = await toss(...UNFINISHED);
  expect([code, err]).toEqual([3, expect.stringContaining("was begun with an earlier purecell")]);
  const named = older.map((session: object) => ({ ...session, rounding: "twice" }));
  writeFileSync(provenance(), JSON.stringify({ ...rest, sessions: named }));
  expect((await toss(...UNFINISHED)).code).toBe(3);
});

test("jobs of other seeds are taken over from a Node that rounds alike only, and --dry-run counts them so", async () => {
  await toss("--seeds", "0,1");
  const planned = async () => JSON.parse((await toss("--seeds", "0,1,2", "--dry-run", "--json")).out);
  const [own] = readdirSync(runs);
  expect(await planned()).toMatchObject({ done: [], taken: [{ run: own }], open: ["fair-seed2", "bent-seed2"] });
  const text = (await toss("--seeds", "0,1,2", "--dry-run")).out;
  expect(text).toMatch(new RegExp(`: 6 jobs, 4 to be taken from ${own}, 2 to run, `));
  elsewhere(OTHER);
  const { taken, open } = await planned();
  expect([taken, open.length]).toEqual([[], 6]);
  expect((await toss("--seeds", "0,1,2")).err).toContain(`${own} is not reused: it ran on Node v99.1.0`);
});

test("--dry-run of a run that is done or half done says so, and waits for the rest alone", async () => {
  await toss(...UNFINISHED);
  const half = JSON.parse((await toss(...UNFINISHED, "--dry-run", "--json")).out);
  expect([half.done, half.open]).toEqual([
    ["fair-seed0", "bent-seed0"],
    ["fair-seed1", "bent-seed1"],
  ]);
  const slow = ["--set", "pause=1"];
  const whole = JSON.parse((await toss(...slow, "--dry-run", "--json")).out).expectedSeconds;
  expect(whole).toBeGreaterThan(0);
  await toss(...slow);
  const finished = JSON.parse((await toss(...slow, "--dry-run", "--json")).out);
  expect([finished.open, finished.expectedSeconds]).toEqual([[], 0]);
  expect((await toss(...slow, "--dry-run")).out).toContain("4 jobs, already done");
  expect(JSON.parse((await toss(...slow, "--dry-run", "--force", "--json")).out).open).toHaveLength(4);
});
