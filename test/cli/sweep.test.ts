/** Many runs by one command: which combinations, what is reused, what is said of them. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { missingParts } from "../support/reportParts.js";
import { tossing } from "./fixtures/inProcess.js";

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterEach(() => rmSync(runs, { recursive: true }));

const sweep = (...more: string[]) => tossing("sweep", "coin", "--runs", runs, ...more);
const runFolders = () => readdirSync(runs).filter((name) => name.startsWith("coin-"));
const sweepFolder = () => join(runs, readdirSync(runs).filter((name) => name.startsWith("sweep-"))[0]);

describe("a grid", () => {
  test("is every value of each with every value of the others, each a run of its own; then nothing is left to do", async () => {
    const args = ["--vary", "bias=0.2,0.8", "--vary", "tosses=20,40,60", "--seeds", "3", "--json"];
    const first = JSON.parse((await sweep(...args)).out);
    expect(first.axes).toEqual(["bias", "tosses"]);
    expect(first.runs.map(({ varied }: { varied: object }) => Object.values(varied))).toEqual(
      [0.2, 0.8].flatMap((bias) => [20, 40, 60].map((tosses) => [bias, tosses])),
    );
    expect(runFolders().sort()).toEqual(first.runs.map(({ id }: { id: string }) => id).sort());
    expect(first.runs[0]).toMatchObject({ status: "complete", seeds: [0, 1, 2], verdicts: [{ id: "coin.bent" }] });

    const again = JSON.parse((await sweep(...args)).out);
    expect(again.id).toBe(first.id);
    expect(again.runs.map(({ status }: { status: string }) => status)).toEqual(Array(6).fill("already done"));
    const withoutStatus = ({ runs: found }: { runs: object[] }) => found.map((run) => ({ ...run, status: "" }));
    expect(withoutStatus(again)).toEqual(withoutStatus(first));
  });

  test("takes what was run without a sweep, whole or of other seeds", async () => {
    await tossing("run", "coin", "--set", "bias=0.2", "--runs", runs);
    await tossing("run", "coin", "--set", "bias=0.8", "--seeds", "1", "--runs", runs);
    const planned = JSON.parse((await sweep("--vary", "bias=0.2,0.8", "--dry-run", "--json")).out);
    expect(planned.runs.map(({ open }: { open: number }) => open)).toEqual([0, 2]);
    const { out } = await sweep("--vary", "bias=0.2,0.8", "--json");
    expect(JSON.parse(out).runs.map(({ status }: { status: string }) => status)).toEqual(["already done", "complete"]);
  });

  test("computes in each run what `run` computes", async () => {
    await sweep("--vary", "bias=0.3,0.6");
    const elsewhere = mkdtempSync(join(tmpdir(), "purecell-"));
    for (const bias of ["0.3", "0.6"]) await tossing("run", "coin", "--set", `bias=${bias}`, "--runs", elsewhere);
    expect(runFolders().sort()).toEqual(readdirSync(elsewhere).sort());
    for (const run of runFolders())
      for (const file of ["results.json", "verdicts.json", "jobs/fair-seed1.json", "jobs/fair-seed1.npz"])
        expect(readFileSync(join(runs, run, file)).equals(readFileSync(join(elsewhere, run, file)))).toBe(true);
    rmSync(elsewhere, { recursive: true });
  });
});

describe("what is said", () => {
  test("a folder with table, scores, picture, report; on the screen a line for every run", async () => {
    const { code, out } = await sweep("--vary", "bias=0.2,0.4,0.8", "--seeds", "2");
    expect(code).toBe(0);
    expect(out).toMatch(/^run +bias +status +share \(fair\) +share \(bent\) +coin\.bent\n/);
    for (const name of ["sweep.json", "runs.csv", "scores.csv", "results.json", "report.html", "figures/summary.svg"])
      expect(existsSync(join(sweepFolder(), name))).toBe(true);
    expect(missingParts(readFileSync(join(sweepFolder(), "report.html"), "utf8"), { methods: false })).toEqual([]);
    const scores = readFileSync(join(sweepFolder(), "scores.csv"), "utf8").trim().split("\n");
    expect(scores[0]).toBe("run,bias,condition,seed,score,value");
    // Of each of 3 runs: 2 arms x 2 seeds x (share, an undefined number), and 2 seeds of the verdict.
    expect(scores).toHaveLength(1 + 3 * (2 * 2 * 2 + 2));
    expect(scores.filter((line) => line.endsWith(",undefined,NaN"))).toHaveLength(12);
    expect(readFileSync(join(sweepFolder(), "figures/summary.svg"), "utf8")).toContain("bias");
  });

  test("--csv prints every number, --score chooses one, and an unknown one is refused with those that are known", async () => {
    const args = ["--vary", "side=heads,tails", "--set", "tosses=20"];
    expect((await sweep(...args, "--csv")).out).toMatch(/^run,side,condition,seed,score,value\n/);
    expect((await sweep(...args, "--score", "coin.bent")).out).toContain("Shown: coin.bent");
    const wrong = await sweep(...args, "--score", "shore");
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('Did you mean "share"?')]);
  });

  test("a failed combination does not stop the others, and decides on the code", async () => {
    const { code, out } = await sweep("--vary", "failing=[],[0]");
    expect(code).toBe(4);
    expect(out).toMatch(/\[0\] +failed/);
    expect(out).toMatch(/\[\] +complete/);
  });

  test("a claim that fails away from its own settings breaks no promise", async () => {
    expect((await sweep("--vary", "bias=1,0.5")).code).toBe(0);
  });
});

describe("draws and files", () => {
  const drawn = async (...more: string[]) => {
    const { out } = await sweep(...more, "--dry-run", "--json");
    return JSON.parse(out).runs.map(({ varied }: { varied: object }) => varied);
  };

  test("the same key draws the same; more draws begin with the same ones; ranges keep to their ends", async () => {
    const args = ["--vary", "bias=0.1..0.9", "--vary", "tosses=1..3", "--key", "5"];
    const five = await drawn(...args, "--random", "5");
    const forty = await drawn(...args, "--random", "40");
    expect(forty.slice(0, 5)).toEqual(five);
    expect(await drawn(...args.slice(0, 4), "--key", "6", "--random", "5")).not.toEqual(five);
    for (const { bias, tosses } of forty) {
      expect(bias).toBeGreaterThanOrEqual(0.1);
      expect(bias).toBeLessThan(0.9);
      expect([1, 2, 3]).toContain(tosses);
    }
    expect(new Set(forty.map(({ tosses }: { tosses: number }) => tosses)).size).toBe(3);
  });

  test("a logarithmic range has as much in each decade", async () => {
    const many = await drawn("--vary", "tosses=1..9999:log", "--random", "400");
    const decades = [1, 10, 100, 1000].map(
      (low) => many.filter(({ tosses }: { tosses: number }) => tosses >= low && tosses < 10 * low).length,
    );
    // Repeated draws are dropped, which thins the first decade; the last two are hardly touched. Four standard deviations.
    for (const count of decades.slice(2)) expect(Math.abs(count - 100)).toBeLessThan(36);
  });

  test.each([
    ["table.csv", "bias,side\n0.2,heads\n0.7,tails\n"],
    ["list.json", '[{"bias": 0.2, "side": "heads"}, {"bias": 0.7, "side": "tails"}]'],
  ])("combinations from %s", async (name, text) => {
    writeFileSync(join(runs, name), text);
    expect(await drawn("--combinations", join(runs, name))).toEqual([
      { bias: 0.2, side: "heads" },
      { bias: 0.7, side: "tails" },
    ]);
  });
});

test.each([
  [["--vary", "biass=0.1"], 2, 'Did you mean "bias"?'],
  [["--vary", "bias"], 2, "--vary takes name=a,b,c"],
  [["--vary", "bias=0.1,"], 2, "--vary takes name=a,b,c"],
  [["--vary", "bias=2"], 2, "coin cannot run with these settings"],
  [["--vary", "seeds=1,2"], 2, "give them with --seeds"],
  [["--vary", "bias=0.1", "--vary", "bias=0.2"], 2, "names bias twice"],
  [["--vary", "bias=0..1"], 2, "add --random N"],
  [["--vary", "bias=1..0", "--random", "3"], 2, "from the lower to the higher"],
  [["--vary", "bias=0..1:log", "--random", "3"], 2, "lies above 0"],
  [[], 2, "say which settings vary"],
  [["--combinations", "nowhere.csv"], 3, "nowhere.csv"],
  [["--vary", "bias=0.1", "--combinations", "x.csv"], 2, "contradict each other"],
])("%j is refused", async (args, code, words) => {
  const said = await sweep(...args);
  expect([said.code, said.err]).toEqual([code, expect.stringContaining(words)]);
  expect(runFolders()).toEqual([]);
});
