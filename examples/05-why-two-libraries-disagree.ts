/** One code, one metric, eleven scores: what the mutual information gap owes to how it is computed. */
import { math, metrics, representation } from "../src/index.js";

// 2000 images: which of 4 shapes, which of 12 sizes, and a position. One unit for each, the first nearly dead most of the time.
const samples = 2000;
const key = math.key(5);
const noise = math.normal(math.fold(key, "noise"), 3 * samples);
const shape = math.integers(math.fold(key, "shape"), samples, 4);
const size = math.integers(math.fold(key, "size"), samples, 12);
const place = math.uniform(math.fold(key, "place"), samples);
const activity = noise.map((z, i) => {
  const row = Math.floor(i / 3);
  if (i % 3 === 0) return Math.exp(1.2 * shape[row] + 0.3 * z); // heavy-tailed, as rectified units are
  return i % 3 === 1 ? size[row] + 0.5 * z : 3 * place[row] + 0.1 * z;
});
const code = representation.representation({
  activity,
  units: 3,
  factors: [
    representation.factorFromNumbers("shape", shape, "categorical"),
    representation.factorFromNumbers("size", size, "categorical"),
    representation.factorFromNumbers("place", place, "continuous"),
  ],
});

const recipes: readonly [what: string, options: Parameters<typeof metrics.mig>[1]][] = [
  ["20 bins of equal width (disentanglement_lib)", {}],
  ["10 bins", { bins: 10 }],
  ["50 bins", { bins: 50 }],
  ["200 bins", { bins: 200 }],
  ["20 quantile bins", { binning: "quantile" }],
  ["200 bins, bias corrected (Miller and Madow)", { bins: 200, correction: "miller-madow" }],
  ["every distinct value a label of its own", { binning: "levels" }],
  ["nearest neighbours (Kraskov, Ross)", { estimator: "ksg" }],
  ["divided by ln(levels) instead of the entropy", { normalisation: "log-levels" }],
  ["in nats, not divided at all", { normalisation: "none" }],
];
for (const [what, options] of recipes) console.log(`${metrics.mig(code, options).score.toFixed(3)}  ${what}`);

const fewer = representation.takeConditions(
  code,
  Array.from({ length: 200 }, (_, row) => row),
);
console.log(`${metrics.mig(fewer).score.toFixed(3)}  the first recipe on 200 of the 2000 samples`);
