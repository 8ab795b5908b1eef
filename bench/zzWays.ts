import { populationMeasure, plainMeasure } from "../src/efficiency/corrected.js";
import { readoutsOf, redraw, sharesOf } from "../src/efficiency/estimate.js";
import { planted, pureGains, randomGains, square, cutSquare, optimalGains } from "../src/efficiency/planted.fixture.js";
import { trialsOf } from "../src/efficiency/variables.js";
import { fold, key, split, integers, type Key } from "../src/math/random.js";
import { mean, quantile, standardDeviation } from "../src/math/statistics.js";
import { Service } from "../src/theory/index.js";
const N = +process.argv[2]; const U = 50;
const opt = optimalGains(cutSquare(5), 100);
const kinds: Record<string, any> = { pure: { points: square(5), gains: () => pureGains(U, 3) }, random: { points: square(5), gains: (own: Key) => randomGains(U, own) }, mixed: { points: cutSquare(5), gains: (own: Key) => Array.from(integers(own, U, 100), (i) => opt[i]) } };
for (const [name, ratio] of process.argv[3].split(",").map((s) => s.split(":"))) {
  const { points, gains } = kinds[name];
  const many = split(key(24), 200).flatMap(gains) as number[][];
  const frame = trialsOf(planted(points, many.slice(0, U), { repeats: 8, signalToNoise: 1 }, key(25)));
  const s0 = new Service({ support: frame.support, groups: [[0], [1]] });
  const w = plainMeasure(frame, Float64Array.from(many.flat()));
  const truth = s0.leastActivity(readoutsOf(frame, w.gram)!).activity / w.activity;
  const held: Record<string, number> = {}; const miss: Record<string, number[]> = {}; const z: number[] = []; const etas: number[] = []; const b: number[] = [];
  for (const own of split(fold(key(26), `${name} ${ratio}`), N)) {
    const trials = trialsOf(planted(points, gains(own), { repeats: 8, signalToNoise: +ratio }, own));
    const service = new Service({ support: trials.support, groups: [[0], [1]] });
    const shares = sharesOf(trials, 1, fold(own, "deals"));
    const m = populationMeasure(shares);
    const eta = service.leastActivity(readoutsOf(trials, m.gram)!).lowerBound / m.activity;
    const e = redraw(trials, service, shares, 100, fold(own, "again")).etas;
    const q = (p: number) => quantile(e, p); const sd = standardDeviation(e); const bias = mean(e) - eta;
    z.push((eta - truth) / sd); etas.push(eta); b.push(bias);
    const t = 2.01 * Math.sqrt(50 / 49);
    const ways: Record<string, number[]> = { basic: [2 * eta - q(.975), 2 * eta - q(.025)], perc: [q(.025), q(.975)], expanded: [q(.0209), q(.9791)], normal: [eta - t * sd, eta + t * sd], normalBias: [eta - bias - t * sd, eta - bias + t * sd], log: [eta * Math.exp(-t * sd / eta), eta * Math.exp(t * sd / eta)] };
    for (const [k, [l, h]] of Object.entries(ways)) { held[k] = (held[k] ?? 0) + +(l <= truth && truth <= h); miss[k] ??= [0, 0]; if (h < truth) miss[k][0]++; if (l > truth) miss[k][1]++; }
  }
  console.log(name, ratio, "truth", truth.toFixed(3), "mean", mean(etas).toFixed(4), "bias", mean(b).toFixed(4), Object.entries(held).map(([k, h]) => `${k} ${(100 * h / N).toFixed(1)} (${miss[k]})`).join(" "), "sd", standardDeviation(etas).toFixed(4), "z sd", standardDeviation(z).toFixed(2), "z mean", mean(z).toFixed(2));
}
