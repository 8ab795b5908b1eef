/**
 * Some rows of a long recording, spread evenly over it.
 *
 * A whole step would meet a design that repeats (trial types in turn, say) always at the same place. With a step of a whole number
 * plus the golden ratio's fraction, which no cycle divides, the rows fall on all its phases in equal shares (Weyl 1916).
 */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The smallest such step with which at most `most` of the rows are taken; 1 where all may be. */
export function evenSpacing(rows: number, most: number): number {
  if (rows <= most) return 1;
  const least = rows / most;
  const step = Math.floor(least) + GOLDEN;
  return step < least ? step + 1 : step;
}

/** Numbers of the rows: floor(k spacing), below `rows`. */
export const spacedRows = (rows: number, spacing: number): Int32Array =>
  Int32Array.from({ length: Math.ceil(rows / spacing) }, (_, k) => Math.floor(k * spacing)).filter((row) => row < rows);
