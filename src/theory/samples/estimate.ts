/** The certified optimum and the best modular code of rows at one tolerance. */
import type { Matrix } from "../../math/matrix.js";
import { axisColumns } from "../axisColumns.js";
import { type BestModular, bestModular } from "../modular.js";
import { generateColumns, type ScaledOptimum } from "../optimum.js";
import { type ReducedProblem, reduceProblem } from "../problem.js";
import { deadlineOf, type PreparedSearch, prepareReduced, withFloor } from "../solve.js";
import type { CodingProblem, SolverOptions, Status } from "../types.js";
import type { WeightedRows } from "./tolerantBody.js";
import { reducedRows, tolerantProblem } from "./tolerantProblem.js";

export interface TolerantEstimate {
  readonly prepared: PreparedSearch;
  readonly best: ScaledOptimum;
  readonly modularCode: BestModular;
  readonly status: Status;
  /** E* of a code that exists, and what no code can beat. */
  readonly energy: number;
  readonly lowerBound: number;
  readonly modular: number;
  /** Bounds on (E_modular - E*) / E*. */
  readonly saving: { readonly least: number; readonly most: number };
}

/** Energies of samples [rows x factors], each as likely, at tolerance `rare` = alpha / beta: of E* both bounds, and of modular codes. */
export function tolerantEnergies(
  problem: CodingProblem,
  samples: Matrix,
  rare: number,
  options: SolverOptions = {},
): Pick<TolerantEstimate, "status" | "energy" | "lowerBound" | "modular"> {
  const reduced = reduceProblem(problem);
  const { status, energy, lowerBound, modular } = tolerantEstimate(
    reduced,
    reducedRows(reduced, samples),
    rare,
    options,
  );
  return { status, energy, lowerBound, modular };
}

/** Energies of `rows` at tolerance `rare`; prices, mixings and coordinates are those of `reduced`. */
export function tolerantEstimate(
  reduced: ReducedProblem,
  rows: WeightedRows,
  rare: number,
  options: SolverOptions,
): TolerantEstimate {
  const prepared = prepareReduced(tolerantProblem(reduced, rows, rare), options);
  const { scaled, oracle, tolerance } = prepared;
  const limits = { tolerance, deadline: deadlineOf(prepared, "search") };
  const found = generateColumns(scaled, [oracle], axisColumns(scaled, oracle), limits);
  const { best, status } = withFloor(prepared, found);
  const code = bestModular(prepared.reduced, scaled, { tolerance, deadline: deadlineOf(prepared, "purity") });
  const energy = Math.min(best.energy, code.energy);
  const saving = {
    least: Math.max(0, code.lowerBound / energy - 1),
    most: best.lowerBound > 0 ? Math.max(0, code.energy / best.lowerBound - 1) : Infinity,
  };
  const { unit } = scaled;
  return {
    prepared,
    best,
    modularCode: code,
    status,
    energy: unit * energy,
    lowerBound: unit * best.lowerBound,
    modular: unit * code.energy,
    saving,
  };
}
