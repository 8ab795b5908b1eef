/** Populations whose purity is known, at the size of real recordings: what the default score says of them. */
import { describe, expect, test } from "vitest";
import { type Planted, plantedRecording } from "../../bench/plantedRecordings.js";
import { fold, key } from "../math/random.js";
import type { Representation } from "../protocols.js";
import { biasWarnings } from "./biasWarnings.js";
import { type Convention, conventionOptions } from "./convention.js";
import { measure } from "./measure.js";
import { drawingDefaults, firstScore } from "./measuring.js";
import { metrics } from "./registry.js";

const kinds: Planted["variables"] = [
  { name: "choice", kind: "categorical", levels: 2 },
  { name: "odour", kind: "categorical", levels: 12 },
  { name: "speed", kind: "continuous" },
  { name: "heading", kind: "circular" },
];
const plan: Planted = {
  trials: 300,
  variables: kinds,
  pure: 12,
  sums: 0,
  products: 0,
  untuned: 0,
  noise: 0.7,
  response: "exponential",
};

const score = (code: Representation, convention: Convention): number =>
  metrics.mir.measure(code, conventionOptions(convention, metrics.mir, code)).score;

describe.each([
  ["pure", {}],
  ["half of them mixed", { pure: 6, sums: 6 }],
])("a population, %s", (_, mixing) => {
  test("at 300 trials is within 0.1 of itself at 100,000; as published it is not", () => {
    const at = (trials: number, convention: Convention) =>
      score(plantedRecording({ ...plan, ...mixing, trials }, key(1)), convention);
    expect(Math.abs(at(300, "recommended") - at(100_000, "recommended"))).toBeLessThan(0.1);
    expect(at(300, "paper")).toBeLessThan(at(300, "recommended") - 0.2);
  }, 60_000);
});

test("planted-pure populations are purer than rotated ones, in every one of ten", () => {
  for (let draw = 0; draw < 10; draw++) {
    const [{ judged }] = measure(
      plantedRecording(plan, fold(key(2), draw)),
      { metrics: ["mir"], convention: "recommended", nulls: ["rotated"], nullDraws: 39, intervalDraws: 0 },
      fold(key(3), draw),
    );
    expect(judged.score.chance[0].p).toBeLessThan(0.05);
  }
}, 60_000);

test("every metric that cuts into bins for information follows, and none other", () => {
  const code = { conditions: 1000, factors: [] };
  const changed = Object.entries(metrics).filter(([, entry]) =>
    Object.hasOwn(conventionOptions("recommended", entry, code), "binning"),
  );
  expect(changed.map(([name]) => name).sort()).toEqual(
    ["energyWeightedMir", "infomec", "irs", "mig", "mir", "modularity", "mutualInformation"].sort(),
  );
  for (const [, entry] of changed) {
    const options = conventionOptions("recommended", entry, code);
    expect(Object.keys(entry.defaults)).toEqual(expect.arrayContaining(Object.keys(options)));
    expect(options).toMatchObject({ bins: 9, binning: "quantile" });
  }
  for (const entry of Object.values(metrics)) expect(conventionOptions("paper", entry, code)).toEqual({});
});

describe("what the convention sets beside bins, to save time", () => {
  const variables = [4, 2, 3].map((levels, i) => ({ name: `cue ${i}`, kind: "categorical" as const, levels }));
  const code = plantedRecording({ ...plan, variables, pure: 6, sums: 3, noise: 2, response: "linear" }, key(8));
  test.each([
    ["betaVae", 0.02],
    ["factorVae", 0.02],
    ["dci", 0.04],
  ] as const)("moves %s by at most %d, less than draws of chance levels differ", (name, most) => {
    const options = conventionOptions("recommended", metrics[name], code);
    expect(Object.keys(options).length).toBeGreaterThan(0);
    const [published, recommended] = [{}, options].map((some) => metrics[name].measure(code, some, key(2)).score);
    expect(Math.abs(recommended - published)).toBeLessThan(most);
  });
});

describe("warnings", () => {
  const warned = (code: Representation, convention: Convention) => {
    const options = conventionOptions(convention, metrics.mir, code);
    const request = { name: "mir", entry: metrics.mir, options, required: true };
    return biasWarnings(firstScore(request, code, key(1)), code);
  };
  const code = plantedRecording(plan, key(4));

  test("of uncorrected information, by the name of the variable that is overstated most", () => {
    expect(warned(code, "paper")).toEqual([expect.stringMatching(/not corrected .* nats of speed and .* of choice/)]);
    expect(warned(code, "recommended")).toEqual([]);
    expect(warned(plantedRecording({ ...plan, trials: 30_000, noise: 0.3 }, key(4)), "paper")).toEqual([]);
  });

  test("of too few conditions for each cell", () => {
    const fine = [{ name: "place", kind: "categorical", levels: 60 }, kinds[2]] as const;
    const found = warned(plantedRecording({ ...plan, variables: fine }, key(5)), "recommended");
    expect(found).toEqual([expect.stringMatching(/only 1\.7 conditions .* levels of place/)]);
  });
});

test("rotations lead", () => expect(drawingDefaults.nulls[0]).toBe("rotated"));
