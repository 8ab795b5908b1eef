/** What the units of factors do to a prediction: said where they matter, and without any influence with --scale equal. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { calling } from "./fixtures/inProcess.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A grid with a missing corner, its dose in other units. */
function stored(unit: number): string {
  const path = join(folder, `dose-${unit}.csv`);
  const rows = [0, 1, 2, 3].flatMap((dose) => [0, 1, 2].map((side) => [dose, side, "abc"[side]] as const));
  const kept = rows.filter(([dose, side]) => dose + side > 1);
  writeFileSync(path, `dose,odour\n${kept.map(([dose, , odour]) => `${dose * unit},${odour}`).join("\n")}\n`);
  return path;
}

const predicted = async (...argv: string[]) => {
  const { code, out, err } = await calling("predict", ...argv, "--rows", "design", "--json");
  expect(code, err).toBe(0);
  return { ...JSON.parse(out), err };
};

test("units change what own scales predict, which is said, and nothing of equal ones", async () => {
  const small = await predicted(stored(0.01));
  expect(small.err).toMatch(
    /own units \(standard deviations: dose 0\.\d+, odour 0\.\d+\); --scale equal counts all alike/,
  );
  expect(small.settings.scale).toBe("own");
  const [one, other] = [
    await predicted(stored(0.01), "--scale", "equal"),
    await predicted(stored(100), "--scale", "equal"),
  ];
  expect(one.saving.least).toBeGreaterThan(0.001);
  expect(small.saving.most).toBeLessThan(0.1 * one.saving.least);
  expect(other.saving.least).toBeCloseTo(one.saving.least, 6);
  expect(one.settings.scale).toBe("equal");
  expect(one.err).not.toContain("own units");
});

test("equal scales without a price of input weights are what design compares", async () => {
  const path = stored(0.01);
  const { saving } = await predicted(path, "--scale", "equal", "--lambda-in", "0");
  const { out } = await calling("design", path, "--simulations", "0", "--json");
  expect(JSON.parse(out).saving.before).toBeCloseTo(saving.least, 5);
});

test("nothing is said where factors spread alike; a scale and a mixing are refused together", async () => {
  expect((await predicted(stored(1))).err).not.toContain("own units");
  const both = await calling("predict", stored(1), "--scale", "equal", "--target-mixing", "a.csv");
  expect([both.code, both.err]).toEqual([2, expect.stringContaining("--scale equal is a mixing of its own")]);
});
