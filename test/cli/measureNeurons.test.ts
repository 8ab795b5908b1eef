/** `purecell measure`: what single neurons are selective for, on planted ones. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type NpyArray, writeNpz } from "../../src/io/index.js";
import { fold, integers, key, normal, uniform } from "../../src/math/random.js";
import { missingParts } from "../support/reportParts.js";
import { calling } from "./fixtures/inProcess.js";

let folder: string;
let recording: string;
let few: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
  recording = join(folder, "planted.npz");
  writeFileSync(recording, writeNpz(planted(400)));
  few = join(folder, "few.npz");
  writeFileSync(few, writeNpz(planted(20)));
});
afterAll(() => rmSync(folder, { recursive: true }));

const column = (values: ArrayLike<number>): NpyArray => ({ shape: [values.length], data: Float64Array.from(values) });

/** Untuned, pure (category), pure (angle), linear mixed and nonlinear mixed units. */
function planted(n: number): Record<string, NpyArray> {
  const shape = integers(fold(key(1), "shape"), n, 3);
  const heading = uniform(fold(key(1), "heading"), n).map((turn) => 360 * turn);
  const dose = uniform(fold(key(1), "dose"), n);
  const noise = normal(fold(key(1), "noise"), 5 * n);
  const activity = noise.map((value, at) => {
    const i = Math.floor(at / 5);
    const [one, turn] = [shape[i] === 1 ? 1 : 0, Math.cos((heading[i] * Math.PI) / 180)];
    return [0, one, turn, one + dose[i] * 2, one * turn * 2][at % 5] + 0.3 * value;
  });
  const matrix = { shape: [n, 5], data: Float64Array.from(activity) };
  return { activity: matrix, shape: column(shape), heading: column(heading), dose: column(dose) };
}

const factors = ["--factors", "shape,heading,dose", "--kinds", "heading=circular", "--periods", "heading=360"];
const bare = ["--metrics", "mir", "--null", "0", "--intervals", "0"];
const measure = (path: string, ...more: string[]) => calling("measure", path, ...factors, ...bare, ...more);
async function answer(path: string, ...more: string[]) {
  const { code, out } = await measure(path, ...more, "--json");
  expect(code).toBe(0);
  return JSON.parse(out);
}

describe("single neurons", () => {
  test("get the labels that were planted, of factors of every kind", async () => {
    const { units, selectivity, cellTypes } = await answer(recording, "--selectivity", "199");
    const labels = units.rows.map(({ label }: { label: string }) => label);
    expect(labels).toEqual(["untuned", "pure", "pure", "linear mixed", "nonlinear mixed"]);
    const preferred = units.rows.map(({ preferredFactor }: { preferredFactor: string | null }) => preferredFactor);
    expect(preferred.slice(0, 3)).toEqual([null, "shape", "heading"]);
    expect(units.rows[1]).toMatchObject({
      name: "unit 1",
      p: 1 / 200,
      factors: [{ name: "shape", p: 1 / 200 }, {}, {}],
    });
    expect(units.rows[0].q).toBeGreaterThan(0.05);
    expect(selectivity.counts).toEqual({ pure: 2, "linear mixed": 1, "nonlinear mixed": 1, untuned: 1 });
    expect(selectivity.settings).toMatchObject({ draws: 199, null: "permuted", alpha: 0.05, bins: 5 });
    expect(cellTypes).toMatchObject({
      applies: false,
      reason: expect.stringMatching(/too few neurons to ask for types: 5/),
    });
  });

  test("of a time series are tested by shifts and held out in pieces", async () => {
    const { selectivity } = await answer(recording, "--selectivity", "39", "--time-series");
    expect(selectivity.settings).toMatchObject({ null: "shifted", order: "as-given" });
  });

  test("are counted beside the table, written to units.csv and listed in the report", async () => {
    const out = join(folder, "report");
    const said = await measure(recording, "--selectivity", "199", "--out", out);
    expect(said.out).toContain("neurons: 2 pure, 1 linear mixed, 1 nonlinear mixed, 1 untuned");
    expect(said.err).toMatch(/selectivity of 5 units: about \d+ s, 199 permutations/);
    const [title, , second] = readFileSync(join(out, "units.csv"), "utf8").split("\n");
    expect(title).toContain("label,selective_for,p_selective,q_selective");
    expect(second).toContain("pure,shape,0.005");
    const report = readFileSync(join(out, "report.html"), "utf8");
    expect(missingParts(report, { methods: true })).toEqual([]);
    expect(report).toContain("<h2>Single neurons</h2>");
    expect(report).toContain("nonlinear mixed</td>");
  });

  test("are left alone where nothing was asked, or refused with reason", async () => {
    const without = await answer(recording);
    expect(without.units.rows).toBeNull();
    expect(without.selectivity.applies).toBe(false);
    const { selectivity } = await answer(few, "--selectivity", "19");
    expect(selectivity.reason).toMatch(/too many for 20 conditions/);
  });
});
