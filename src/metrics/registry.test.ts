import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { linearCode } from "../../test/support/representations.js";
import { key } from "../math/random.js";
import type { MetricEntry } from "./entry.js";
import { mir } from "./mir.js";
import { metrics } from "./registry.js";

const code = linearCode(key(1), 400, [
  [1, 0.3],
  [-0.4, 1],
]);
const entries: readonly [string, MetricEntry][] = Object.entries(metrics);

describe.each(entries)("%s", (name, entry) => {
  test("is described, and its options are complete", () => {
    for (const words of [entry.title, entry.citation, entry.meaning]) expect(words.length).toBeGreaterThan(10);
    expect([20, 100, 500]).toContain(entry.draws);
    for (const [option, choices] of Object.entries(entry.choices)) expect(choices).toContain(entry.defaults[option]);
  });

  test("names itself and the parts it describes", () => {
    try {
      const { metric, parts = {} } = entry.measure(code, {}, key(2));
      expect(metric).toBe(name);
      expect(Object.keys(parts).sort()).toEqual(Object.keys(entry.parts).sort());
    } catch (error) {
      expect(error).toMatchObject({ exitCode: 3 }); // a metric may refuse these factors, with reason
    }
  });
});

test("the table of docs/metrics.md has every metric once, with its default draws and options that exist", () => {
  const table = readFileSync(new URL("../../docs/metrics.md", import.meta.url), "utf8");
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()));
  const listed = cells.map(([, name, , , options, kinds, draws]) => ({
    name: name.replaceAll("`", ""),
    options: [...`${options} ${kinds}`.matchAll(/`(\w+)[^`]*`/g)].map(([, option]) => option),
    draws: Number(draws),
  }));
  expect(listed.map(({ name }) => name).sort()).toEqual(entries.map(([name]) => name).sort());
  for (const { name, options, draws } of listed) {
    const [, entry] = entries.find(([known]) => known === name) ?? [];
    expect(draws).toBe(entry?.draws);
    for (const option of options) expect(Object.keys(entry?.defaults ?? {})).toContain(option);
  }
});

describe("options by name", () => {
  test("reach the metric", () => {
    expect(metrics.mir.measure(code, { bins: 7 }).score).toBe(mir(code, { bins: 7 }).score);
    expect(metrics.mir.measure(code).score).toBe(mir(code).score);
  });

  test.each([
    [{ bin: 3 }, /unknown option "bin"; there are bins, /],
    [{ bins: "many" }, /bins takes a number; got "many"/],
    [{ bins: Number.NaN }, /bins must be a finite number/],
    [{ binning: "round" }, /binning is one of equal-width, quantile, levels; got "round"/],
    [{ perEntropy: 1 }, /perEntropy takes a boolean/],
  ])("%o is refused", (options, message) => {
    expect(() => metrics.mir.measure(code, options)).toThrow(message);
  });
});
