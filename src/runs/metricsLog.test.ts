import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { InputError } from "../math/errors.js";
import { appendMetrics, endHalfLine, readMetrics } from "./metricsLog.node.js";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
  file = join(folder, "metrics.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

const report = (done: number, loss: number) => appendMetrics(file, "a", [{ done, total: 9, metrics: { loss } }]);
const losses = () => readMetrics(file).map(({ done, metrics }) => [done, metrics.loss]);

test("gives back what was appended, not-a-number as null", () => {
  report(1, 0.5);
  report(2, Number.NaN);
  expect(readMetrics(file)).toEqual([
    { job: "a", done: 1, total: 9, metrics: { loss: 0.5 } },
    { job: "a", done: 2, total: 9, metrics: { loss: null } },
  ]);
});

test("no file holds no lines", () => expect(readMetrics(file)).toEqual([]));

test("a half-written last line is passed over, wherever it was cut", () => {
  report(1, 0.5);
  const whole = readFileSync(file, "utf8");
  const line = whole.trimEnd();
  for (let length = 1; length < line.length; length++) {
    writeFileSync(file, whole + line.slice(0, length));
    expect(losses()).toEqual([[1, 0.5]]);
  }
});

test("after a half-written line the next report stands on a line of its own", () => {
  report(1, 0.5);
  appendFileSync(file, '{"job":"a","do');
  endHalfLine(file);
  report(2, 0.25);
  expect(losses()).toEqual([
    [1, 0.5],
    [2, 0.25],
  ]);
});

test("a whole last line is left as it is", () => {
  report(1, 0.5);
  const before = readFileSync(file, "utf8");
  endHalfLine(file);
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("of steps that were done twice the later report is kept", () => {
  report(1, 0.5);
  report(2, 0.4);
  report(2, 0.25);
  expect(losses()).toEqual([
    [1, 0.5],
    [2, 0.25],
  ]);
});

test("a place that cannot be written is an InputError", () => {
  expect(() => appendMetrics(folder, "a", [{ done: 1, total: 1, metrics: {} }])).toThrow(InputError);
});
