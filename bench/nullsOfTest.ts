/**
 * Sizes of the nulls of `purecell test` at 5 %: how often p <= 0.05 for populations in random directions whose sizes are equal, Gaussian or
 * log-normal, in Gaussian noise and with Poisson counts (5 x 5 conditions, 4 trials of each).
 */
import { directionOf } from "../src/efficiency/direction.js";
import { gainsOf } from "../src/efficiency/gains.js";
import { testDefaults } from "../src/efficiency/index.js";
import { tuningOf } from "../src/efficiency/neurons.js";
import { NULLS, testNull } from "../src/efficiency/nulls.js";
import { cutSquare, planted, randomGains, SIZES, square } from "../src/efficiency/planted.fixture.js";
import { populationOf } from "../src/efficiency/population.js";
import { trialsOf } from "../src/efficiency/variables.js";
import { fold, type Key, key, split } from "../src/math/random.js";
import { wilsonInterval } from "../src/math/wilson.js";
import { Service } from "../src/theory/index.js";

const everyRow = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row);

function directions(units: number, sizes: (units: number, key: Key) => Float64Array, own: Key): number[][] {
  const size = sizes(units, fold(own, "sizes"));
  return randomGains(units, fold(own, "directions")).map((u, k) => u.map((value) => value * size[k]));
}

/** How often each null is rejected where it is true. */
function sizeOfNulls(name: string, units: number, noise: "gaussian" | "poisson", populations: number): void {
  const sizes = SIZES[name as keyof typeof SIZES];
  const rejected = new Map<string, number>();
  for (const own of split(fold(key(21), `${name} ${units} ${noise}`), populations)) {
    const gains = directions(units, sizes, own).map((u) => u.map((v) => (noise === "poisson" ? 3 * v : v)));
    const trials = trialsOf(planted(square(5), gains, { repeats: 4, signalToNoise: 1, noise }, own));
    const found = gainsOf(trials, everyRow(trials.rows)).gains;
    for (const kind of NULLS)
      if (testNull(trials, found, kind, 99, fold(fold(own, "null"), kind)).p <= 0.05)
        rejected.set(kind, (rejected.get(kind) ?? 0) + 1);
  }
  for (const kind of NULLS) {
    const count = rejected.get(kind) ?? 0;
    const [low, high] = wilsonInterval(count, populations).map((share) => (100 * share).toFixed(1));
    console.log(
      `${kind.padEnd(13)} ${name.padEnd(11)} ${noise.padEnd(9)} n ${String(units).padEnd(4)} ${((100 * count) / populations).toFixed(1)} % (${low} to ${high})`,
    );
  }
}

/** How often mixed neurons in random directions seem to mix as the optimum does, on a square with a corner cut. */
function sizeOfDirection(name: string, units: number, populations: number): void {
  const points = cutSquare(5);
  const sizes = SIZES[name as keyof typeof SIZES];
  const rejected = split(fold(key(23), `${name} ${units}`), populations).filter((own) => {
    const gains = directions(units, sizes, own);
    const trials = trialsOf(planted(points, gains, { repeats: 4, signalToNoise: 1 }, own));
    const { neurons } = new Service({ support: trials.support, groups: [[0], [1]] }).leastActivity([1, 1]);
    const found = gainsOf(trials, everyRow(trials.rows)).gains;
    const population = populationOf(
      trials,
      { tunings: tuningOf(trials), gains: found, optimal: neurons },
      testDefaults,
    );
    const direction = directionOf(trials, population.neurons, neurons, { ...testDefaults, nullDraws: 99 }, own);
    return direction !== null && direction.p <= 0.05;
  }).length;
  const [low, high] = wilsonInterval(rejected, populations).map((share) => (100 * share).toFixed(1));
  console.log(
    `direction     ${name.padEnd(11)} gaussian  n ${String(units).padEnd(4)} ${((100 * rejected) / populations).toFixed(1)} % (${low} to ${high})`,
  );
}

/** All of them, each over so many populations; `direction` alone costs as much as the rest. */
export function sizesOfTest(populations: number): void {
  for (const noise of ["gaussian", "poisson"] as const)
    for (const name of Object.keys(SIZES)) for (const units of [20, 50]) sizeOfNulls(name, units, noise, populations);
  for (const name of Object.keys(SIZES)) for (const units of [20, 50]) sizeOfDirection(name, units, populations);
}
