/** Every answer of the solver in the theory's tests goes through `checkOptimality`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "../src/theory");

test("tests of the theory call the solver through the checked helper only", () => {
  const tests = readdirSync(FOLDER).filter((name) => name.endsWith(".test.ts"));
  expect(tests.length).toBeGreaterThan(5);
  const direct = tests.filter((name) =>
    /\b(solveOptimum|predictNeurons)\b/.test(readFileSync(join(FOLDER, name), "utf8")),
  );
  expect(direct).toEqual([]);
});
