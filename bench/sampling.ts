/**
 * Coverage and size of what `predict` says of samples: draws from known distributions of two factors, the interval of the saving by
 * mixed neurons and the lower limit from split halves against the saving of the distribution itself:
 * `node --import tsx bench/sampling.ts [sets] [distribution] [rows]`. One line for each distribution and sample size.
 */
import { cpus } from "node:os";
import { type Matrix, matrix } from "../src/math/matrix.js";
import { fold, type Key, key, uniformStream } from "../src/math/random.js";
import { median } from "../src/math/statistics.js";
import { reduceProblem, supportFromSamples } from "../src/theory/index.js";
import { tolerantEstimate } from "../src/theory/samples/estimate.js";
import { judgeSample } from "../src/theory/samples/sampling.js";
import { reducedRows } from "../src/theory/samples/tolerantProblem.js";

/** p0: beta / alpha = 30, less where 20 moments that rare would not be expected. */
const rareFor = (rows: number): number => Math.max(1 / 30, 20 / rows);
const SIZES = [300, 1000, 2000];
/** Rows that stand for the distribution itself. */
const POPULATION = 200_000;

type Pair = readonly [number, number];
type Stream = () => number;

const flat = (next: Stream): number => 2 * next() - 1;
/** Beta(1, 2): density 2 (1 - x) on [0, 1]. */
const skewed = (next: Stream): number => 1 - Math.sqrt(1 - next());
/** Laplace of variance 1, cut at 5. */
const laplace = (next: Stream): number => {
  const u = flat(next);
  return Math.max(-5, Math.min(5, (-Math.sign(u) * Math.log(1 - Math.abs(u))) / Math.SQRT2));
};

interface Distribution {
  readonly name: string;
  readonly margin: (next: Stream) => number;
  readonly kept: (pair: Pair) => boolean;
}

const DISTRIBUTIONS: readonly Distribution[] = [
  { name: "square", margin: flat, kept: () => true },
  { name: "cut corner", margin: flat, kept: ([x, y]) => x + y < 1 },
  { name: "two corners", margin: flat, kept: ([x, y]) => Math.abs(x + y) < 1.2 },
  { name: "skewed", margin: skewed, kept: () => true },
  { name: "Laplace", margin: laplace, kept: () => true },
  { name: "skewed, cut corner", margin: skewed, kept: ([x, y]) => x + y > 0.5 },
];

function draw({ margin, kept }: Distribution, rows: number, source: Key): Matrix {
  const next = uniformStream(source);
  const out = matrix(rows, 2);
  for (let row = 0; row < rows; ) {
    const pair = [margin(next), margin(next)] as const;
    if (!kept(pair)) continue;
    out.data.set(pair, 2 * row++);
  }
  return out;
}

const problemOf = (samples: Matrix) => ({ support: supportFromSamples(samples), lambdaIn: 0 });

/** Saving and energy of the distribution. */
function truthOf(distribution: Distribution, rare: number): { saving: number; energy: number } {
  const samples = draw(distribution, POPULATION, fold(key(99), distribution.name));
  const reduced = reduceProblem(problemOf(samples));
  const { saving, energy } = tolerantEstimate(reduced, reducedRows(reduced, samples), rare, { tolerance: 1e-6 });
  return { saving: saving.least, energy };
}

/** Relative saving that counts as none: rounding and the solver's tolerance. */
const NONE = 1e-5;

const percent = (part: number, digits = 3): string => (100 * part).toPrecision(digits);

const [sets = "200", only = "", size = ""] = process.argv.slice(2);
console.log(
  `${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}; p0 = 1/30, of 300 rows 1/15; ${sets} sets each`,
);
const began = process.cpuUsage();
for (const distribution of DISTRIBUTIONS) {
  if (only !== "" && distribution.name !== only) continue;
  for (const rows of size === "" ? SIZES : [Number(size)]) {
    const truth = truthOf(distribution, rareFor(rows));
    const found = Array.from({ length: Number(sets) }, (_, set) => {
      const source = fold(fold(fold(key(7), distribution.name), rows), set);
      const samples = draw(distribution, rows, fold(source, "draws"));
      const sample = { rows: samples, reading: "draws", blocks: "rows" } as const;
      return judgeSample(problemOf(samples), sample, { rare: rareFor(rows), source, curve: false, compared: false });
    });
    const part = (holds: (one: (typeof found)[number]) => boolean): string =>
      (found.filter(holds).length / found.length).toFixed(3);
    const covers = ([low, high]: Pair, value: number): boolean => low <= value + NONE && high >= value - NONE;
    console.log(
      `${distribution.name.padEnd(19)} n ${String(rows).padStart(4)}  true saving ${percent(truth.saving)} %, mean estimate ` +
        `${percent(found.reduce((sum, { estimate }) => sum + estimate, 0) / found.length)} %  covered: saving ` +
        `${part(({ saving }) => covers(saving, truth.saving))}, energy ${part(({ energy }) => covers(energy.interval, truth.energy))}` +
        `  limit above truth ${part(({ lowerLimit }) => (lowerLimit ?? 0) > truth.saving + NONE)}, above 0 ` +
        `${part(({ lowerLimit }) => (lowerLimit ?? 0) > NONE)}; low above 0 ${part(({ saving }) => saving[0] > NONE)}; verdict mixed ` +
        `${part(({ verdict }) => verdict === "mixed")}, modular ${part(({ verdict }) => verdict === "modular")}; median width ` +
        `${percent(median(found.map(({ saving: [low, high] }) => high - low)), 2)} %`,
    );
  }
}
const used = process.cpuUsage(began);
console.log(`${((used.user + used.system) / 6e7).toFixed(1)} minutes of processor time`);
