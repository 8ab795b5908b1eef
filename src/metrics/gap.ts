/** Largest less second largest entry of one column of a matrix [rows x columns]; a single row stands against zero. */
export function topGap(data: Float64Array, rows: number, columns: number, column: number): number {
  let first = rows > 1 ? -Infinity : 0;
  let second = first;
  for (let row = 0; row < rows; row++) {
    const value = data[row * columns + column];
    if (value > first) [first, second] = [value, first];
    else if (value > second) second = value;
  }
  return first - second;
}
