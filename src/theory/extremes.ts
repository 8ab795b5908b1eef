/**
 * Which points of a cloud can be corners of its hull. Exact in one and two dimensions; in more, points well inside the
 * hull of some extremes are discarded (Akl and Toussaint 1978) and the rest are kept, each once, which is all a support
 * function needs.
 */
import { type HullFacet, IncrementalHull } from "../math/hullIncremental.js";
import { planarHull } from "../math/hullPlanar.js";
import { dot } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";

/** Clouds of three and more factors smaller than this are kept whole. */
const SMALL = 4096;
/** So are clouds of more factors than this: nearly all their points are extreme. */
const MOST_REDUCED = 9;

/** Row numbers, ascending, of points whose hull is that of all rows of `points` [rows x factors]. */
export function discardInterior(points: Matrix): Int32Array {
  const varying = varyingColumns(points);
  if (varying.length === 0) return Int32Array.of(0).slice(0, points.rows);
  if (varying.length === 1) return endsOf(points, varying[0]);
  if (varying.length === 2) return planarCorners(points, varying);
  const small = points.rows <= SMALL || varying.length > MOST_REDUCED;
  return distinctRows(points, small ? Array(points.rows).keys() : outsideOf(points, varying));
}

/** The first of each set of equal rows, among those numbered. */
export function distinctRows(points: Matrix, rows: Iterable<number>): Int32Array {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const name = points.data.subarray(row * points.columns, (row + 1) * points.columns).join();
    if (!seen.has(name)) seen.set(name, row);
  }
  return Int32Array.from(seen.values());
}

function varyingColumns(points: Matrix): number[] {
  const { columns, data } = points;
  return Array.from({ length: columns }, (_, i) => i).filter((i) => {
    for (let at = i; at < data.length; at += columns) if (data[at] !== data[i]) return true;
    return false;
  });
}

function endsOf(points: Matrix, column: number): Int32Array {
  let low = 0;
  let high = 0;
  const value = (row: number): number => points.data[row * points.columns + column];
  for (let row = 1; row < points.rows; row++) {
    if (value(row) < value(low)) low = row;
    if (value(row) > value(high)) high = row;
  }
  return Int32Array.from([Math.min(low, high), Math.max(low, high)]);
}

function planarCorners(points: Matrix, [first, second]: readonly number[]): Int32Array {
  const d = points.columns;
  if (d === 2) return planarHull(points.data).sort();
  const flat = new Float64Array(2 * points.rows);
  for (let row = 0; row < points.rows; row++) {
    flat[2 * row] = points.data[row * d + first];
    flat[2 * row + 1] = points.data[row * d + second];
  }
  return planarHull(flat).sort();
}

/** Rows outside, or within 1e-9 of the boundary of, a polytope of extremes. */
function outsideOf(points: Matrix, columns: readonly number[]): Int32Array {
  const d = points.columns;
  const size = columns.map((i) => extent(points, i));
  const scaled = new Float64Array(points.rows * columns.length);
  for (let row = 0, at = 0; row < points.rows; row++) {
    columns.forEach((i, k) => {
      scaled[at++] = points.data[row * d + i] / size[k];
    });
  }
  const extremes = extremeRows(scaled, columns.length);
  const corner = (row: number): Float64Array => scaled.slice(row * columns.length, (row + 1) * columns.length);
  const hull = IncrementalHull.of([...extremes].map(corner));
  const all = Array.from({ length: points.rows }, (_, row) => row);
  if (hull === undefined) return Int32Array.from(all);
  return Int32Array.from(all.filter(outsideTest(scaled, columns.length, hull.facets)));
}

function extent(points: Matrix, column: number): number {
  let most = 0;
  for (let at = column; at < points.data.length; at += points.columns) most = Math.max(most, Math.abs(points.data[at]));
  return most;
}

/** Rows that reach farthest along the probes. */
function extremeRows(scaled: Float64Array, d: number): Set<number> {
  const rows = new Set<number>();
  for (const direction of probes(d)) {
    let least = Infinity;
    let most = -Infinity;
    let ends: [number, number] = [0, 0];
    for (let at = 0, row = 0; at < scaled.length; at += d, row++) {
      let value = 0;
      for (let i = 0; i < d; i++) value += scaled[at + i] * direction[i];
      if (value < least) [least, ends] = [value, [row, ends[1]]];
      if (value > most) [most, ends] = [value, [ends[0], row]];
    }
    for (const row of ends) rows.add(row);
  }
  return rows;
}

/**
 * Probing directions up to sign: the axes, up to five factors the diagonals too, up to four the pairs e_i +- e_j. Their
 * number is what the hull of the extremes costs, and that grows steeply with the dimension.
 */
function probes(d: number): Float64Array[] {
  const direction = (entry: (k: number) => number): Float64Array =>
    Float64Array.from({ length: d }, (_, k) => entry(k));
  const out = Array.from({ length: d }, (_, i) => direction((k) => (k === i ? 1 : 0)));
  for (let code = 0; d <= 5 && code < 1 << (d - 1); code++) out.push(direction((k) => ((code >> k) & 1 ? -1 : 1)));
  for (let i = 0; d <= 4 && i < d; i++) {
    for (let j = i + 1; j < d; j++) {
      for (const sign of [1, -1]) out.push(direction((k) => (k === i ? 1 : k === j ? sign : 0)));
    }
  }
  return out;
}

/** True for rows not strictly inside every facet; a ball around an inner point settles most of them. */
function outsideTest(scaled: Float64Array, d: number, facets: readonly HullFacet[]): (row: number) => boolean {
  const centre = new Float64Array(d);
  for (const { normal, offset } of facets)
    for (let i = 0; i < d; i++) centre[i] += (normal[i] * offset) / facets.length;
  const radius = Math.min(...facets.map((facet) => facet.offset - dot(facet.normal, centre))) - 1e-9;
  const squared = radius > 0 ? radius * radius : 0;
  return (row) => {
    const point = scaled.subarray(row * d, (row + 1) * d);
    let distance = 0;
    for (let i = 0; i < d; i++) distance += (point[i] - centre[i]) ** 2;
    if (distance < squared) return false;
    return facets.some(({ normal, offset }) => dot(normal, point) > offset - 1e-9);
  };
}
