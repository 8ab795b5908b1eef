/** Where activity and factors have nothing to do with each other, the 5 % test of every score rejects 5 %. */
import { describe, expect, test } from "vitest";
import { fold, integers, type Key, key, normal, split } from "../math/random.js";
import type { Representation } from "../protocols.js";
import { factorFromNumbers, representation } from "../representation/index.js";
import { dci } from "./dci.js";
import { factorVae } from "./factorVae.js";
import { linearDecoding } from "./linearDecoding.js";
import { mig } from "./mig.js";
import { modularity } from "./modularity.js";
import { chanceLevel, type NullOptions, type Score } from "./nulls.js";
import { sap } from "./sap.js";
import { shareWork } from "./sharedWork.js";

/** Two units and two factors, first-order autoregressions (independent trials for slowness 0) after a run-in of 50. */
function unrelated(source: Key, count: number, slowness: number): Representation {
  const series = (name: string) => {
    const values = normal(fold(source, name), count + 50);
    for (let i = 1; i < values.length; i++) values[i] += slowness * values[i - 1];
    return values.slice(50);
  };
  const units = [series("a"), series("b")];
  const activity = Float64Array.from({ length: 2 * count }, (_, at) => units[at % 2][at >> 1]);
  const factors = ["x", "y"].map((name) => factorFromNumbers(name, series(name)));
  return representation({ activity, units: 2, factors });
}

/** Independent trials of two factors of three values. */
function trials(source: Key, count: number): Representation {
  const code = unrelated(source, count, 0);
  const factors = ["shape", "side"].map((name) =>
    factorFromNumbers(name, Float64Array.from(integers(fold(source, name), count, 3))),
  );
  return { ...code, factors };
}

/** Share of data sets that the test by 19 draws rejects at 5 %. */
function rejected(score: Score, sets: readonly Representation[], options: Partial<NullOptions>, source: Key): number {
  const keys = split(source, sets.length);
  return (
    sets.filter((data, i) => chanceLevel(score, data, { ...options, draws: 19 }, keys[i]).p <= 0.05).length /
    sets.length
  );
}

const permuted = { kind: "permuted" } as const;
const shifted = { kind: "shifted", smallestShift: 10 } as const;

describe("histogram and correlation scores, 1000 data sets: 5 % +- 2 %", () => {
  const independent = split(key(501), 1000).map((child) => shareWork(unrelated(child, 60, 0)));
  const slow = split(key(502), 1000).map((child) => shareWork(unrelated(child, 300, 0.7)));

  test.each<readonly [string, Score, readonly Representation[], Partial<NullOptions>]>([
    ["modularity, independent trials", (code) => modularity(code, { bins: 4 }).score, independent, permuted],
    ["mig, slow signals shifted", (code) => mig(code, { bins: 4 }).score, slow, shifted],
    ["sap, independent trials", (code) => sap(code).score, independent, permuted],
    ["sap, slow signals shifted", (code) => sap(code).score, slow, shifted],
  ])("%s", (_name, score, sets, options) => {
    expect(Math.abs(rejected(score, sets, options, key(503)) - 0.05)).toBeLessThan(0.02);
  });
});

describe("slow scores, 400 data sets: 5 % +- 3 %", () => {
  const numbers = split(key(511), 400).map((child) => unrelated(child, 50, 0));
  const categories = split(key(513), 400).map((child) => trials(child, 60));
  const points = { batch: 8, trainPoints: 100, testPoints: 100 };

  test.each<readonly [string, Score, readonly Representation[]]>([
    ["dci", (code) => dci(code, { trees: 4, maxDepth: 2, bins: 16 }).score, numbers],
    ["linear decoding", (code) => linearDecoding(code, { folds: 3 }).score, numbers],
    ["factorVae", (code) => factorVae(code, points).score, categories],
  ])("%s: permuted trials", (_name, score, sets) => {
    expect(Math.abs(rejected(score, sets, permuted, key(512)) - 0.05)).toBeLessThan(0.03);
  });
});
