/**
 * Conditional mutual information I(X; Y | Z) in nats.
 *
 * - of labels, plug-in: H(X, Z) + H(Y, Z) - H(X, Y, Z) - H(Z) (Cover and Thomas, Elements of Information Theory, eq. 2.61);
 * - of continuous variables, from nearest neighbours: Frenzel and Pompe, Phys. Rev. Lett. 99, 204101 (2007), eq. 6,
 *     I = psi(k) - < psi(n_xz + 1) + psi(n_yz + 1) - psi(n_z + 1) >,
 *   e_i the distance of sample i to its k-th neighbour in all variables together, the largest of the distances being the metric,
 *   n_xz others strictly closer than e_i in X and Z, and so on. Time grows as
 *   n^2 in the worst case, memory as n. With no Z it is Kraskov's first
 *   algorithm.
 */
import { digammaTable } from "../distributions.js";
import type { Coordinate } from "./coordinate.js";
import { jointLabels, type Labels } from "./discretise.js";
import { checkNeighbours } from "./nearest.js";
import { entropy, jointEntropy } from "./plugIn.js";
import { type Vicinity, type VicinityFinder, vicinityFinder } from "./vicinity.js";

/** I(X; Y | Z) of labels, nats. */
export function conditionalInformation(x: Labels, y: Labels, z: Labels): number {
  const xz = jointLabels(x, z);
  return entropy(xz) + jointEntropy(y, z) - entropy(jointLabels(y, xz)) - entropy(z);
}

/** I(X; Y | Z) of continuous variables, nats; may be below zero. Throws InputError for too few samples. */
export const nearestConditionalInformation = (
  x: Coordinate,
  y: Coordinate,
  z: readonly Coordinate[],
  neighbours: number,
): number => nearestConditionalTable([x], [y, ...z], neighbours)[0];

/**
 * I(X; Y_f | all other Y) in nats for every variable of `xs`, each along a line, and every one of `ys`, [xs x ys] row-major. X and all
 * Y together are the same space for every f, so one distance to the k-th neighbour serves all; and which others are close in all Y but
 * one depends on the largest and the second largest of their distances alone, which no X changes: what lies in the vicinity of a sample
 * is found once for all X that it suffices for. Throws InputError for too few samples.
 */
export function nearestConditionalTable(
  xs: readonly Coordinate[],
  ys: readonly Coordinate[],
  neighbours: number,
): Float64Array {
  const samples = ys[0].values.length;
  checkNeighbours(neighbours, samples);
  const psi = digammaTable(samples);
  const totals = new Float64Array(xs.length * ys.length);
  const add = (x: number, { all, allAndX, butOne, butOneAndX }: Close) => {
    for (let f = 0; f < ys.length; f++) {
      const given = ys.length > 1 ? all + butOne[f] : samples;
      // The sample itself stands for the + 1.
      totals[x * ys.length + f] += psi[allAndX + butOneAndX[f]] + psi[all] - psi[given];
    }
  };
  const search: Search = {
    xs,
    vicinityOf: vicinityFinder(ys),
    waiting: new Int32Array(xs.length),
    nearest: new Float64Array(neighbours),
    close: { all: 0, allAndX: 0, butOne: new Int32Array(ys.length), butOneAndX: new Int32Array(ys.length) },
  };
  let radius = FIRST_RADIUS;
  for (let sample = 0; sample < samples; sample++) radius = searchAround(search, sample, radius, add);
  return totals.map((total) => psi[neighbours] - total / samples);
}

/** What is searched, and memory for it. */
interface Search {
  readonly xs: readonly Coordinate[];
  readonly vicinityOf: VicinityFinder;
  /** Numbers of those X whose k-th neighbour is still to be found. */
  readonly waiting: Int32Array;
  readonly nearest: Float64Array;
  readonly close: Close;
}

/**
 * Tells for every X what is as close to a sample as its k-th neighbour, looking within a radius that grows until there are so many.
 * Returns the mean distance, a good radius to begin the next search with; that changes the time only.
 */
function searchAround(
  { xs, vicinityOf, waiting, nearest, close }: Search,
  sample: number,
  begin: number,
  tell: (x: number, close: Close) => void,
): number {
  for (let x = 0; x < xs.length; x++) waiting[x] = x;
  let sum = 0;
  let stride = STRIDE;
  for (let left = xs.length, radius = begin; left > 0; radius *= stride, stride **= STRIDE) {
    const around = vicinityOf(sample, radius);
    const asked = left;
    left = 0;
    for (let i = 0; i < asked; i++) {
      const { values } = xs[waiting[i]];
      const distance = kthDistance(values, sample, around, nearest);
      if (!(distance < radius) && radius < Infinity) waiting[left++] = waiting[i];
      else {
        countClose(values, sample, around, distance, close);
        tell(waiting[i], close);
        sum += distance;
      }
    }
  }
  return sum > 0 && sum < Infinity ? sum / xs.length : begin;
}

/** Where the search begins; then with the mean distance of the sample before. */
const FIRST_RADIUS = 1 / 4;
/** What a radius that did not suffice is multiplied by, the next time by more. */
const STRIDE = 1.25;

/** k-th smallest of the larger of two distances, along X and all Y, the sample itself left out; Infinity where so many were not found. */
function kthDistance(
  x: Float64Array,
  sample: number,
  { within, samples, largest }: Vicinity,
  nearest: Float64Array,
): number {
  const here = x[sample];
  const last = nearest.length - 1;
  nearest.fill(Infinity);
  for (let at = 0; at < within; at++) {
    const other = samples[at];
    const alongX = Math.abs(x[other] - here);
    const distance = alongX > largest[at] ? alongX : largest[at];
    if (other === sample || !(distance < nearest[last])) continue;
    let place = last;
    for (; place > 0 && nearest[place - 1] > distance; place--) nearest[place] = nearest[place - 1];
    nearest[place] = distance;
  }
  return nearest[last];
}

/** Samples closer than a radius: in all Y, in all but Y_f (beyond those in all), and the same with X. */
interface Close {
  all: number;
  allAndX: number;
  readonly butOne: Int32Array;
  readonly butOneAndX: Int32Array;
}

function countClose(x: Float64Array, sample: number, around: Vicinity, radius: number, out: Close): void {
  out.all = 0;
  out.allAndX = 0;
  out.butOne.fill(0);
  out.butOneAndX.fill(0);
  countAmong(0, around.within, x, sample, around, radius, out);
  countAmong(around.beyond, around.samples.length, x, sample, around, radius, out);
}

/** Adds those from one entry of the vicinity to another. */
function countAmong(
  first: number,
  end: number,
  x: Float64Array,
  sample: number,
  { samples, largest, second, of }: Vicinity,
  radius: number,
  out: Close,
): void {
  const here = x[sample];
  for (let at = first; at < end; at++) {
    if (!(second[at] < radius)) continue;
    const near = Math.abs(x[samples[at]] - here) < radius ? 1 : 0;
    if (largest[at] < radius) {
      out.all++;
      out.allAndX += near;
    } else {
      out.butOne[of[at]]++;
      out.butOneAndX[of[at]] += near;
    }
  }
}
