/** `purecell test`: what it answers, and how it refuses. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cutSquare, optimalGains, planted, pureGains, square } from "../../src/efficiency/planted.fixture.js";
import { key } from "../../src/math/random.js";
import { saveRepresentation } from "../../src/representation/index.js";
import { missingParts } from "../support/reportParts.js";
import { calling } from "./fixtures/inProcess.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const quick = ["--null", "99", "--intervals", "20"];
const CUT = cutSquare(7);

function stored(name: string, points: Parameters<typeof planted>[0], gains: Parameters<typeof planted>[1]): string {
  const path = join(folder, name);
  const own = planted(points, gains, { repeats: 12, signalToNoise: 1, noise: "rectified" }, key(1));
  writeFileSync(path, saveRepresentation(own));
  return path;
}

test("the answer holds both verdicts, certified efficiency with interval and p, and every neuron", async () => {
  const said = await calling("test", stored("mixed.npz", CUT, optimalGains(CUT, 30)), ...quick, "--json");
  expect([said.code, said.err]).toEqual([0, expect.stringContaining("mixed neurons save")]);
  const answer = JSON.parse(said.out);
  expect([answer.schemaVersion, answer.command]).toEqual([1, "test"]);
  expect(answer.outcome).toEqual({ predicted: "mixed", recorded: "mixed" });
  const { eta, interval, p, standardised, any, baseline } = answer.efficiency;
  expect(eta).toBeGreaterThan(0.85);
  expect(interval[0]).toBeLessThan(eta);
  expect(interval[1]).toBeGreaterThan(eta);
  expect(p).toBe(0.01);
  for (const value of [standardised, any, baseline]) expect(value).toBeGreaterThan(0);
  expect(answer.neurons).toHaveLength(30);
  expect(answer.neurons[2]).toMatchObject({
    kind: "mixed",
    shares: { x: expect.any(Number) },
    main: expect.any(String),
  });
  expect(answer.prediction.reasons).toHaveLength(1);
  expect(answer.paragraph).toMatch(/30 neurons \(516 trials of 43 conditions\)/);
});

test("for readers: both verdicts, the corner, chance, and a caution where small p is not purity", async () => {
  const said = await calling("test", stored("pure.npz", CUT, pureGains(20)), ...quick);
  expect(said.code).toBe(0);
  expect(said.out).toMatch(/theory predicts a mixed population, but this one is pure/);
  expect(said.out).toMatch(/a corner is missing/);
  expect(said.out).toMatch(/norm-keeping .* of 99; rotated/);
  expect(said.out).toMatch(/a small p means that neurons lie where activity is cheap/);
});

test("--without says what leaving a variable out does; --csv has a row for every neuron", async () => {
  const path = stored("whole.npz", square(5), pureGains(12));
  const said = await calling("test", path, ...quick, "--without", "y", "--json");
  const [{ variable, counts, neurons }] = JSON.parse(said.out).without;
  expect([variable, counts]).toEqual(["y", { untuned: 6, pure: 6, mixed: 0 }]);
  expect(neurons[1]).toMatchObject({ before: "pure", after: "untuned", mainBefore: "y", mainAfter: null });
  const table = await calling("test", path, ...quick, "--csv");
  expect(table.out.trim().split("\n")).toHaveLength(13);
  expect(await calling("test", path, "--without", "z")).toMatchObject({
    code: 2,
    err: expect.stringContaining("x, y"),
  });
});

test("--out writes report, figure, table and data", async () => {
  const out = join(folder, "report");
  const said = await calling("test", stored("pure2.npz", square(5), pureGains(12)), ...quick, "--out", out);
  expect([said.code, said.err]).toEqual([0, expect.stringContaining("report.html")]);
  for (const name of ["report.html", "results.json", "neurons.csv", "test.svg"])
    expect(existsSync(join(out, name)), name).toBe(true);
  const page = readFileSync(join(out, "report.html"), "utf8");
  expect(page).toContain("As theory predicts, this population is pure");
  expect(missingParts(page, { methods: true })).toEqual([]);
});

test("the same seed gives the same numbers", async () => {
  const path = stored("again.npz", square(5), pureGains(12));
  const answer = async (seed: string) => (await calling("test", path, ...quick, "--seed", seed, "--json")).out;
  const [one, other, third] = [await answer("1"), await answer("1"), await answer("2")];
  expect(one).toBe(other);
  expect(JSON.parse(third).efficiency.interval).not.toEqual(JSON.parse(one).efficiency.interval);
});

test("trials that are not repeated are refused with what would be needed, thresholds that leave no room too", async () => {
  const path = stored("few.npz", square(7), pureGains(12));
  const said = await calling("test", path, "--rows", "0:49", "--bins", "7");
  expect([said.code, said.err]).toEqual([3, expect.stringMatching(/49 trials of 49 conditions.*147 rows/s)]);
  const both = await calling("test", path, "--pure-below", "0.3");
  expect([both.code, both.err]).toEqual([2, expect.stringContaining("--mixed-from 0.1")]);
});
