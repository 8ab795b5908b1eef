/** FEATURES.md and the experiments say the same of every verdict. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { experiments } from "../src/experiments/registry.js";

const features = readFileSync(join(import.meta.dirname, "../FEATURES.md"), "utf8");

/** Rows of the verdict tables: | `id` | status | ... */
const listed = Object.fromEntries(
  [...features.matchAll(/^\| `([a-z0-9-]+\.[a-z0-9-]+)` \| ([a-z ]+) \|/gm)].map(([, id, status]) => [id, status]),
);

test("every verdict is listed with its recorded status, and nothing else is", () => {
  const recorded = Object.assign({}, ...Object.values(experiments).map((experiment) => experiment.recorded));
  expect(Object.keys(recorded).length).toBeGreaterThan(5);
  expect(listed).toEqual(recorded);
});
