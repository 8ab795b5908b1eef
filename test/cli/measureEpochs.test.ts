/** `purecell measure --epoch`: the documented example word for word, and what it refuses. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { calling } from "./fixtures/inProcess.js";

const folder = mkdtempSync(join(tmpdir(), "purecell-epochs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ROOT = join(import.meta.dirname, "../..");
const EXAMPLE = join(ROOT, "examples/delayed-response.csv");
const AS_TRIALS = ["--factors", "item,reward", "--kinds", "item=circular", "--periods", "item=360", "--epoch", "phase"];
const measure = (...typed: string[]) => calling("measure", EXAMPLE, ...AS_TRIALS, ...typed);

describe("the documented example", () => {
  const text = readFileSync(join(ROOT, "docs/sequences.md"), "utf8");
  const [, shown] =
    /```\n\$ npx purecell measure examples\/delayed-response\.csv [^\n]*\n([\s\S]*?)```/.exec(text) ?? [];

  test("prints what the document shows", async () => {
    const { out, code } = await measure("--trial", "trial");
    expect(code).toBe(0);
    const table = out.split("\n").slice(0, shown.trimEnd().split("\n").length);
    expect(table.map((line) => line.trimEnd())).toEqual(shown.trimEnd().split("\n"));
  });

  test("--json, a report and --csv hold the same; the item was planted 60 degrees off, the reward where it was", async () => {
    const report = join(folder, "report");
    const said = await measure("--trial", "trial", "--null", "19", "--json", "--out", report);
    const { epochs, metrics } = JSON.parse(said.out);
    expect(metrics).toEqual({});
    expect(epochs.epochs.map(({ name }: { name: string }) => name)).toEqual(["cue", "delay"]);
    const [item, reward] = epochs.comparisons;
    for (const [k, angle] of item.values.entries()) {
      expect(Math.abs(angle - 60)).toBeLessThan(3 * item.standardErrors[k]);
    }
    expect(reward.values[0]).toBeLessThan(reward.uncorrected[0]);
    expect(item.chance.draws).toBe(19);
    expect(readFileSync(join(report, "report.html"), "utf8")).toContain("item, cue and delay");
    expect(JSON.parse(readFileSync(join(report, "results.json"), "utf8")).epochs).toEqual(epochs);
    const csv = readFileSync(join(report, "epochs.csv"), "utf8").split("\n");
    expect(csv[1].startsWith(`principalAngles,cue,delay,item,item,1,${item.values[0]},`)).toBe(true);
  });
});

describe("beside other metrics, and refused", () => {
  test("metrics that were asked for are measured too; without --trial the trial's number is taken for a unit and named", async () => {
    const said = await measure("--metrics", "mir", "--null", "9", "--intervals", "9");
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/parallelism {2}item, cue and delay/);
    expect(said.out).toMatch(/^mir +\d/m);
    expect(said.err).toMatch(/trial has \d+ % of the variance of all 25 units .* --leave-out trial/);
    expect(said.err).toMatch(/name its column with --trial/);
  });

  test.each([
    [["--trial", "trial", "--epoch", "fase"], 3, /fase.*phase/s],
    [["--epoch", "item"], 3, /no factor is left beside .*item/],
  ])("%j", async (typed, code, message) => {
    const said = await calling("measure", EXAMPLE, "--factors", "item", ...typed);
    expect(said.code).toBe(code);
    expect(said.err).toMatch(message);
  });

  test("flags of epochs alone, and one table of two kinds", async () => {
    const alone = await calling("measure", EXAMPLE, "--factors", "item", "--trial", "trial");
    expect([alone.code, alone.err]).toEqual([2, expect.stringMatching(/--trial is about epochs: .*--epoch/)]);
    const both = await measure("--metrics", "mir", "--csv");
    expect([both.code, both.err]).toEqual([2, expect.stringMatching(/--csv prints one table/)]);
  });

  test("a row without an epoch is a missing value", async () => {
    const [header, first, ...rest] = readFileSync(EXAMPLE, "utf8").trim().split("\n");
    const path = join(folder, "gap.csv");
    writeFileSync(path, [header, first.replace("cue", ""), ...rest].join("\n"));
    const said = await calling("measure", path, ...AS_TRIALS, "--trial", "trial", "--null", "0");
    expect([said.code, said.err]).toEqual([3, expect.stringMatching(/phase/)]);
    const kept = await calling(
      "measure",
      path,
      ...AS_TRIALS,
      "--trial",
      "trial",
      "--null",
      "9",
      "--missing",
      "leave-out",
    );
    expect(kept.out).toMatch(/^cue: 71 rows/m);
  });
});
