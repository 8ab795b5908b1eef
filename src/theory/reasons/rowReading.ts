/**
 * Whether rows are a design, in which every gap is meant, or draws, in which some gaps are chance. A design lists combinations of a
 * few levels, each equally often; rows drawn at random would repeat some combinations and miss others.
 */
import type { Matrix } from "../../math/matrix.js";

export type Reading = "design" | "draws";

/** Different values of a factor, at most, as a part of the different rows: a design repeats its levels. */
const REPEATED = 0.7;
/** Part of all combinations of levels that a design covers, at least, unless draws would surely have repeated some row. */
const COVERED = 0.25;
/** Probability that draws repeat no row, at which they are taken for a design. */
const UNREPEATED = 0.01;

/** `rows` [rows x coordinates]; `blocks` are the coordinates of each factor. */
export function readingOf(rows: Matrix, blocks: readonly (readonly number[])[]): Reading {
  const counts = [...countsOf(rows, range(rows.columns)).values()];
  if (counts.some((count) => count !== counts[0])) return "draws";
  const distinct = counts.length;
  const levels = blocks.map((block) => [...countsOf(rows, block).values()]).filter((own) => own.length > 1);
  if (levels.some((own) => own.length > REPEATED * distinct)) return "draws";
  const combinations = levels.reduce((product, own) => product * own.length, 1);
  if (distinct >= COVERED * combinations) return "design";
  const same = levels.reduce((product, own) => product * repeatProbability(own, rows.rows), 1);
  return Math.exp((-distinct * (distinct - 1) * same) / 2) < UNREPEATED ? "design" : "draws";
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function countsOf({ rows, columns, data }: Matrix, chosen: readonly number[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const name = chosen.map((i) => data[row * columns + i]).join();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Probability that two draws have the same level. */
const repeatProbability = (counts: readonly number[], rows: number): number =>
  counts.reduce((sum, count) => sum + (count / rows) ** 2, 0);
