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
  const edges = corners.map((corner, k) => edgeThrough(points, corner, corners[(k + 1) % corners.length]));
  const kept: number[] = [];
  for (let i = 0; 2 * i < points.length; i++) {
    const x = points[2 * i];
    const y = points[2 * i + 1];
    if (edges.some(([a, b, c]) => a * x + b * y <= c)) kept.push(i);
  }
  return Int32Array.from(kept);
}

/** Half-plane a x + b y > c on the left of the edge from p to q, moved inward beyond rounding; empty when p = q. */
function edgeThrough(points: Float64Array, p: number, q: number): readonly [number, number, number] {
  const a = points[2 * p + 1] - points[2 * q + 1];
  const b = points[2 * q] - points[2 * p];
  const atP = a * points[2 * p] + b * points[2 * p + 1];
  const margin = 1e-12 * (Math.abs(a * points[2 * p]) + Math.abs(b * points[2 * p + 1]));
  return p === q ? [0, 0, -1] : [a, b, atP + margin];
}

/** Extremes counterclockwise, starting at the lowest. */
function octagon(points: Float64Array): number[] {
  const best = new Int32Array(8);
  const most = new Float64Array(8).fill(-Infinity);
  const offer = (slot: number, value: number, index: number): void => {
    if (value > most[slot]) {
      most[slot] = value;
      best[slot] = index;
    }
  };
  for (let i = 0; 2 * i < points.length; i++) {
    const x = points[2 * i];
    const y = points[2 * i + 1];
    offer(0, -y, i);
    offer(1, x - y, i);
    offer(2, x, i);
    offer(3, x + y, i);
    offer(4, y, i);
    offer(5, y - x, i);
    offer(6, -x, i);
    offer(7, -x - y, i);
  }
  return [...best].filter((corner, k) => corner !== best[(k + 1) % 8]);
}
