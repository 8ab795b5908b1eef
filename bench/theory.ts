/** Time of a certified prediction from raw samples, median of repeated runs: `node --import tsx bench/theory.ts`. */
import { cpus } from "node:os";
import { fromRows, identity, type Matrix, matrix, scale } from "../src/math/matrix.js";
import { fold, key, normal, uniform } from "../src/math/random.js";
import { type CodingProblem, solveOptimum, supportFromSamples, supportFromVertices } from "../src/theory/index.js";

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
  fromCloud("2 factors, 100,000 uniform samples", samples(uniform, 100_000, 2), 0.05, 15),
  fromCloud("2 factors, 100,000 normal samples", samples(normal, 100_000, 2), 0.05, 15),
  fromCloud("3 factors, 10,000 uniform samples", samples(uniform, 10_000, 3), 1, 7),
  fromCloud("3 factors, 10,000 normal samples", samples(normal, 10_000, 3), 1, 7),
  fromCloud("4 factors, 1,000 uniform samples", samples(uniform, 1000, 4), 10, 5),
  fromCloud("4 factors, 1,000 normal samples", samples(normal, 1000, 4), 10, 5),
  fromCloud("5 factors, 1,000 uniform samples", samples(uniform, 1000, 5), 10, 3),
  { name: "6-factor cube, random targets", limit: 1, repeats: 7, problem: sixFactorCube },
  fromCloud("3 factors, 10,000 points of a sphere", sphere(10_000, 3), 10, 1),
  fromCloud("4 factors, 1,000 points of a sphere", sphere(1000, 4), 10, 1),
];

console.log(`${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}`);
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
