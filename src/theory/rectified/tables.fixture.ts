/** Tables whose rectified optimum is known, and the parts of a solution that tests look at. */
import { fromRows } from "../../math/matrix.js";
import { reduceProblem } from "../problem.js";
import { supportFromSamples } from "../support.js";
import type { CodingProblem } from "../types.js";
import { axisWeights } from "./axes.js";
import { cloudOf } from "./cloud.js";
import { faceOracle } from "./faceOracle.js";
import { climbingOracle, rectifiedOptimum, startingUnits } from "./optimum.js";
import type { Cloud } from "./protocols.js";

export type Table = readonly (readonly number[])[];

const levels = [-1, 0, 1];
export const square: Table = levels.flatMap((x) => levels.map((y) => [x, y]));
/** The square without two opposite corners. */
export const twoCorners: Table = square.filter(([x, y]) => Math.abs(x + y) < 2);

export const rotated = (table: Table, angle: number): Table =>
  table.map(([x, y]) => [Math.cos(angle) * x - Math.sin(angle) * y, Math.sin(angle) * x + Math.cos(angle) * y]);

const rowsOf = (table: Table) => fromRows(table.map((row) => [...row]));

export const problemOf = (table: Table, prices: Partial<CodingProblem> = {}): CodingProblem => ({
  support: supportFromSamples(rowsOf(table)),
  lambdaOut: 0.1,
  gamma: 1e3,
  ...prices,
});

export const tableRows = (table: Table) => ({ values: rowsOf(table) });

export const tableCloud = (table: Table, prices: Partial<CodingProblem> = {}): Cloud =>
  cloudOf(reduceProblem(problemOf(table, prices)), tableRows(table));

/** The optimum with every face looked at. */
export function solved(cloud: Cloud, tolerance = 1e-6) {
  const axes = Array.from({ length: cloud.dimension }, (_, i) => axisWeights(cloud, i));
  const limits = { tolerance, deadline: performance.now() + 60_000 };
  const search = { quick: climbingOracle(cloud), movable: true };
  return rectifiedOptimum(cloud, faceOracle(cloud), startingUnits(cloud, axes), limits, search);
}
