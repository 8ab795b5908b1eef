/** Runs beside each other: what differs in their settings, and in their numbers seed by seed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { paired, signTest } from "../../src/cli/commands/compare/pairs.js";
import { tossing } from "./fixtures/inProcess.js";

let runs: string;
let ids: string[];
beforeAll(async () => {
  runs = mkdtempSync(join(tmpdir(), "purecell-"));
  ids = [];
  for (const more of ["--set bias=0.2 --seeds 4", "--set bias=0.9 --seeds 6"]) {
    const { out } = await tossing("run", "coin", "--runs", runs, "--json", ...more.split(" "));
    ids.push(JSON.parse(out).id);
  }
});
afterAll(() => rmSync(runs, { recursive: true }));

const compare = (...more: string[]) => tossing("compare", ...ids, "--runs", runs, ...more);

test("settings that differ, and scores paired over the seeds that both have", async () => {
  const { differences, scores } = JSON.parse((await compare("--json")).out);
  expect(differences).toEqual([
    {
      name: "seeds",
      values: [
        [0, 1, 2, 3],
        [0, 1, 2, 3, 4, 5],
      ],
    },
    { name: "bias", values: [0.2, 0.9] },
  ]);
  const [fair] = scores.filter(
    (one: { condition: string; score: string }) => one.condition === "fair" && one.score === "share",
  );
  const [a, b] = fair.runs.map(({ values }: { values: { value: number }[] }) => values.map(({ value }) => value));
  expect([a.length, b.length]).toEqual([4, 6]);
  const differing = a.map((value: number, seed: number) => b[seed] - value);
  expect(fair.paired[0]).toMatchObject({
    seeds: 4,
    higher: 4,
    least: Math.min(...differing),
    greatest: Math.max(...differing),
    p: 0.125,
  });
});

test("on the screen and as a table", async () => {
  const { out } = await compare("--score", "share");
  expect(out).toMatch(/^bias +0\.2 +0\.9$/m);
  expect(out).toMatch(/^fair +share .* 4 of 4 +0\.125$/m);
  expect((await compare("--csv", "--score", "share")).out).toMatch(
    new RegExp(`^condition,score,seed,${ids[0]},${ids[1]}\n`),
  );
  expect((await compare("--csv", "--score", "share")).out).toMatch(/^bent,share,5,,0\.\d+$/m);
});

test("what cannot be compared is refused", async () => {
  expect(await tossing("compare", ids[0], "--runs", runs)).toMatchObject({ code: 2 });
  expect((await compare("--score", "shore")).err).toContain('Did you mean "share"?');
  expect((await tossing("compare", ids[0], "coin-nothing", "--runs", runs)).code).toBe(2);
});

test("the sign test is that of a fair coin", () => {
  expect(signTest(5, 0)).toBe(1 / 16);
  expect(signTest(9, 1)).toBeCloseTo((2 * (1 + 10)) / 1024, 12);
  expect(signTest(3, 3)).toBe(1);
  expect(signTest(0, 0)).toBeNaN();
});

test("undefined scores are no pairs, ties neither higher nor lower", () => {
  const scores = (values: readonly number[]) =>
    values.map((value, seed) => ({ condition: "", score: "s", seed, value }));
  const found = paired(scores([1, 2, Number.NaN, 4]), scores([1, 3, 5, Number.NaN]));
  expect(found).toMatchObject({ seeds: 2, higher: 1, lower: 0, p: 1, median: 0.5 });
});
