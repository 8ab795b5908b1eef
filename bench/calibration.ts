/**
 * How often the 5 % test of `metrics.measure` rejects where nothing is to be found: 400 data sets of 100 conditions, 4 units and 2
 * factors, 19 draws, so that p <= 0.05 has probability 0.05 exactly if draws and data are exchangeable. White data are permuted,
 * first-order autoregressions (0.7) of 400 conditions shifted by 10 or more. Then the nulls of
 * `purecell test` (nullsOfTest.ts). `node --import tsx bench/calibration.ts [DATA SETS] [measure|test]`.
 */
import { fold, type Key, key, normal, split } from "../src/math/random.js";
import { measure } from "../src/metrics/index.js";
import { factorFromNumbers, representation } from "../src/representation/index.js";
import { sizesOfTest } from "./nullsOfTest.js";

const NAMES = ["mir", "mig", "infomec", "linearCinfom"] as const;
const UNITS = 4;

function series(drawn: Key, count: number, slowness: number): Float64Array {
  const values = normal(drawn, count);
  for (let i = 1; i < count; i++) values[i] += slowness * values[i - 1];
  return values;
}

function unrelated(drawn: Key, count: number, slowness: number) {
  const units = Array.from({ length: UNITS }, (_, unit) => series(fold(fold(drawn, "unit"), unit), count, slowness));
  const factors = ["x", "y"].map((name) => factorFromNumbers(name, series(fold(drawn, name), count, slowness)));
  const activity = Float64Array.from({ length: count * UNITS }, (_, at) => units[at % UNITS][Math.floor(at / UNITS)]);
  return representation({ activity, units: UNITS, factors });
}

function rejections(dataSets: number, kind: "permuted" | "shifted", count: number, slowness: number): void {
  const found = new Map<string, number>();
  for (const drawn of split(key(5), dataSets)) {
    const code = unrelated(fold(drawn, "data"), count, slowness);
    const options = { metrics: NAMES, nulls: [kind], nullDraws: 19, intervalDraws: 0, smallestShift: 10 };
    for (const { request, judged } of measure(code, options, fold(drawn, "measure"))) {
      for (const [part, { chance }] of Object.entries(judged)) {
        const name = part === "score" ? request.name : `${request.name} ${part}`;
        found.set(name, (found.get(name) ?? 0) + (chance[0]?.p <= 0.05 ? 1 : 0));
      }
    }
  }
  for (const [name, count] of found)
    console.log(`${kind.padEnd(9)} ${name.padEnd(28)} ${((100 * count) / dataSets).toFixed(1)} %`);
}

const dataSets = Number(process.argv[2] ?? 400);
const part = process.argv[3];
if (part !== "test") {
  rejections(dataSets, "permuted", 100, 0);
  rejections(dataSets, "shifted", 400, 0.7);
}
if (part !== "measure") sizesOfTest(dataSets);
