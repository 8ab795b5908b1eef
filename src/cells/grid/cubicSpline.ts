/**
 * Interpolating cubic B-spline of a grid of values: Unser, Aldroubi and Eden, IEEE Trans Signal Process 41 (1993). Coefficients
 * by a forward and a backward recursion with pole sqrt(3) - 2, edges mirrored; zero outside the grid.
 */
const POLE = Math.sqrt(3) - 2;

/** Reads the spline of values [rows x columns] at column x, row y. */
export function cubicSpline(values: Float64Array, rows: number, columns: number): (x: number, y: number) => number {
  const coefficients = Float64Array.from(values);
  for (let row = 0; row < rows; row++) prefilter(coefficients, row * columns, 1, columns);
  for (let column = 0; column < columns; column++) prefilter(coefficients, column, columns, rows);
  return (x, y) => {
    if (!(x >= 0 && y >= 0 && x <= columns - 1 && y <= rows - 1)) return 0;
    const [left, low] = [Math.floor(x), Math.floor(y)];
    const [wx, wy] = [basis(x - left), basis(y - low)];
    let total = 0;
    for (let j = 0; j < 4; j++) {
      const row = mirror(low + j - 1, rows) * columns;
      for (let i = 0; i < 4; i++) total += wy[j] * wx[i] * coefficients[row + mirror(left + i - 1, columns)];
    }
    return total;
  };
}

const mirror = (at: number, length: number): number => (at < 0 ? -at : at >= length ? 2 * (length - 1) - at : at);

/** Weights of the four coefficients around a point at fraction t between the middle two. */
const basis = (t: number): readonly number[] => [
  (1 - t) ** 3 / 6,
  (4 - 6 * t * t + 3 * t ** 3) / 6,
  (1 + 3 * t + 3 * t * t - 3 * t ** 3) / 6,
  t ** 3 / 6,
];

function prefilter(c: Float64Array, start: number, step: number, length: number): void {
  if (length < 2) return;
  const at = (i: number) => start + i * step;
  for (let i = 0; i < length; i++) c[at(i)] *= 6;
  let first = c[at(0)];
  for (let i = 1, power = POLE; i < length; i++, power *= POLE) {
    first += (power + (i < length - 1 ? POLE ** (2 * length - 2 - i) : 0)) * c[at(i)];
  }
  c[at(0)] = first / (1 - POLE ** (2 * length - 2));
  for (let i = 1; i < length; i++) c[at(i)] += POLE * c[at(i - 1)];
  c[at(length - 1)] = (POLE / (POLE * POLE - 1)) * (c[at(length - 1)] + POLE * c[at(length - 2)]);
  for (let i = length - 2; i >= 0; i--) c[at(i)] = POLE * (c[at(i + 1)] - c[at(i)]);
}
