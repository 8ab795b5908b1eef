/**
 * Time of a certified prediction from raw samples, median of repeated runs, and how much longer a linear autoencoder takes to
 * come within 1 % of the same energy by training: `node --import tsx bench/theory.ts`.
 */
import { cpus, loadavg } from "node:os";
import { compileWasm } from "../src/engine/wasm.js";
import { pointPlan, pointSchema, problemOf } from "../src/experiments/points/index.js";
import { fromRows, identity, type Matrix, matrix, scale } from "../src/math/matrix.js";
import { fold, key, normal, uniform } from "../src/math/random.js";
import { type CodingProblem, solveOptimum, supportFromSamples, supportFromVertices } from "../src/theory/index.js";
import { compilePlan, initialState, trainChunk } from "../src/training/index.js";

interface Case {
  readonly name: string;
  readonly limit: number;
  readonly repeats: number;
  problem(): CodingProblem;
}

const samples = (draw: typeof normal, rows: number, factors: number): Matrix =>
  matrix(rows, factors, draw(fold(key(3), factors), rows * factors));

function sphere(rows: number, factors: number): Matrix {
  const out = samples(normal, rows, factors);
  for (let row = 0; row < rows; row++) {
    const point = out.data.subarray(row * factors, (row + 1) * factors);
    const length = Math.hypot(...point);
    for (let i = 0; i < factors; i++) point[i] /= length;
  }
  return out;
}

const fromCloud = (name: string, cloud: Matrix, limit: number, repeats: number): Case => ({
  name,
  limit,
  repeats,
  problem: () => ({ support: supportFromSamples(cloud), lambdaIn: 1, lambdaOut: 1 }),
});

function sixFactorCube(): CodingProblem {
  const corners = Array.from({ length: 64 }, (_, k) => Array.from({ length: 6 }, (__, i) => ((k >> i) & 1) - 0.5));
  const support = supportFromVertices(fromRows(corners), scale(identity(6), 1 / 12));
  return { support, targetMixing: samples(normal, 6, 6), alpha: 1e-3, lambdaIn: 1e-4, lambdaOut: 1e-4 };
}

const cases: Case[] = [
  fromCloud("2 factors, 2,000 uniform samples", samples(uniform, 2000, 2), 0.016, 15),
  fromCloud("2 factors, 100,000 uniform samples", samples(uniform, 100_000, 2), 0.05, 15),
  fromCloud("2 factors, 100,000 normal samples", samples(normal, 100_000, 2), 0.05, 15),
  fromCloud("3 factors, 10,000 uniform samples", samples(uniform, 10_000, 3), 1, 7),
  fromCloud("3 factors, 10,000 normal samples", samples(normal, 10_000, 3), 1, 7),
  fromCloud("4 factors, 1,000 uniform samples", samples(uniform, 1000, 4), 10, 5),
  fromCloud("4 factors, 1,000 normal samples", samples(normal, 1000, 4), 10, 5),
  fromCloud("5 factors, 1,000 uniform samples", samples(uniform, 1000, 5), 10, 3),
  fromCloud("6 factors, 200 uniform samples", samples(uniform, 200, 6), 10, 1),
  { name: "6-factor cube, random targets", limit: 1, repeats: 7, problem: sixFactorCube },
  fromCloud("3 factors, 10,000 points of a sphere", sphere(10_000, 3), 10, 1),
  fromCloud("4 factors, 1,000 points of a sphere", sphere(1000, 4), 10, 1),
];

const load = (): string => `load average ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`;

console.log(`${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, ${load()}`);
for (const { name, limit, repeats, problem } of cases) {
  const runs = Array.from({ length: repeats }, () => {
    const began = performance.now();
    const optimum = solveOptimum(problem());
    return { seconds: (performance.now() - began) / 1000, optimum };
  });
  runs.sort((a, b) => a.seconds - b.seconds);
  const { seconds, optimum } = runs[Math.floor(runs.length / 2)];
  const time = `${(1000 * seconds).toFixed(0)} ms`.padStart(9);
  console.log(`${name.padEnd(40)}${time}  (limit ${limit} s)  ${optimum.status}, gap ${optimum.gap.toExponential(1)}`);
}

/** Median of the solver's time, and the time to train full batch, with exact nonnegativity, to within 1 % of its energy. */
async function raceTraining(points: number): Promise<void> {
  const task = { samples: samples(uniform, points, 2) };
  const settings = pointSchema.parse({});
  const problem = (): CodingProblem => problemOf(task, settings);
  const times = Array.from({ length: 15 }, () => {
    const began = performance.now();
    solveOptimum(problem());
    return performance.now() - began;
  }).sort((a, b) => a - b);
  const { energy } = solveOptimum(problem());
  const plan = pointPlan(task, settings, key(1));
  const step = await compilePlan(plan, compileWasm);
  const began = performance.now();
  let state = initialState(plan);
  let loss = Number.POSITIVE_INFINITY;
  while (loss > 1.01 * energy && state.step < plan.steps) {
    const moment = await trainChunk(plan, step, state, 50);
    loss = moment.metrics.loss[49];
    state = moment.state;
  }
  const seconds = (performance.now() - began) / 1000;
  step.dispose();
  const ratio = (1000 * seconds) / times[7];
  console.log(
    `${points} points of 2 factors: solved in ${times[7].toFixed(2)} ms; ${state.step} updates of training (64 units, wasm) ` +
      `take ${seconds.toFixed(1)} s to ${(100 * (loss / energy - 1)).toFixed(2)} % above: ${ratio.toFixed(0)} times as long`,
  );
}

for (const points of [32, 256]) await raceTraining(points);
console.log(load());
