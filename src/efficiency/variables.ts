/**
 * Task variables as coordinates of the theory, and rows as trials of conditions. Numbers stay numbers, angles become their cosine and
 * sine, categories an indicator of every level (Whittington et al. 2023, appendix A.7); the coordinates of one variable are whitened, so
 * that equal importances mean that every variable counts alike in units of its spread. Variables whose values hardly repeat are cut into
 * bins by the rule by which `measure` tests single neurons.
 */
import { InputError } from "../math/errors.js";
import { type Labels, levelLabels, quantileBins } from "../math/information/index.js";
import { symmetricEigen } from "../math/linearAlgebra.js";
import { type Matrix, matrix } from "../math/matrix.js";
import { counted, listed } from "../math/words.js";
import { affordableBins } from "../metrics/index.js";
import type { Factor, Representation } from "../protocols.js";
import { supportFromSamples } from "../theory/index.js";
import type { Trials, Variable } from "./protocols.js";

export interface VariableOptions {
  /** Bins of variables whose values hardly repeat; by the number of rows where undefined. */
  readonly bins?: number;
}

/** Fewer trials of a condition, on average, say little of its noise. */
const TRIALS_WANTED = 3;
const TRIALS_NEEDED = 2;

/** Throws InputError where variables do not vary, or conditions are hardly repeated. */
export function trialsOf(representation: Representation, options: VariableOptions = {}): Trials {
  const levelled = levelledVariables(representation, options);
  const { condition, counts, cells } = conditionsOf(levelled.map(({ levels }) => levels));
  requireTrials(levelled, condition.length, counts.length);
  const blocks = levelled.map((one) => whitenedColumns(one));
  let at = 0;
  const variables = levelled.map((one, v) => ({ ...one, coordinates: blocks[v].map(() => at++) }));
  requireVarying(variables);
  const coordinates = conditionCoordinates(blocks, cells, levelled.length, counts.length);
  const names = variables.flatMap(({ name, coordinates: own }) =>
    own.length === 1 ? [name] : own.map((_, k) => `${name} (${k + 1})`),
  );
  const { activity, units, conditions: rows } = representation;
  return {
    ...{ rows, units, activity, variables, condition, counts, cells, coordinates, names },
    support: supportFromSamples(coordinates, { weights: counts, names }),
    notes: notesOf(variables, rows, counts.length),
  };
}

type Levelled = Omit<Variable, "coordinates"> & { readonly period?: number };

function levelledVariables(representation: Representation, { bins }: VariableOptions): Levelled[] {
  const { factors, conditions: rows } = representation;
  const asTheyAre = factors.map((factor) => levelsOf(factor));
  const cells = (all: readonly Levelled[]) => conditionsOf(all.map(({ levels }) => levels)).counts.length;
  const few = (all: readonly Levelled[]) => TRIALS_WANTED * cells(all) <= rows;
  if (bins === undefined && few(asTheyAre)) return asTheyAre;
  const binned = (count: number) =>
    factors.map((factor, i) => (asTheyAre[i].levels.levels > count ? levelsOf(factor, count) : asTheyAre[i]));
  if (bins !== undefined) return binned(bins);
  for (let count = affordableBins(representation); count > 2; count--) {
    const found = binned(count);
    if (few(found)) return found;
  }
  return binned(2);
}

/** Levels of a variable: its distinct values, or bins of equal counts, of angles of equal width. */
function levelsOf({ name, kind, values, period = 1, levels: names }: Factor, bins?: number): Levelled {
  if (kind === "categorical" || bins === undefined) {
    const turned = kind === "circular" ? values.map((value) => value - period * Math.floor(value / period)) : values;
    const levels = distinctLevels(turned, name);
    const value = valuesOfLevels(levels, turned);
    const levelNames = names && Array.from(value, (number) => names[number]);
    return { name, kind, levels, values: value, isBinned: false, period, ...(levelNames && { levelNames }) };
  }
  const found = kind === "circular" ? anglesInBins(values, period, bins) : quantileBins(values, bins);
  const levels = levelLabels(found.values);
  const middle = (bin: number) => ((bin + 0.5) * period) / bins;
  const value =
    kind === "circular"
      ? valuesOfLevels(levels, Float64Array.from(found.values)).map(middle)
      : valuesOfLevels(levels, values);
  return { name, kind, levels, values: value, isBinned: true, period };
}

function anglesInBins(values: Float64Array, period: number, bins: number): Labels {
  const inside = (value: number) =>
    Math.min(bins - 1, Math.floor((bins * (value - period * Math.floor(value / period))) / period));
  return { values: Uint16Array.from(values, inside), levels: bins };
}

function distinctLevels(values: Float64Array, name: string): Labels {
  try {
    return levelLabels(values);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`"${name}" has too many different values: cut it into bins with --bins`);
  }
}

/** Mean value of the rows of every level. */
function valuesOfLevels({ values: levels, levels: count }: Labels, values: Float64Array): Float64Array {
  const sums = new Float64Array(count);
  const rows = new Float64Array(count);
  levels.forEach((level, row) => {
    sums[level] += values[row];
    rows[level]++;
  });
  return sums.map((total, level) => total / rows[level]);
}

/** Rows with the same level of every variable are trials of one condition. */
function conditionsOf(levels: readonly Labels[]) {
  const numbers = new Map<string, number>();
  const rows = levels[0].values.length;
  const condition = new Int32Array(rows);
  const cells: number[] = [];
  const counts: number[] = [];
  for (let row = 0; row < rows; row++) {
    const cell = levels.map(({ values }) => values[row]);
    const name = cell.join();
    const number = numbers.get(name) ?? numbers.size;
    if (number === numbers.size) {
      numbers.set(name, number);
      cells.push(...cell);
      counts.push(0);
    }
    condition[row] = number;
    counts[number]++;
  }
  return { condition, counts: Int32Array.from(counts), cells: Int32Array.from(cells) };
}

function requireTrials(variables: readonly Levelled[], rows: number, conditions: number): void {
  if (rows >= TRIALS_NEEDED * conditions) return;
  const levels = variables.map(({ name, levels: { levels: count } }) => `${name} ${count}`).join(", ");
  throw new InputError(
    `${counted(rows, "trial")} of ${counted(conditions, "condition")} (levels: ${levels}): the noise of a trial cannot be told from tuning ` +
      `unless conditions are repeated. At least ${TRIALS_WANTED} trials of each are needed, here ${TRIALS_WANTED * conditions} rows; ` +
      "otherwise fewer levels with --bins, or fewer variables with --factors",
  );
}

function requireVarying(variables: readonly Variable[]): void {
  const constant = variables.filter(({ coordinates }) => coordinates.length === 0);
  if (constant.length === 0) return;
  throw new InputError(
    `${listed(constant.map(({ name }) => name))} never changes, so that nothing can be said of it: leave it out with --factors`,
  );
}

/** Whitened coordinates of every level of a variable: [coordinates][levels] */
function whitenedColumns(variable: Levelled): Float64Array[] {
  const { levels } = variable;
  const raw = rawColumns(variable);
  const weights = new Float64Array(levels.levels);
  for (const level of levels.values) weights[level] += 1 / levels.values.length;
  const centred = raw.map((column) => {
    const mean = column.reduce((total, value, level) => total + weights[level] * value, 0);
    return column.map((value) => value - mean);
  });
  const k = centred.length;
  const covariance = matrix(k, k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      covariance.data[i * k + j] = weights.reduce((total, w, t) => total + w * centred[i][t] * centred[j][t], 0);
  const { values, vectors } = symmetricEigen(covariance);
  const floor = 1e-10 * Math.max(values[k - 1], 1e-300);
  return [...values.keys()]
    .filter((axis) => values[axis] > floor)
    .map((axis) =>
      weights.map((_, level) => {
        const along = centred.reduce((total, column, i) => total + vectors.data[i * k + axis] * column[level], 0);
        return (along * (k === 1 ? Math.sign(vectors.data[0]) : 1)) / Math.sqrt(values[axis]);
      }),
    );
}

/** [columns][levels] */
function rawColumns({ kind, values, period = 1, levels }: Levelled): Float64Array[] {
  if (kind === "continuous") return [values];
  if (kind === "circular") {
    const angle = values.map((value) => (2 * Math.PI * value) / period);
    return [angle.map(Math.cos), angle.map(Math.sin)];
  }
  return Array.from({ length: levels.levels }, (_, own) =>
    Float64Array.from({ length: levels.levels }, (__, level) => (level === own ? 1 : 0)),
  );
}

function conditionCoordinates(
  blocks: readonly (readonly Float64Array[])[],
  cells: Int32Array,
  variables: number,
  conditions: number,
): Matrix {
  const width = blocks.reduce((sum, block) => sum + block.length, 0);
  const out = matrix(conditions, width);
  for (let t = 0, at = 0; t < conditions; t++) {
    blocks.forEach((block, v) => {
      for (const column of block) out.data[at++] = column[cells[t * variables + v]];
    });
  }
  return out;
}

function notesOf(variables: readonly Variable[], rows: number, conditions: number): string[] {
  const binned = variables.filter(({ isBinned }) => isBinned);
  const notes: string[] = [];
  if (binned.length > 0) {
    const each = binned.map(({ name, levels }) => `${name} ${levels.levels}`).join(", ");
    notes.push(`values hardly repeat, so that they are cut into bins: ${each} (--bins for another number)`);
  }
  if (rows < TRIALS_WANTED * conditions) {
    notes.push(
      `only ${(rows / conditions).toFixed(1)} trials of a condition on average: ${TRIALS_WANTED} or more would show noise better`,
    );
  }
  return notes;
}
