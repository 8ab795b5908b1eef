/** A dense two-phase simplex method with Bland's rule against cycling (Bland 1977), for programs of a few hundred unknowns. */
import type { Matrix } from "./matrix.js";

export interface ProgramSolution {
  readonly x: Float64Array;
  readonly value: number;
}

interface Tableau {
  /** [rows+1 x width], last row the reduced costs, last column the right-hand side */
  readonly cells: Float64Array;
  readonly rows: number;
  readonly width: number;
  /** Column that is basic in each row. */
  readonly basis: Int32Array;
}

/**
 * Minimises cost . x subject to constraints x = bounds, x >= 0. The solution is a vertex: at most `constraints.rows`
 * entries are nonzero. Returns undefined when no x satisfies the constraints to `tolerance`; throws RangeError when the
 * minimum is unbounded.
 */
export function linearProgram(
  constraints: Matrix,
  bounds: ArrayLike<number>,
  cost: ArrayLike<number>,
  tolerance = 1e-9,
): ProgramSolution | undefined {
  const tableau = phaseOne(constraints, bounds);
  const unknowns = constraints.columns;
  let size = 1;
  for (let i = 0; i < tableau.rows; i++) size = Math.max(size, Math.abs(bounds[i]));
  if (!pivotToOptimum(tableau, unknowns + tableau.rows)) return undefined;
  if (-tableau.cells[tableau.rows * tableau.width + tableau.width - 1] > tolerance * size) return undefined;
  expelArtificials(tableau, unknowns);
  setCosts(tableau, cost, unknowns);
  if (!pivotToOptimum(tableau, unknowns)) throw new RangeError("the linear program is unbounded");
  const x = new Float64Array(unknowns);
  for (let i = 0; i < tableau.rows; i++) {
    if (tableau.basis[i] < unknowns) x[tableau.basis[i]] = Math.max(0, rightHandSide(tableau, i));
  }
  let value = 0;
  for (let j = 0; j < unknowns; j++) value += cost[j] * x[j];
  return { x, value };
}

const rightHandSide = (t: Tableau, row: number): number => t.cells[row * t.width + t.width - 1];

/** Artificial unknowns, one a row, form the first basis; their sum is the first cost. */
function phaseOne(constraints: Matrix, bounds: ArrayLike<number>): Tableau {
  const { rows, columns } = constraints;
  const width = columns + rows + 1;
  const cells = new Float64Array((rows + 1) * width);
  for (let i = 0; i < rows; i++) {
    const sign = bounds[i] < 0 ? -1 : 1;
    for (let j = 0; j < columns; j++) cells[i * width + j] = sign * constraints.data[i * columns + j];
    cells[i * width + columns + i] = 1;
    cells[i * width + width - 1] = sign * bounds[i];
    for (let j = 0; j < width; j++) {
      if (j < columns || j === width - 1) cells[rows * width + j] -= cells[i * width + j];
    }
  }
  return { cells, rows, width, basis: Int32Array.from({ length: rows }, (_, i) => columns + i) };
}

function pivot(t: Tableau, row: number, column: number): void {
  const { cells, width } = t;
  const scale = 1 / cells[row * width + column];
  for (let j = 0; j < width; j++) cells[row * width + j] *= scale;
  for (let i = 0; i <= t.rows; i++) {
    const factor = cells[i * width + column];
    if (i === row || factor === 0) continue;
    for (let j = 0; j < width; j++) cells[i * width + j] -= factor * cells[row * width + j];
    cells[i * width + column] = 0;
  }
  t.basis[row] = column;
}

/** The column to enter: the steepest, or the first once `careful` (Bland). */
function entering(t: Tableau, columns: number, careful: boolean): number {
  let best = -1;
  let least = -1e-11;
  for (let j = 0; j < columns; j++) {
    const reduced = t.cells[t.rows * t.width + j];
    if (reduced >= least) continue;
    if (careful) return j;
    least = reduced;
    best = j;
  }
  return best;
}

/** The row to leave: least ratio, ties to the largest pivot, or to the lowest index once `careful`. */
function leaving(t: Tableau, column: number, careful: boolean): number {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < t.rows; i++) {
    const entry = t.cells[i * t.width + column];
    if (entry <= 1e-11) continue;
    const ratio = Math.max(0, rightHandSide(t, i)) / entry;
    if (best >= 0 && Math.abs(ratio - least) <= 1e-13 * (1 + least)) {
      const wins = careful ? t.basis[i] < t.basis[best] : entry > t.cells[best * t.width + column];
      if (wins) best = i;
    } else if (ratio < least) {
      best = i;
      least = ratio;
    }
  }
  return best;
}

/** False when the objective is unbounded. */
function pivotToOptimum(t: Tableau, columns: number): boolean {
  const patience = 20 * (t.rows + columns);
  for (let step = 0; step < 10 * patience; step++) {
    const column = entering(t, columns, step > patience);
    if (column < 0) return true;
    const row = leaving(t, column, step > patience);
    if (row < 0) return false;
    pivot(t, row, column);
  }
  return true;
}

/** Artificial unknowns left in the basis at zero give way to real ones where their row allows. */
function expelArtificials(t: Tableau, unknowns: number): void {
  for (let i = 0; i < t.rows; i++) {
    if (t.basis[i] < unknowns) continue;
    let best = -1;
    let largest = 1e-9;
    for (let j = 0; j < unknowns; j++) {
      const size = Math.abs(t.cells[i * t.width + j]);
      if (size > largest) [best, largest] = [j, size];
    }
    if (best >= 0) pivot(t, i, best);
    else t.cells.fill(0, i * t.width, i * t.width + t.width);
  }
}

function setCosts(t: Tableau, cost: ArrayLike<number>, unknowns: number): void {
  const last = t.rows * t.width;
  t.cells.fill(0, last, last + t.width);
  for (let j = 0; j < unknowns; j++) t.cells[last + j] = cost[j];
  for (let i = 0; i < t.rows; i++) {
    const factor = t.basis[i] < unknowns ? cost[t.basis[i]] : 0;
    if (factor === 0) continue;
    for (let j = 0; j < t.width; j++) t.cells[last + j] -= factor * t.cells[i * t.width + j];
  }
}
