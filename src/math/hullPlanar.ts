/** Convex hull in the plane: monotone chain (Andrew 1979) after discarding points inside an octagon (Akl and Toussaint 1978). */

/**
 * Numbers of the corners, counterclockwise, of points [count x 2] row-major. Points on an edge, and all but one of
 * equal points, are left out. Points on one line give its two ends, equal points a single number.
 */
export function planarHull(points: Float64Array): Int32Array {
  const kept = outsideOctagon(points);
  kept.sort((a, b) => points[2 * a] - points[2 * b] || points[2 * a + 1] - points[2 * b + 1]);
  const hull = new Int32Array(2 * kept.length + 1);
  const lower = extendChain(points, kept, hull, 0, 0);
  const upper = extendChain(points, kept.reverse(), hull, lower - 1, lower - 1);
  return hull.slice(0, Math.max(1, upper - 1));
}

/** Walks the sorted points and keeps left turns; writes from `start`, never drops below `floor`. Returns the new length. */
function extendChain(points: Float64Array, order: Int32Array, hull: Int32Array, start: number, floor: number): number {
  let size = start;
  for (const next of order) {
    if (size > floor && samePoint(points, hull[size - 1], next)) continue;
    while (size - floor >= 2 && turn(points, hull[size - 2], hull[size - 1], next) <= 0) size--;
    hull[size++] = next;
  }
  return size;
}

const samePoint = (points: Float64Array, a: number, b: number): boolean =>
  points[2 * a] === points[2 * b] && points[2 * a + 1] === points[2 * b + 1];

/** Twice the signed area of a triangle; positive for a left turn, 0 within rounding. */
function turn(points: Float64Array, a: number, b: number, c: number): number {
  const left = (points[2 * b] - points[2 * a]) * (points[2 * c + 1] - points[2 * a + 1]);
  const right = (points[2 * b + 1] - points[2 * a + 1]) * (points[2 * c] - points[2 * a]);
  const area = left - right;
  return Math.abs(area) <= 1e-14 * (Math.abs(left) + Math.abs(right)) ? 0 : area;
}

/** Numbers of the points not strictly inside the octagon of the extremes along x, y, x + y and x - y. */
function outsideOctagon(points: Float64Array): Int32Array {
  const corners = octagon(points);
  const edges = Float64Array.from(
    corners.flatMap((corner, k) => edgeThrough(points, corner, corners[(k + 1) % corners.length])),
  );
  const kept: number[] = [];
  for (let i = 0; 2 * i < points.length; i++) {
    if (!isInside(edges, points[2 * i], points[2 * i + 1])) kept.push(i);
  }
  return Int32Array.from(kept);
}

function isInside(edges: Float64Array, x: number, y: number): boolean {
  for (let k = 0; k < edges.length; k += 3) if (edges[k] * x + edges[k + 1] * y <= edges[k + 2]) return false;
  return edges.length > 0;
}

/** Half-plane a x + b y > c on the left of the edge from p to q, moved inward beyond rounding. */
function edgeThrough(points: Float64Array, p: number, q: number): [number, number, number] {
  const a = points[2 * p + 1] - points[2 * q + 1];
  const b = points[2 * q] - points[2 * p];
  const atP = a * points[2 * p] + b * points[2 * p + 1];
  const margin = 1e-12 * (Math.abs(a * points[2 * p]) + Math.abs(b * points[2 * p + 1]));
  return [a, b, atP + margin];
}

/** Extremes counterclockwise, starting at the lowest; none when all points are one. */
function octagon(points: Float64Array): number[] {
  const best = [0, 1, 2, 3, 4, 5, 6, 7].map((turn) => {
    const a = Math.round(Math.SQRT2 * Math.sin((turn * Math.PI) / 4));
    const b = Math.round(-Math.SQRT2 * Math.cos((turn * Math.PI) / 4));
    return farthestAlong(points, a, b);
  });
  return best.filter((corner, k) => corner !== best[(k + 1) % 8]);
}

function farthestAlong(points: Float64Array, a: number, b: number): number {
  let best = 0;
  let most = -Infinity;
  for (let i = 0; 2 * i < points.length; i++) {
    const value = a * points[2 * i] + b * points[2 * i + 1];
    if (value > most) {
      most = value;
      best = i;
    }
  }
  return best;
}
