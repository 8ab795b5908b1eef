/**
 * How many grid modules? Cells are points (logarithm of spacing, orientation modulo 60 degrees) and are clustered by k-means with
 * k = 1, 2, ... (Stensola et al., Nature 492, 2012); k by Bayes' information criterion of round normal clusters that share a width.
 *
 * k-means finds as many modules as it is asked for. One module is therefore always among the answers, and more than one is believed
 * only if one normal cluster of the same spread seldom gives as large a gain in the criterion: p from simulated populations.
 */
import { fold, type Key, normal, uniformStream } from "../../math/random.js";
import type { GridGeometry } from "./gridGeometry.js";

export type ModulePoint = Pick<GridGeometry, "spacing" | "orientation">;

export interface ModuleClusters {
  /** [cells] number of the module of each cell, 0 the one of smallest spacing */
  readonly moduleOf: readonly number[];
  readonly modules: number;
  /** Criterion for k = 1, 2, ...; lower is better. */
  readonly criterion: readonly number[];
  /** Of more than one module against one; NaN with fewer than 8 cells. */
  readonly p: number;
}

export interface ModuleClusterOptions {
  readonly most: number;
  /** Simulated populations of one module. */
  readonly draws: number;
  readonly significance: number;
}

/** Up to five modules; more than one is held to 199 simulated populations of one. */
export const moduleClusterDefaults: ModuleClusterOptions = { most: 5, draws: 199, significance: 0.05 };

/** Fewer cells than this for each module are no population. */
const FEWEST_CELLS = 4;

/** Clusters cells by their geometry. Throws RangeError for one without spacing or orientation. */
export function moduleClusters(
  cells: readonly ModulePoint[],
  options: Partial<ModuleClusterOptions>,
  key: Key,
): ModuleClusters {
  const { most, draws, significance } = { ...moduleClusterDefaults, ...options };
  const points = cells.map(pointOf);
  const largest = Math.max(1, Math.min(most, Math.floor(points.length / FEWEST_CELLS)));
  const found = bestClusters(points, largest, fold(key, "cells"));
  const one = largest === 1;
  const spread = one ? [] : spreadOf(points);
  const gains = Array.from({ length: one ? 0 : draws }, (_, draw) => {
    const own = fold(fold(key, "one module"), draw);
    return gainOf(bestClusters(simulated(points, spread, fold(own, "points")), largest, fold(own, "cells")));
  });
  const p = one ? Number.NaN : (1 + gains.filter((gain) => gain >= gainOf(found)).length) / (1 + draws);
  const several = p < significance;
  const { clusters } = found;
  const best = several ? clusters[found.best] : clusters[0];
  return {
    moduleOf: bySpacing(best.of, cells),
    modules: best.centres.length,
    criterion: clusters.map(({ criterion }) => criterion),
    p,
  };
}

/**
 * [log spacing, cos, sin]: a tenth more spacing is as far as 5 degrees of orientation. A circle of 60 degrees is 12 such units around.
 */
type ModulePlace = readonly [number, number, number];

const RADIUS = 12 / (2 * Math.PI);

function pointOf({ spacing, orientation }: ModulePoint): ModulePlace {
  const angle = (orientation * Math.PI) / 30;
  const place = [Math.log(spacing) / Math.log(1.1), RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)] as const;
  if (place.every(Number.isFinite)) return place;
  throw new RangeError(`a cell of spacing ${spacing} and orientation ${orientation} belongs to no module`);
}

interface Clusters {
  readonly of: readonly number[];
  readonly centres: readonly ModulePlace[];
  readonly criterion: number;
}

interface Candidates {
  readonly clusters: readonly Clusters[];
  readonly best: number;
}

function bestClusters(points: readonly ModulePlace[], largest: number, key: Key): Candidates {
  const clusters = Array.from({ length: largest }, (_, i) => kMeans(points, i + 1, fold(key, i)));
  const best = clusters.reduce((low, { criterion }, i) => (criterion < clusters[low].criterion ? i : low), 0);
  return { clusters, best };
}

const gainOf = ({ clusters, best }: Candidates): number => clusters[0].criterion - clusters[best].criterion;

const STARTS = 8;
const ROUNDS = 50;

/** The best of several starts (k-means++: Arthur and Vassilvitskii, SODA 2007). */
function kMeans(points: readonly ModulePlace[], k: number, key: Key): Clusters {
  const draw = uniformStream(key);
  const runs = Array.from({ length: k === 1 ? 1 : STARTS }, () => lloyd(points, spreadStart(points, k, draw)));
  return runs.reduce((a, b) => (b.criterion < a.criterion ? b : a));
}

function spreadStart(points: readonly ModulePlace[], k: number, draw: () => number): ModulePlace[] {
  const centres = [points[Math.floor(draw() * points.length)]];
  while (centres.length < k) {
    const away = points.map((point) => Math.min(...centres.map((centre) => squaredDistance(point, centre))));
    let left = draw() * away.reduce((sum, value) => sum + value, 0);
    const next = away.findIndex((value) => {
      left -= value;
      return left < 0;
    });
    centres.push(points[next < 0 ? points.length - 1 : next]);
  }
  return centres;
}

function lloyd(points: readonly ModulePlace[], start: readonly ModulePlace[]): Clusters {
  let centres = start;
  let of = points.map((point) => nearest(point, centres));
  for (let round = 0; round < ROUNDS; round++) {
    centres = centres.map((centre, c) => middleOf(points.filter((_, i) => of[i] === c)) ?? centre);
    const next = points.map((point) => nearest(point, centres));
    if (next.every((c, i) => c === of[i])) break;
    of = next;
  }
  return { of, centres, criterion: criterionOf(points, of, centres) };
}

/** -2 log likelihood + parameters log n; three coordinates of which the circle leaves two free. */
function criterionOf(points: readonly ModulePlace[], of: readonly number[], centres: readonly ModulePlace[]): number {
  const n = points.length;
  const within = points.reduce((sum, point, i) => sum + squaredDistance(point, centres[of[i]]), 0);
  const variance = Math.max(within / (2 * n), SMALLEST_VARIANCE);
  const sizes = centres.map((_, c) => of.filter((cluster) => cluster === c).length).filter((size) => size > 0);
  const mixing = sizes.reduce((sum, size) => sum + size * Math.log(size / n), 0);
  const logLikelihood = mixing - n * Math.log(2 * Math.PI * variance) - within / (2 * variance);
  return -2 * logLikelihood + 3 * centres.length * Math.log(n);
}

/** No module is known better than to 1 % of spacing. */
const SMALLEST_VARIANCE = 0.01;

const squaredDistance = (a: ModulePlace, b: ModulePlace): number =>
  (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

const nearest = (point: ModulePlace, centres: readonly ModulePlace[]): number =>
  centres.reduce(
    (best, centre, c) => (squaredDistance(point, centre) < squaredDistance(point, centres[best]) ? c : best),
    0,
  );

function middleOf(points: readonly ModulePlace[]): ModulePlace | undefined {
  if (points.length === 0) return undefined;
  const mean = (axis: 0 | 1 | 2) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [cosine, sine] = [mean(1), mean(2)];
  const length = Math.hypot(cosine, sine) || 1;
  return [mean(0), (RADIUS * cosine) / length, (RADIUS * sine) / length];
}

/** Standard deviations of log spacing and of orientation (as a length on the circle) around the common middle. */
function spreadOf(points: readonly ModulePlace[]): readonly number[] {
  const middle = middleOf(points) ?? points[0];
  const turns = points.map((point) => turnBetween(middle, point));
  const deviation = (values: readonly number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / points.length);
  return [deviation(points.map((point) => point[0] - middle[0])), deviation(turns)];
}

function turnBetween(from: ModulePlace, to: ModulePlace): number {
  const turn = Math.atan2(to[2], to[1]) - Math.atan2(from[2], from[1]);
  return RADIUS * Math.atan2(Math.sin(turn), Math.cos(turn));
}

/** As many cells of one module with the same spread. */
function simulated(points: readonly ModulePlace[], [wide, turned]: readonly number[], key: Key): ModulePlace[] {
  const z = normal(key, 2 * points.length);
  return points.map((_, i) => {
    const angle = (turned * z[2 * i + 1]) / RADIUS;
    return [wide * z[2 * i], RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)];
  });
}

/** Numbers modules by rising mean spacing. */
function bySpacing(of: readonly number[], cells: readonly ModulePoint[]): number[] {
  const mean = (module: number) => {
    const own = cells.filter((_, i) => of[i] === module);
    return own.reduce((sum, { spacing }) => sum + spacing, 0) / own.length;
  };
  const order = [...new Set(of)].sort((a, b) => mean(a) - mean(b));
  return of.map((module) => order.indexOf(module));
}
