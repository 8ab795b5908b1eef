/** Curves over seeds, from planted records. */
import { describe, expect, test } from "vitest";
import { conditionWords } from "../../lab/views/conditionWords.js";
import { linesOf } from "../../lab/views/runCurves.js";
import type { OpenedRun, RunCurve } from "../../lab/worker/runs/protocol.js";

const curve = (condition: string, seed: number, records: readonly (readonly [number, number])[]): RunCurve => ({
  condition,
  seed,
  steps: records.map(([step]) => step),
  metrics: { loss: records.map(([, value]) => value) },
});

const run = (curves: readonly RunCurve[]): OpenedRun => ({
  name: "planted",
  title: "",
  claim: "",
  source: "",
  engine: "wasm",
  experiment: "",
  complete: true,
  jobsDone: 0,
  running: [],
  settings: {},
  verdicts: [],
  figures: [],
  curves,
  results: [],
  notes: [],
});

describe("curves over seeds", () => {
  const seeds = [
    [
      [10, 4],
      [20, 2],
    ],
    [
      [10, 8],
      [20, 6],
      [30, 1],
    ],
    [
      [10, 5],
      [15, 9],
      [20, 3],
    ],
  ].map((records, seed) => curve("all", seed, records as [number, number][]));

  test("are their median in a band from the least to the most, as far as all of them go", () => {
    const lines = linesOf([run(seeds)], "loss", ["all"], ["all"]);
    expect(lines.filter(({ faint }) => faint).map(({ points }) => points.length)).toEqual([2, 3, 3]);
    const [median] = lines.filter(({ faint }) => !faint);
    expect(median.label).toBe("all, 3 seeds");
    // At 15 the first two are read between their records: 3 and 7.
    expect(median.points).toEqual([
      [10, 5],
      [15, 7],
      [20, 3],
    ]);
    expect(median.band).toEqual([
      [10, 4, 8],
      [15, 3, 9],
      [20, 2, 6],
    ]);
  });

  test("a single seed has no band, and a seed that diverged ends it", () => {
    const [alone] = linesOf([run([seeds[0]])], "loss", ["all"], ["all"]);
    expect(alone).toMatchObject({
      label: "all, 1 seed",
      points: [
        [10, 4],
        [20, 2],
      ],
    });
    expect(alone).not.toHaveProperty("band");
    const broken = [
      seeds[0],
      curve("all", 1, [
        [10, 6],
        [20, Number.NaN],
      ]),
    ];
    const median = linesOf([run(broken)], "loss", ["all"], ["all"]).find(({ faint }) => !faint);
    expect(median?.band).toEqual([[10, 4, 6]]);
  });
});

test("conditions are in words: arms as figures call them, others without their hyphens", () => {
  const arms = ["all", "no-weight-energy", "none"];
  expect(arms.map((id) => conditionWords(id, arms))).toEqual([
    "all constraints",
    "without weight energy",
    "no constraints",
  ]);
  expect(conditionWords("all", ["all", "without-same"])).toBe("all");
  const others = ["3-places-with-repeats", "beta-1.5", "shear--0.5", "1-2", "irrational-a-without-nonnegativity"];
  expect(others.map((id) => conditionWords(id, others))).toEqual([
    "3 places with repeats",
    "beta 1.5",
    "shear -0.5",
    "1-2",
    "irrational a without nonnegativity",
  ]);
});
