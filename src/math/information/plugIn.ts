/**
 * Entropy and mutual information of discretised variables, in nats.
 *
 * Plug-in (maximum-likelihood) estimate: H = -sum p ln p with p = counts / n, and I = H(X) + H(Y) - H(X, Y). With few samples
 * it overstates information by about (K_x - 1)(K_y - 1) / 2n, K the occupied levels; two corrections:
 * - `miller-madow`: H + (K - 1) / 2n in all three entropies (Miller 1955);
 * - `shuffle`: minus the mean over random re-pairings of the samples (e.g. Panzeri et al., J Neurophysiol 98, 2007).
 */
import { type Key, permutation, split } from "../random.js";
import type { Labels } from "./discretise.js";

export type BiasCorrection = "none" | "miller-madow" | "shuffle";

/** c ln c for whole c up to n: the only logarithms that counting needs. */
export function countLogTable(n: number): Float64Array {
  const table = new Float64Array(n + 1);
  for (let c = 2; c <= n; c++) table[c] = c * Math.log(c);
  return table;
}

/** Count of every label [levels] */
export function countLabels(labels: Labels): Int32Array {
  const counts = new Int32Array(labels.levels);
  for (let i = 0; i < labels.values.length; i++) counts[labels.values[i]]++;
  return counts;
}

/** Larger counts have their logarithm taken one by one: they are few, and a table of them would be large. */
const MOST_TABULATED = 2 ** 20;

const tableFor = (n: number): Float64Array => countLogTable(Math.min(n, MOST_TABULATED));

/** ln n - (1/n) sum c ln c, plus (K - 1) / 2n where corrected. */
function entropyOfCounts(counts: Int32Array, n: number, table: Float64Array, corrected: boolean): number {
  let total = 0;
  let occupied = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i];
    if (count === 0) continue;
    total += count < table.length ? table[count] : count * Math.log(count);
    occupied++;
  }
  const plugIn = Math.log(n) - total / n;
  return corrected ? plugIn + (occupied - 1) / (2 * n) : Math.max(0, plugIn);
}

/** Entropy, nats. The shuffle correction does not apply to entropies and leaves the plug-in estimate. */
export function entropy(
  labels: Labels,
  correction: BiasCorrection = "none",
  table = tableFor(labels.values.length),
): number {
  return entropyOfCounts(countLabels(labels), labels.values.length, table, correction === "miller-madow");
}

/** Counts of every pair of labels, [a.levels x b.levels] row-major. */
export function jointCounts(a: Labels, b: Labels, out = new Int32Array(a.levels * b.levels)): Int32Array {
  return addJointCounts(a, b, out.fill(0));
}

/** Adds the counts of further samples to those that `out` holds. */
export function addJointCounts(a: Labels, b: Labels, out: Int32Array): Int32Array {
  const { values: first } = a;
  const { values: second, levels } = b;
  for (let i = 0; i < first.length; i++) out[first[i] * levels + second[i]]++;
  return out;
}

/** Joint entropy H(A, B), nats. */
export function jointEntropy(
  a: Labels,
  b: Labels,
  correction: BiasCorrection = "none",
  table = tableFor(a.values.length),
): number {
  return entropyOfCounts(jointCounts(a, b), a.values.length, table, correction === "miller-madow");
}

/** I(X; Y) for every pair of `rows` and `columns`, nats. Row-major [rows x columns]. Not cut off at zero. */
export function mutualInformationTable(
  rows: readonly Labels[],
  columns: readonly Labels[],
  correction: "none" | "miller-madow" = "none",
): Float64Array {
  return informationOfCounts(
    {
      samples: rows[0]?.values.length ?? 0,
      rows: rows.length,
      columns: columns.map(countLabels),
      joint: jointsByRow(rows, columns),
    },
    correction,
  );
}

/** Counts of pairs, those of a row with all columns at once: samples are read once, and no addition waits for the one before. */
function jointsByRow(rows: readonly Labels[], columns: readonly Labels[]): CountTable["joint"] {
  const most = Math.max(0, ...rows.map(({ levels }) => levels));
  const room = columns.map(({ levels }) => new Int32Array(most * levels));
  let counted = -1;
  return (row, column) => {
    const labels = rows[row];
    if (counted !== row) {
      for (const counts of room) counts.fill(0);
      addJoints(labels, columns, room);
      counted = row;
    }
    return room[column].subarray(0, labels.levels * columns[column].levels);
  };
}

/** Adds the counts of `a` with every other variable to `out`, three of them in a pass. */
function addJoints(a: Labels, others: readonly Labels[], out: readonly Int32Array[]): void {
  let at = 0;
  for (; at + 2 < others.length; at += 3) addThreeJoints(a.values, others.slice(at), out.slice(at));
  for (; at < others.length; at++) addJointCounts(a, others[at], out[at]);
}

function addThreeJoints(labels: Uint16Array, [a, b, c]: readonly Labels[], [ofA, ofB, ofC]: readonly Int32Array[]) {
  const { values: first, levels: firstLevels } = a;
  const { values: second, levels: secondLevels } = b;
  const { values: third, levels: thirdLevels } = c;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    ofA[label * firstLevels + first[i]]++;
    ofB[label * secondLevels + second[i]]++;
    ofC[label * thirdLevels + third[i]]++;
  }
}

/** How often what occurred: all that plug-in information depends on. */
export interface CountTable {
  readonly samples: number;
  /** Variables that are rows of the table. */
  readonly rows: number;
  /** Counts of the labels of each variable that is a column. */
  readonly columns: readonly Int32Array[];
  /** Counts of the pairs of labels of one row and one column, [levels x levels]; may be overwritten by the next call. */
  joint(row: number, column: number): Int32Array;
}

/** `mutualInformationTable` from counts. */
export function informationOfCounts(
  { samples, rows, columns, joint }: CountTable,
  correction: "none" | "miller-madow" = "none",
): Float64Array {
  const table = tableFor(samples);
  const entropyOf = (counts: Int32Array) => entropyOfCounts(counts, samples, table, correction === "miller-madow");
  const columnEntropy = columns.map(entropyOf);
  const out = new Float64Array(rows * columns.length);
  for (let r = 0; r < rows; r++) {
    let rowEntropy = 0;
    for (let c = 0; c < columns.length; c++) {
      const pairs = joint(r, c);
      if (c === 0) rowEntropy = entropyOf(rowSums(pairs, columns[c].length));
      out[r * columns.length + c] = rowEntropy + columnEntropy[c] - entropyOf(pairs);
    }
  }
  return out;
}

/** Sum of every `length` counts. */
function rowSums(counts: Int32Array, length: number): Int32Array {
  const sums = new Int32Array(counts.length / length);
  for (let i = 0; i < counts.length; i++) sums[Math.floor(i / length)] += counts[i];
  return sums;
}

/** `mutualInformationTable` less its mean over `shuffles` joint re-pairings of the columns' samples with the rows'. */
export function shuffleCorrectedTable(
  rows: readonly Labels[],
  columns: readonly Labels[],
  shuffles: number,
  key: Key,
): Float64Array {
  const out = mutualInformationTable(rows, columns);
  for (const draw of split(key, shuffles)) {
    const order = permutation(draw, columns[0]?.values.length ?? 0);
    const shuffled = columns.map(({ values, levels }) => ({
      values: Uint16Array.from(order, (i) => values[i]),
      levels,
    }));
    const chance = mutualInformationTable(rows, shuffled);
    for (let i = 0; i < out.length; i++) out[i] -= chance[i] / shuffles;
  }
  return out;
}

/** I(A; B), nats: one pair of `mutualInformationTable`. Throws RangeError on unequal lengths. */
export function mutualInformation(a: Labels, b: Labels, correction: "none" | "miller-madow" = "none"): number {
  if (a.values.length !== b.values.length) {
    throw new RangeError(`variables of ${a.values.length} and ${b.values.length} samples have no joint distribution`);
  }
  return mutualInformationTable([a], [b], correction)[0];
}
