/**
 * Certified efficiency on planted populations: what noise leaves of that of pure and of random populations, and how often its interval
 * holds the truth. Its nulls are in calibration.ts. `node --import tsx bench/efficiency.ts [POPULATIONS] [noise|coverage] [NAMES]`.
 */

import { plainMeasure, populationMeasure } from "../src/efficiency/corrected.js";
import { intervalOf, readoutsOf, redraw, sharesOf } from "../src/efficiency/estimate.js";
import { gainsOf } from "../src/efficiency/gains.js";
import {
  cutSquare,
  optimalGains,
  type Points,
  planted,
  pureGains,
  randomGains,
  square,
} from "../src/efficiency/planted.fixture.js";
import { trialsOf } from "../src/efficiency/variables.js";
import { fold, integers, type Key, key, split } from "../src/math/random.js";
import { mean, standardDeviation } from "../src/math/statistics.js";
import { wilsonInterval } from "../src/math/wilson.js";
import { Service } from "../src/theory/index.js";

const populations = Number(process.argv[2] ?? 1000);
const part = process.argv[3];

const everyRow = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row);

/** Efficiency with and without correction, and the truth. */
function noiseOf(name: string, gainsFor: (own: Key) => Points, levels: number, repeats: number, ratio: number): void {
  const rows = split(fold(key(22), `${name} ${ratio}`), Math.min(populations, 40)).map((own) => {
    const gains = gainsFor(own);
    const trials = trialsOf(planted(square(levels), gains, { repeats, signalToNoise: ratio }, own));
    const service = new Service({ support: trials.support, groups: [[0], [1]] });
    service.leastActivity([1, 1]);
    const eta = ({ gram, activity }: ReturnType<typeof plainMeasure>) =>
      service.leastActivity(readoutsOf(trials, gram) ?? [], { known: true }).activity / activity;
    const truth = eta(plainMeasure(trials, Float64Array.from(gains.flat())));
    const plain = eta(plainMeasure(trials, gainsOf(trials, everyRow(trials.rows)).gains));
    return { truth, plain, corrected: eta(populationMeasure(sharesOf(trials, 1, own))) };
  });
  const told = (of: keyof (typeof rows)[number]) => mean(rows.map((row) => row[of])).toFixed(3);
  const spread = standardDeviation(rows.map(({ corrected, truth }) => corrected - truth)).toFixed(3);
  console.log(
    `${name.padEnd(14)} ${levels} x ${levels}, ${repeats} trials, signal/noise ${String(ratio).padEnd(5)} truth ${told("truth")} uncorrected ${told("plain")} ` +
      `corrected ${told("corrected")} (spread ${spread}, ${rows.length} populations)`,
  );
}

/** Populations drawn from one that goes on for ever, whose efficiency is the truth. */
const drawnFrom: Readonly<Record<string, { readonly points: Points; readonly gains: (own: Key) => number[][] }>> = {
  pure: { points: square(5), gains: () => pureGains(NEURONS, 3) },
  random: { points: square(5), gains: (own) => randomGains(NEURONS, own) },
  mixed: { points: cutSquare(5), gains: (own) => chosen(optimalGains(cutSquare(5), 100), own) },
};
const NEURONS = 50;

const chosen = (gains: number[][], own: Key): number[][] =>
  Array.from(integers(own, NEURONS, gains.length), (at) => gains[at]);

/** How often the interval of certified efficiency holds that of the population that neurons are drawn from. */
function coverage(name: string, ratio: number): void {
  const { points, gains } = drawnFrom[name];
  const many = split(key(24), 200).flatMap(gains);
  const frame = trialsOf(planted(points, many.slice(0, NEURONS), { repeats: 8, signalToNoise: 1 }, key(25)));
  const service = new Service({ support: frame.support, groups: [[0], [1]] });
  const whole = plainMeasure(frame, Float64Array.from(many.flat()));
  const truth = service.leastActivity(readoutsOf(frame, whole.gram) ?? []).activity / whole.activity;
  let [held, width] = [0, 0];
  const etas: number[] = [];
  for (const drawn of split(fold(key(26), `${name} ${ratio}`), populations)) {
    const trials = trialsOf(planted(points, gains(drawn), { repeats: 8, signalToNoise: ratio }, drawn));
    const shares = sharesOf(trials, 1, fold(drawn, "deals"));
    const { gram, activity } = populationMeasure(shares);
    const own = new Service({ support: trials.support, groups: [[0], [1]] });
    const eta = own.leastActivity(readoutsOf(trials, gram) ?? []).lowerBound / activity;
    const found = intervalOf(eta, redraw(trials, own, shares, 100, fold(drawn, "again")).etas, NEURONS);
    if (found === undefined) continue;
    const [low, high] = found.interval;
    etas.push(eta);
    held += Number(low <= truth && truth <= high);
    width += (high - low) / 3.92;
  }
  const [low, high] = wilsonInterval(held, etas.length).map((share) => (100 * share).toFixed(1));
  console.log(
    `${name.padEnd(8)} signal/noise ${String(ratio).padEnd(4)} truth ${truth.toFixed(3)} mean ${mean(etas).toFixed(3)} deviation ` +
      `${standardDeviation(etas).toFixed(4)} width/3.92 ${(width / etas.length).toFixed(4)} held ${((100 * held) / etas.length).toFixed(1)} % (${low} to ${high})`,
  );
}

if (part === "coverage")
  for (const name of process.argv[4]?.split(",") ?? Object.keys(drawnFrom))
    for (const ratio of [0.5, 1, 3]) coverage(name, ratio);
if (part === undefined || part === "noise")
  for (const [levels, repeats] of [
    [7, 12],
    [9, 4],
  ])
    for (const units of [20, 50, 200])
      for (const ratio of [0.3, 1, 3]) {
        noiseOf(`pure, n ${units}`, () => pureGains(units, 3), levels, repeats, ratio);
        noiseOf(`random, n ${units}`, (own) => randomGains(units, own), levels, repeats, ratio);
      }
