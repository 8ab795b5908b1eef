/** Level lines of a grid by marching squares (Lorensen and Cline 1987, in the plane). */

export interface ScalarGrid {
  /** Positions of the grid's columns [columns] and rows [rows]. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Row-major [rows x columns]; no line enters a square with a NaN corner. */
  readonly values: ArrayLike<number>;
}

type Point = readonly [x: number, y: number];
export type Segment = readonly [Point, Point];

/** Straight pieces of the line on which the grid, interpolated along its edges, equals `level`. */
export function contourSegments(grid: ScalarGrid, level: number): Segment[] {
  const segments: Segment[] = [];
  for (let row = 0; row + 1 < grid.y.length; row++) {
    for (let column = 0; column + 1 < grid.x.length; column++)
      segments.push(...squareSegments(grid, level, row, column));
  }
  return segments;
}

/** Corners counterclockwise from (row, column); each crossed edge gives a point, points are joined in pairs. */
function squareSegments({ x, y, values }: ScalarGrid, level: number, row: number, column: number): Segment[] {
  const corner = (down: number, right: number) => ({
    at: [x[column + right], y[row + down]] as const,
    height: values[(row + down) * x.length + column + right] - level,
  });
  const corners = [corner(0, 0), corner(0, 1), corner(1, 1), corner(1, 0)];
  const middle = corners.reduce((sum, { height }) => sum + height, 0);
  if (Number.isNaN(middle)) return [];
  const crossings = corners.flatMap((from, i) => {
    const to = corners[(i + 1) % 4];
    return from.height >= 0 === to.height >= 0 ? [] : [between(from, to)];
  });
  if (crossings.length === 2) return [[crossings[0], crossings[1]]];
  if (crossings.length !== 4) return [];
  // A saddle: the middle decides which two opposite corners hang together.
  const cutsFirst = corners[0].height >= 0 !== middle >= 0;
  const [a, b, c, d] = crossings;
  return cutsFirst
    ? [
        [d, a],
        [b, c],
      ]
    : [
        [a, b],
        [c, d],
      ];
}

interface Corner {
  readonly at: Point;
  readonly height: number;
}

function between(from: Corner, to: Corner): Point {
  const part = from.height / (from.height - to.height);
  return [from.at[0] + part * (to.at[0] - from.at[0]), from.at[1] + part * (to.at[1] - from.at[1])];
}
