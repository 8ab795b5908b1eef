/** What is said, where, and with which exit code. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { onlyRun } from "./fixtures/child.js";
import { calling, tossing } from "./fixtures/inProcess.js";

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterEach(() => {
  rmSync(runs, { recursive: true });
  vi.unstubAllEnvs();
});

const toss = (...more: string[]) => tossing("run", "coin", "--runs", runs, ...more);
const reproduce = (...more: string[]) => tossing("reproduce", "--runs", runs, ...more);

const OUTCOME = [
  "engine",
  "experiment",
  "experimentVersion",
  "failures",
  "files",
  "id",
  "path",
  "seeds",
  "settings",
  "status",
  "verdicts",
];
const PROGRESS = ["jobs", "jobsDone", "jobsFailed", "remainingSeconds", "running"];
const ENVELOPE = ["command", "schemaVersion"];
const keys = (answer: object) => Object.keys(answer).sort();

describe("--json is one object on stdout, with stable keys", () => {
  test("run", async () => {
    const { code, out, err } = await toss("--json");
    const answer = JSON.parse(out);
    expect(code).toBe(0);
    expect(keys(answer)).toEqual([...OUTCOME, ...ENVELOPE].sort());
    expect(keys(answer.files)).toEqual(["figures", "report", "results", "verdicts"]);
    expect(answer).toMatchObject({ schemaVersion: 1, command: "run", status: "complete", seeds: [0, 1], failures: [] });
    expect(answer.verdicts).toMatchObject([{ id: "coin.bent", met: "met", recorded: "reproduced" }]);
    for (const file of Object.values<string>(answer.files)) expect(existsSync(file)).toBe(true);
    expect(err).toContain("coin: 4 jobs");
    expect(err).not.toContain("{");
  });

  test("reproduce", async () => {
    const { out } = await reproduce("--json");
    const answer = JSON.parse(out);
    expect(keys(answer)).toEqual([...ENVELOPE, "report", "runs"].sort());
    expect(answer.runs.map(keys)).toEqual([OUTCOME]);
    expect(existsSync(answer.report)).toBe(true);
  });

  test("show", async () => {
    await toss();
    const [id] = readdirSync(runs);
    const { code, out, err } = await tossing("show", id.slice(0, 7), "--runs", runs, "--json");
    const { status: _, failures: __, ...answer } = { status: "", failures: "", ...JSON.parse(out) };
    const shared = OUTCOME.filter((key) => key !== "status" && key !== "failures");
    expect(keys(answer)).toEqual([...shared, ...ENVELOPE, ...PROGRESS, "complete"].sort());
    expect(answer).toMatchObject({ command: "show", id, complete: true, jobsDone: 4 });
    expect([code, err]).toEqual([0, ""]);
  });

  test("list", async () => {
    const { code, out, err } = await calling("list", "--json");
    const ids = JSON.parse(out).experiments.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(["fig2", "fig4-linear"]));
    expect([code, err]).toEqual([0, ""]);
  });

  test("doctor", async () => {
    const { out, err } = await tossing("doctor", "--runs", runs, "--json");
    for (const check of JSON.parse(out).checks)
      expect(keys(check)).toEqual(expect.arrayContaining(["found", "name", "ok"]));
    expect(err).toBe("");
  });

  test("--dry-run and --print-config start nothing", async () => {
    const plan = JSON.parse((await toss("--dry-run", "--json")).out);
    expect(plan.jobs).toHaveLength(4);
    const config = JSON.parse((await toss("--print-config", "--json")).out);
    expect(config.sources.tosses).toBe("default");
    expect(readdirSync(runs)).toEqual([]);
    expect((await toss("--json")).out).toContain(`"id": "${plan.id}"`);
  });
});

describe("exit codes", () => {
  test("0, and not judged, at --quick", async () => {
    for (const said of [await toss("--quick", "--set", "bias=1"), await reproduce("--quick")]) {
      expect(said.out).toContain("not judged at this size");
      expect(said.code).toBe(0);
    }
  });

  // With bias 1 both coins always show heads, so the claim fails.
  test("1 where a claim recorded as reproduced is not met, also when asked again", async () => {
    for (const status of ["complete", "already done"]) {
      const { code, out } = await toss("--set", "bias=1");
      expect(out).toContain(`(${status})`);
      expect(out).toContain("✗ not met  coin.bent  (expected: reproduced)");
      expect(code).toBe(1);
    }
  });

  test.each(["not reproduced", "beyond the paper"])("0 where it is recorded as %s", async (recorded) => {
    vi.stubEnv("COIN_RECORDED", recorded);
    const { code, out } = await toss("--set", "bias=1");
    expect(out).toContain(`(expected: ${recorded})`);
    expect(code).toBe(0);
  });

  test("4 where a training failed; the others are kept, and judged where a seed is whole", async () => {
    const { code, out } = await toss("--set", "failing=[1]", "--json");
    const answer = JSON.parse(out);
    expect(code).toBe(4);
    expect(answer).toMatchObject({ status: "failed", seeds: [0] });
    expect(answer.failures.map(({ job }: { job: string }) => job)).toEqual(["fair-seed1", "bent-seed1"]);
    expect(answer.failures[0].message).toBe("the coin of seed 1 fell off the table");
    expect(answer.verdicts[0].notes).toEqual(["partial: 1 of 2 seeds"]);
  });
});

describe("the same command again", () => {
  test("has nothing left to do", async () => {
    await toss();
    const file = join(onlyRun(runs) ?? runs, "results.json");
    writeFileSync(file, "untouched");
    const { out } = await toss();
    expect(out).toContain("(already done)");
    expect(out).toContain("--force runs it again");
    expect(readFileSync(file, "utf8")).toBe("untouched");
  });

  test("--force does it anew", async () => {
    await toss();
    const file = join(onlyRun(runs) ?? runs, "results.json");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, "spoilt");
    expect((await toss("--force")).out).toContain("(complete)");
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("is refused after the experiment changed, unless forced", async () => {
    await toss();
    vi.stubEnv("COIN_VERSION", "2");
    const { code, err } = await toss();
    expect(code).toBe(2);
    expect(err).toContain("holds results of version 1 of coin; this is version 2");
    expect(err).toContain("Add --force to replace them");
    const forced = JSON.parse((await toss("--force", "--json")).out);
    expect(forced).toMatchObject({ status: "complete", experimentVersion: 2 });
  });

  test("a run's config.json gives the same run", async () => {
    const first = JSON.parse((await toss("--seeds", "3,5", "--set", "tosses=30", "--json")).out);
    const again = JSON.parse((await toss("--config", join(first.path, "config.json"), "--json")).out);
    expect(again).toMatchObject({ id: first.id, status: "already done" });
  });
});

describe("--print-config", () => {
  test("shows the source of every value; later layers win", async () => {
    const file = join(runs, "mine.json");
    writeFileSync(file, JSON.stringify({ settings: { tosses: 9, side: "tails", bias: 0.25 } }));
    const { code, out, err } = await toss("--quick", "--config", file, "--set", "bias=0.75", "--print-config");
    const row = (name: string) => out.split("\n").find((line) => line.startsWith(`${name} = `));
    expect(row("seeds")).toMatch(/^seeds = \[0\] +--quick; one coin per seed$/);
    expect(row("tosses")).toMatch(/^tosses = 9 +.*mine\.json; tosses of each coin; in tosses$/);
    expect(row("side")).toMatch(/^side = "tails" +.*mine\.json/);
    expect(row("bias")).toMatch(/^bias = 0\.75 +--set; chance of heads$/);
    expect(row("pause")).toMatch(/^pause = 0 +default/);
    expect([code, err]).toEqual([0, ""]);
  });

  test.each([
    [["--seed", "4"], "[4]", "--seed"],
    [["--seeds", "3"], "[0,1,2]", "--seeds"],
    [["--seeds", "10-12"], "[10,11,12]", "--seeds"],
    [["--set", "seeds=7,8"], "[7,8]", "--set"],
  ])("%j", async (flags, seeds, source) => {
    const { out } = await toss(...flags, "--print-config");
    expect(out).toContain(`seeds = ${seeds} `);
    expect(out.split("\n")[0]).toContain(`  ${source};`);
  });
});

describe("colour", () => {
  const ESCAPE = "\u001b[";
  test("none where nobody is looking, and none with NO_COLOR or --no-color", async () => {
    vi.stubEnv("FORCE_COLOR", undefined);
    expect((await calling("list")).out).not.toContain(ESCAPE);
    vi.stubEnv("FORCE_COLOR", "1");
    expect((await calling("list")).out).toContain(ESCAPE);
    expect((await calling("list", "--no-color")).out).not.toContain(ESCAPE);
    vi.stubEnv("NO_COLOR", "1");
    expect((await calling("list")).out).not.toContain(ESCAPE);
    expect((await calling("run", "fig3")).err).not.toContain(ESCAPE);
  });
});
