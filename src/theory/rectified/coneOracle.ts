/**
 * A search for clouds of any size that bounds what it has not found (docs/theory.md, section 10): branch and bound over cones of weights.
 * On the cone of corners w_i, w = sum_i l_i w_i, a point is active at all corners, at none, or its activity is sum_i l_i max(x.w_i, 0) less
 * something between 0 and sum_i l_i max(-x.w_i, 0). The root of the cost is convex, so it lies above its tangent g.w at the middle. What is left is
 * a convex over a linear function of l, greatest at a corner: an error of second order in the width of the cone.
 */
import { apply, dot } from "../../math/linearAlgebra.js";
import type { Matrix } from "../../math/matrix.js";
import { climbed } from "./climb.js";
import type { Cloud, RectifiedOracle, Search } from "./protocols.js";

/** Corners [k][k], unit vectors. */
type Cone = readonly Float64Array[];

interface BoundedCone {
  readonly corners: Cone;
  /** No neuron of cost 1 in it has a larger value. */
  readonly bound: number;
}

/** Cones from whose middle a climb starts. */
const MOST_CLIMBS = 40;

export const coneOracle = (cloud: Cloud): RectifiedOracle => ({
  search(dual, threshold, deadline, most): Search {
    const left = openCones(cloud, dual, threshold, deadline);
    const bound = left.reduce((largest, cone) => Math.max(largest, cone.bound), threshold);
    const likely = [...left].sort((a, b) => b.bound - a.bound).slice(0, MOST_CLIMBS);
    const starts = likely.map(({ corners }) => middleOf(corners));
    return { bound, found: climbed(cloud, starts, dual, threshold, most) };
  },
});

/** Cones, until the time is up, whose bound is above the threshold: the widest bound is split first. */
function openCones(cloud: Cloud, dual: Matrix, threshold: number, deadline: number): readonly BoundedCone[] {
  let open: BoundedCone[] = [];
  const add = (to: BoundedCone[], corners: Cone): void => {
    const bound = boundOn(cloud, corners, dual);
    if (bound > threshold) to.push({ corners, bound });
  };
  for (const corners of orthants(cloud.inputs.columns)) add(open, corners);
  while (open.length > 0) {
    const next: BoundedCone[] = [];
    const middle = medianBound(open);
    for (const [at, cone] of open.entries()) {
      if (performance.now() > deadline) return [...next, ...open.slice(at)];
      if (cone.bound < middle) next.push(cone);
      else for (const half of halves(cone.corners)) add(next, half);
    }
    if (narrowest(next) < NARROW) return next;
    open = next;
  }
  return open;
}

/** Width at which rounding ends the search. */
const NARROW = 1e-7;

const medianBound = (open: readonly BoundedCone[]): number =>
  Float64Array.from(open, ({ bound }) => bound).sort()[Math.floor(open.length / 2)];

const narrowest = (cones: readonly BoundedCone[]): number =>
  cones.reduce((least, { corners }) => Math.min(least, longestEdge(corners).length), Infinity);

/** The 2^k cones of plus and minus every axis. */
function orthants(k: number): Cone[] {
  return Array.from({ length: 2 ** k }, (_, number) =>
    Array.from({ length: k }, (__, i) =>
      Float64Array.from({ length: k }, (___, j) => (i === j ? ((number >> i) & 1 ? -1 : 1) : 0)),
    ),
  );
}

function longestEdge(corners: Cone): { readonly ends: readonly [number, number]; readonly length: number } {
  let ends: readonly [number, number] = [0, 1];
  let least = Infinity;
  for (let i = 0; i < corners.length; i++) {
    for (let j = 0; j < i; j++) {
      const cosine = dot(corners[i], corners[j]);
      if (cosine < least) {
        least = cosine;
        ends = [j, i];
      }
    }
  }
  return { ends, length: Math.sqrt(Math.max(0, 2 - 2 * least)) };
}

function halves(corners: Cone): [Cone, Cone] {
  const { ends } = longestEdge(corners);
  const [a, b] = ends;
  const middle = middleOf([corners[a], corners[b]]);
  return [
    corners.map((corner, i) => (i === a ? middle : corner)),
    corners.map((corner, i) => (i === b ? middle : corner)),
  ];
}

/** Unit vector. */
function middleOf(corners: Cone): Float64Array {
  const sum = corners[0].map((_, i) => corners.reduce((total, corner) => total + corner[i], 0));
  const size = Math.sqrt(dot(sum, sum));
  return sum.map((value) => value / size);
}

/** Infinity where the tangent at the middle bounds nothing. */
function boundOn(cloud: Cloud, corners: Cone, dual: Matrix): number {
  const pre = corners.map((corner) => apply(cloud.inputs, corner));
  const seen = corners.map(() => new Float64Array(dual.columns));
  const unsure = new Float64Array(corners.length);
  for (let t = 0; t < cloud.inputs.rows; t++) addPoint(t, pre, dual, seen, unsure);
  const tangent = tangentAt(cloud, middleOf(corners));
  let most = 0;
  for (const [i, corner] of corners.entries()) {
    const size = Math.sqrt(dot(seen[i], seen[i])) + unsure[i];
    if (size === 0) continue;
    const cost = tangent === undefined ? 0 : dot(tangent, corner);
    if (!(cost > 0)) return Infinity;
    most = Math.max(most, size / cost);
  }
  return most * most;
}

/** Adds what one point passes on at each corner; of an unsure one the middle, and half of the range to `unsure`. */
function addPoint(
  t: number,
  pre: readonly Float64Array[],
  { columns, data }: Matrix,
  seen: readonly Float64Array[],
  unsure: Float64Array,
): void {
  let above = 0;
  let below = 0;
  for (const values of pre) {
    above += Math.max(0, values[t]);
    below += Math.max(0, -values[t]);
  }
  if (above === 0) return;
  const size = Math.sqrt(squareOf(data, t * columns, columns));
  pre.forEach((values, i) => {
    const missing = above < below ? Math.max(0, values[t]) : Math.max(0, -values[t]);
    const middle = Math.max(0, values[t]) - missing / 2;
    for (let k = 0; k < columns; k++) seen[i][k] += data[t * columns + k] * middle;
    unsure[i] += (size * missing) / 2;
  });
}

function squareOf(data: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let k = from; k < from + count; k++) sum += data[k] * data[k];
  return sum;
}

/** Gradient of sqrt(c) [k]; undefined for silent weights. */
function tangentAt({ inputs, inputPrice, alpha, masses }: Cloud, weights: Float64Array): Float64Array | undefined {
  const k = inputs.columns;
  const gradient = apply(inputPrice, weights);
  for (let t = 0; t < inputs.rows; t++) {
    let value = 0;
    for (let i = 0; i < k; i++) value += inputs.data[t * k + i] * weights[i];
    if (value <= 0) continue;
    for (let i = 0; i < k; i++) gradient[i] += alpha * masses[t] * value * inputs.data[t * k + i];
  }
  const cost = dot(gradient, weights);
  return cost > 0 ? gradient.map((value) => value / Math.sqrt(cost)) : undefined;
}
