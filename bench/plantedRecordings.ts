/**
 * Recordings whose neurons were planted: each pure neuron is tuned to one variable, each mixed one to two, as a sum or as a product.
 * For the benchmarks of `measure`; `node --import tsx bench/plantedRecordings.ts FOLDER` writes its two files there.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fold, type Key, key, normal, uniform, uniformStream } from "../src/math/random.js";
import type { Factor, FactorKind, Representation } from "../src/protocols.js";
import { representation, saveRepresentation } from "../src/representation/index.js";

/** A variable of a task, drawn uniformly; continuous ones from [0, 1), circular ones in degrees. */
export interface Variable {
  readonly name: string;
  readonly kind: FactorKind;
  /** Categorical ones only. */
  readonly levels?: number;
}

export interface Planted {
  readonly trials: number;
  readonly variables: readonly Variable[];
  readonly pure: number;
  readonly sums: number;
  readonly products: number;
  readonly untuned: number;
  /** Deviation of the noise, in deviations of the tuning. */
  readonly noise: number;
  readonly response: Response;
}

/** What the drive of a neuron becomes: itself, its positive part, a skewed rate, a count of spikes. */
export type Response = "linear" | "rectified" | "exponential" | "counts";

export function plantedRecording(plan: Planted, root: Key): Representation {
  const factors = plan.variables.map((variable, f) => drawn(variable, plan.trials, fold(fold(root, "variables"), f)));
  const units = plan.pure + plan.sums + plan.products + plan.untuned;
  const columns = Array.from({ length: units }, (_, unit) =>
    neuron(unit, plan, factors, fold(fold(root, "units"), unit)),
  );
  const activity = Float64Array.from(
    { length: plan.trials * units },
    (_, at) => columns[at % units][Math.floor(at / units)],
  );
  return representation({ activity, units, factors });
}

const PERIOD = 360;

function drawn({ name, kind, levels = 2 }: Variable, trials: number, own: Key): Factor {
  const values = uniform(own, trials);
  if (kind === "continuous") return { name, kind, values };
  if (kind === "circular") return { name, kind, values: values.map((value) => PERIOD * value), period: PERIOD };
  return {
    name,
    kind,
    values: values.map((value) => Math.floor(levels * value)),
    levels: Array.from({ length: levels }, (_, level) => String(level)),
  };
}

function neuron(unit: number, plan: Planted, factors: readonly Factor[], own: Key): Float64Array {
  const { pure, sums, products, trials, noise, response } = plan;
  const tuned = (f: number) => tuning(factors[f % factors.length], fold(own, `tuning ${f % factors.length}`));
  const spread = normal(fold(own, "noise"), trials);
  if (unit >= pure + sums + products) return responses(spread, response, own);
  const first = tuned(unit);
  if (unit < pure)
    return responses(
      first.map((value, i) => value + noise * spread[i]),
      response,
      own,
    );
  const second = tuned(unit + 1);
  const both = first.map((value, i) => (unit < pure + sums ? (value + second[i]) / Math.SQRT2 : value * second[i]));
  return responses(
    both.map((value, i) => value + noise * spread[i]),
    response,
    own,
  );
}

/** Tuning of mean 0 and deviation 1: a bump on the line or the circle, or a mean for every level. */
function tuning({ kind, values, levels = [] }: Factor, own: Key): Float64Array {
  const [centre, width] = uniform(own, 2);
  const means = normal(fold(own, "levels"), levels.length);
  const curve = (value: number): number => {
    if (kind === "categorical") return means[value];
    if (kind === "circular") return Math.exp((1 + 2 * width) * Math.cos(2 * Math.PI * (value / PERIOD - centre)));
    return Math.exp(-(((value - centre) / (0.2 + 0.4 * width)) ** 2));
  };
  const raw = values.map(curve);
  const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
  const deviation = Math.sqrt(raw.reduce((sum, value) => sum + (value - mean) ** 2, 0) / raw.length);
  return raw.map((value) => (value - mean) / (deviation || 1));
}

function responses(drive: Float64Array, response: Response, own: Key): Float64Array {
  if (response === "linear") return drive;
  if (response === "rectified") return drive.map((value) => Math.max(0, value));
  const rates = drive.map((value) => Math.exp(value));
  return response === "exponential" ? rates : spikes(rates, fold(own, "spikes"));
}

/** Poisson counts: the number of exponential waiting times that fit into one unit of time. */
function spikes(rates: Float64Array, own: Key): Float64Array {
  return rates.map((rate, i) => {
    const next = uniformStream(fold(own, i));
    let count = -1;
    for (let time = 0; time < 1; time += -Math.log(1 - next()) / rate) count++;
    return count;
  });
}

const session: readonly Variable[] = [
  { name: "stimulus", kind: "categorical", levels: 4 },
  { name: "choice", kind: "categorical", levels: 2 },
  { name: "reward", kind: "continuous" },
  { name: "angle", kind: "circular" },
];

/** 1,200 trials of 79 neurons of which 60 are pure, with variables of all kinds. */
export const mixedKinds: Planted = {
  trials: 1200,
  variables: session,
  pure: 60,
  sums: 10,
  products: 6,
  untuned: 3,
  noise: 0.7,
  response: "linear",
};

/** Four continuous variables, which all metrics but those that need categories take. */
export const numbers = (trials: number, units: number): Planted => ({
  trials,
  variables: ["x", "y", "speed", "distance"].map((name) => ({ name, kind: "continuous" })),
  pure: Math.round(0.75 * units),
  sums: units - Math.round(0.75 * units),
  products: 0,
  untuned: 0,
  noise: 0.7,
  response: "rectified",
});

const categories = (trials: number, units: number): Planted => ({
  ...numbers(trials, units),
  variables: [4, 2, 3, 6].map((levels, f) => ({ name: `cue ${f + 1}`, kind: "categorical", levels })),
});

/** The files that the times of `measure` are stated for, by name. */
export const timedFiles: Readonly<Record<string, Planted>> = {
  "2000x8x4": numbers(2000, 8),
  "1200x80x4": { ...numbers(1200, 80) },
  "1200x79-mixed-kinds": mixedKinds,
  "2000x8x4-categories": categories(2000, 8),
  "1200x80x4-categories": categories(1200, 80),
};

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2] ?? ".";
  mkdirSync(folder, { recursive: true });
  for (const [name, plan] of Object.entries(timedFiles)) {
    const path = join(folder, `${name}.npz`);
    writeFileSync(path, saveRepresentation(plantedRecording(plan, key(1))));
    console.log(path);
  }
}
