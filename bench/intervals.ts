/**
 * How often the 95 % interval of `metrics.measure` covers what it is said to cover: the mean score of recordings of the same length. Codes
 * of few and many units, pure and mixed, each recorded anew many times; the mean is that of further recordings.
 * `node --import tsx bench/intervals.ts [RECORDINGS] [HALVINGS] [CONDITIONS,...] [CODE,...]`.
 */
import { studentQuantile } from "../src/math/distributions.js";
import { fold, type Key, key, normal, split, uniform } from "../src/math/random.js";
import { mean, standardDeviation } from "../src/math/statistics.js";
import { type MetricName, measure, metrics } from "../src/metrics/index.js";
import type { Json, Representation } from "../src/protocols.js";
import { factorFromNumbers, representation } from "../src/representation/index.js";

const NAMES = ["mir", "modularity", "mig"] as const satisfies readonly MetricName[];

/** Activity from a level in 0 .. 3 and two numbers uniform on [0, 1); `noise()` is standard normal. */
type Code = (level: number, x: number, y: number, noise: () => number) => readonly number[];

const CODES: Readonly<Record<string, Code>> = {
  pure: (a, x, y, noise) => [a / 3, x, y, x, a / 3].map((value) => value + 0.1 * noise()),
  mixed: (a, x, y, noise) => [a / 3, x, a / 3 + 0.4 * x, y + 0.15 * x, x * y].map((value) => value + 0.25 * noise()),
  two: (_, x, y, noise) => [x + 0.5 * noise(), 0.6 * x + y + 0.3 * noise()],
  many: (a, x, y, noise) =>
    Array.from({ length: 24 }, (_, unit) => {
      if (unit % 3 === 0) return a / 3 + 0.15 * noise();
      return unit % 3 === 1 ? Math.max(0, x - 0.3) + 0.1 * noise() : (unit % 2 ? x : a / 3) * y + 0.2 * noise();
    }),
};

function recorded(drawn: Key, conditions: number, code: Code): Representation {
  const [level, x, y] = ["a", "x", "y"].map((name) => uniform(fold(drawn, name), conditions));
  const noise = normal(fold(drawn, "noise"), 24 * conditions);
  const rows = Array.from({ length: conditions }, (_, i) => {
    let at = 24 * i;
    return code(Math.floor(4 * level[i]), x[i], y[i], () => noise[at++]);
  });
  const factors = [
    factorFromNumbers(
      "a",
      level.map((value) => Math.floor(4 * value)),
    ),
    factorFromNumbers("x", x),
    factorFromNumbers("y", y),
  ];
  return representation({ activity: Float64Array.from(rows.flat()), units: rows[0].length, factors });
}

/** The published convention, and few bins with Miller and Madow's correction. */
const conventions = (conditions: number): Readonly<Record<string, Readonly<Record<string, Json>>>> => ({
  "20 bins": {},
  "few bins": {
    bins: Math.min(20, Math.max(4, Math.round(0.9 * Math.cbrt(conditions)))),
    correction: "miller-madow",
  },
});

function report(name: string, conditions: number, code: Code, recordings: number, halvings: number): void {
  for (const [convention, options] of Object.entries(conventions(conditions))) {
    const score = (metric: MetricName, data: Representation) => metrics[metric].measure(data, options).score;
    const others = split(fold(key(1), name), 2 * recordings).map((drawn) => recorded(drawn, conditions, code));
    const own = split(fold(key(2), name), recordings).map((drawn) =>
      measure(
        recorded(drawn, conditions, code),
        {
          metrics: NAMES,
          options: Object.fromEntries(NAMES.map((metric) => [metric, options])),
          nullDraws: 0,
          intervalDraws: halvings,
        },
        drawn,
      ),
    );
    for (const metric of NAMES) {
      const scores = others.map((data) => score(metric, data));
      const [centre, deviation] = [mean(scores), standardDeviation(scores)];
      const found = own.flatMap((measured) =>
        measured.filter(({ request }) => request.name === metric).flatMap(({ judged }) => judged.score.interval ?? []),
      );
      const covered = found.filter(({ low, high }) => low <= centre && centre <= high).length / recordings;
      const reach = studentQuantile(0.975, halvings);
      const width = Math.sqrt(mean(found.map(({ low, high }) => ((high - low) / 2 / reach) ** 2))) / deviation;
      console.log(
        `| ${name} | ${conditions} | ${convention} | ${metric} | ${centre.toFixed(3)} | ${deviation.toPrecision(2)} | ` +
          `${width.toFixed(2)} | ${(100 * covered).toFixed(1)} % |`,
      );
    }
  }
}

const [recordings = "200", halvings = "60", sizes = "400,1500,5000", names = Object.keys(CODES).join(",")] =
  process.argv.slice(2);
for (const name of names.split(",")) {
  for (const conditions of sizes.split(",")) {
    report(name, Number(conditions), CODES[name], Number(recordings), Number(halvings));
  }
}
