/** What the worker answers of a file, without a page. */
import { expect, test } from "vitest";
import { measureData, openData } from "../../lab/worker/data/index.js";
import { key } from "../../src/math/random.js";
import { conventionOptions, metrics, mir } from "../../src/metrics/index.js";
import { representation, saveRepresentation } from "../../src/representation/index.js";
import { linearCode } from "../support/representations.js";

const question = { activity: [], factors: [], kinds: {}, texts: {}, draws: 20, seed: 0 };
const quiet = () => {};

test("one value below zero costs the scores that are defined for rates, and no others", async () => {
  const code = linearCode(key(1), 200, [
    [1, 0],
    [0, 1],
  ]);
  const activity = code.activity.map((value, at) => (at === 4 ? -0.1 : value));
  const file = saveRepresentation(representation({ ...code, activity }));
  await openData("signed.npz", new Blob([new Uint8Array(file)]));
  const { rows } = await measureData({ ...question, metrics: ["mir", "sparseness", "participationRatio"] }, quiet);
  expect(rows.map(({ metric, applies }) => [metric, applies])).toEqual([
    ["mir", true],
    ["participationRatio", true],
    ["sparseness", false],
  ]);
  const [ratio, , sparseness] = rows;
  const recommended = conventionOptions("recommended", metrics.mir, code);
  expect(ratio.score).toBe(mir({ ...code, activity }, recommended).score);
  expect(sparseness.score).toBeNaN();
  expect(sparseness.notes.join()).toMatch(/activity of unit 0 is negative in row 2/);
  await expect(measureData({ ...question, metrics: ["mirr"] }, quiet)).rejects.toThrow(/unknown metric "mirr".*"mir"/);
});
