import { describe, expect, test } from "vitest";
import { plannedDraws } from "./drawPlan.js";
import { type DrawingOptions, drawingDefaults } from "./measuring.js";
import { type MetricName, metrics } from "./registry.js";

const planned = (name: MetricName, size: readonly [number, number], options: Partial<DrawingOptions> = {}) => {
  const [conditions, units] = size;
  const request = { name, entry: metrics[name], options: {}, required: false };
  return plannedDraws(request, { conditions, units }, { ...drawingDefaults, ...options });
};
const counts = (all: ReturnType<typeof plannedDraws>) =>
  Object.fromEntries(all.map(({ source, draws }) => [source, draws]));

const names = Object.keys(metrics).filter((name): name is MetricName => Object.hasOwn(metrics, name));
const slow = ["dci", "infomec", "cinfom"];

test.each<[number, number]>([
  [2000, 8],
  [1200, 80],
])("at %i conditions of %i units every score has a chance level from 100 draws, slow ones from 20", (...size) => {
  for (const name of names) {
    const [main] = planned(name, size);
    if (metrics[name].against.length === 0) expect(main.source).toBe("subsets");
    else expect(main.draws, name).toBeGreaterThanOrEqual(slow.includes(name) ? 20 : 100);
  }
});

test.each<[number, number]>([
  [2000, 8],
  [1200, 80],
])("at %i conditions of %i units all but the slow have so many draws of either null", (...size) => {
  for (const name of names.filter((name) => !slow.includes(name))) {
    const nulls = planned(name, size).filter(({ source }) => source !== "subsets");
    for (const { draws, source } of nulls) expect(draws, `${name} ${source}`).toBeGreaterThanOrEqual(100);
  }
});

describe("by its question", () => {
  test("single units are compared with rotations first", () =>
    expect(planned("mir", [500, 5]).map(({ source }) => source)).toEqual(["rotated", "subsets", "permuted"]));
  test("what a linear readout finds, with permutations alone: no rotation changes it", () =>
    expect(planned("linearDecoding", [500, 5]).map(({ source }) => source)).toEqual(["permuted", "subsets"]));
  test("what the activity is by itself, with nothing that a permutation would leave", () =>
    expect(planned("sparseness", [500, 5]).map(({ source }) => source)).toEqual(["rotated", "subsets"]));
});

test("large recordings get fewer draws or none, never so few that no p could be small; effort raises them", () => {
  const size = [40_000, 100] as const;
  expect(counts(planned("dci", size))).toEqual({ rotated: 0, subsets: 0, permuted: 0 });
  expect(counts(planned("dci", size, { effort: 50 }))).toEqual({ rotated: 20, subsets: 10, permuted: 0 });
  expect(counts(planned("mir", size))).toMatchObject({ rotated: 500 });
  for (const effort of [0.1, 0.5, 1, 3, 7, 20]) {
    for (const { draws, usual } of names.flatMap((name) => planned(name, size, { effort }))) {
      expect(draws === 0 || draws >= Math.min(19, usual)).toBe(true);
    }
  }
});

test("metrics that draw points of their own cost the same on a long recording as on a short one, and more with more units", () => {
  for (const name of ["betaVae", "factorVae"] as const) {
    expect(counts(planned(name, [100_000, 80]))).toEqual(counts(planned(name, [300, 80])));
    expect(planned(name, [300, 800])[0].draws).toBeLessThan(100);
  }
});

test("a number asked for is made, whatever it costs", () =>
  expect(counts(planned("dci", [1e6, 100], { nullDraws: 7, intervalDraws: 3 }))).toEqual({
    rotated: 7,
    subsets: 3,
    permuted: 7,
  }));
