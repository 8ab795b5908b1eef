/**
 * Conditional mutual information I(X; Y | Z) in nats.
 *
 * - of labels, plug-in: H(X, Z) + H(Y, Z) - H(X, Y, Z) - H(Z) (Cover and Thomas, Elements of Information Theory, eq. 2.61);
 * - of continuous variables, from nearest neighbours: Frenzel and Pompe, Phys. Rev. Lett. 99, 204101 (2007), eq. 6,
 *     I = psi(k) - < psi(n_xz + 1) + psi(n_yz + 1) - psi(n_z + 1) >,
 *   e_i the distance of sample i to its k-th neighbour in all variables together, the largest of the distances being the metric,
 *   n_xz others strictly closer than e_i in X and Z, and so on. Time grows as n^2, memory as n. With no Z it is Kraskov's first
 *   algorithm.
 */
import { digammaTable } from "../distributions.js";
import { type Coordinate, separation } from "./coordinate.js";
import { jointLabels, type Labels } from "./discretise.js";
import { checkNeighbours } from "./nearest.js";
import { entropy, jointEntropy } from "./plugIn.js";

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
 * one depends on the largest and the second largest of their distances alone, which no X changes: samples are put in that order once
 * for all X, and only those are looked at that are close enough. Throws InputError for too few samples.
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
  const among = { largest: new Float64Array(samples), second: new Float64Array(samples), of: new Uint8Array(samples) };
  const [byLargest, bySecond] = [emptyOrder(samples), emptyOrder(samples)];
  const nearest = new Float64Array(neighbours);
  const close: Close = { all: 0, allAndX: 0, butOne: new Int32Array(ys.length), butOneAndX: new Int32Array(ys.length) };
  for (let sample = 0; sample < samples; sample++) {
    measureDistances(ys, sample, among);
    putInOrder(among.largest, byLargest);
    putInOrder(among.second, bySecond);
    for (let x = 0; x < xs.length; x++) {
      const { values } = xs[x];
      countClose(values, sample, { ...among, bySecond }, kthDistance(values, sample, byLargest, nearest), close);
      for (let f = 0; f < ys.length; f++) {
        const given = ys.length > 1 ? close.all + close.butOne[f] : samples;
        // The sample itself stands for the + 1.
        totals[x * ys.length + f] += psi[close.allAndX + close.butOneAndX[f]] + psi[close.all] - psi[given];
      }
    }
  }
  return totals.map((total) => psi[neighbours] - total / samples);
}

/** Distances of all samples to one, over several variables: the largest, of which variable it is, and the second largest. */
interface Among {
  readonly largest: Float64Array;
  readonly second: Float64Array;
  readonly of: Uint8Array;
}

function measureDistances(ys: readonly Coordinate[], sample: number, { largest, second, of }: Among): void {
  largest.fill(-1);
  second.fill(0);
  for (let f = 0; f < ys.length; f++) {
    const { values, period } = ys[f];
    const here = values[sample];
    for (let i = 0; i < values.length; i++) {
      const distance = separation(values[i], here, period);
      if (distance > largest[i]) {
        if (f > 0) second[i] = largest[i];
        largest[i] = distance;
        of[i] = f;
      } else if (distance > second[i]) second[i] = distance;
    }
  }
}

/** Samples by ascending distance, but for those within one of `PARTS` equal steps of it. */
interface Order {
  readonly samples: Int32Array;
  /** Of each of `samples`. */
  readonly distances: Float64Array;
  /** Where each step begins [PARTS + 1] */
  readonly starts: Int32Array;
  /** The step of every sample, in their own order. */
  readonly parts: Uint8Array;
  step: number;
}

const PARTS = 256;

const emptyOrder = (samples: number): Order => ({
  samples: new Int32Array(samples),
  distances: new Float64Array(samples),
  starts: new Int32Array(PARTS + 1),
  parts: new Uint8Array(samples),
  step: 0,
});

/** A counting sort. */
function putInOrder(distances: Float64Array, order: Order): void {
  let most = 0;
  for (let i = 0; i < distances.length; i++) if (distances[i] > most) most = distances[i];
  order.step = most / PARTS || 1;
  const { starts, parts, samples, distances: sorted } = order;
  const perStep = 1 / order.step;
  starts.fill(0);
  for (let i = 0; i < distances.length; i++) {
    const part = Math.min(PARTS - 1, (distances[i] * perStep) | 0);
    parts[i] = part;
    starts[part]++;
  }
  for (let p = 1; p <= PARTS; p++) starts[p] += starts[p - 1];
  for (let i = distances.length - 1; i >= 0; i--) {
    const at = --starts[parts[i]];
    samples[at] = i;
    sorted[at] = distances[i];
  }
}

/** First place of `order` behind all samples closer than the radius; some a step further lie before it, for rounding. */
const placeBehind = ({ starts, step }: Order, radius: number): number =>
  starts[Math.min(PARTS, Math.ceil(Math.min(PARTS, radius / step)) + 1)];

/** k-th smallest of the larger of two distances, along X and in `order`, the sample itself left out. */
function kthDistance(x: Float64Array, sample: number, order: Order, nearest: Float64Array): number {
  const here = x[sample];
  const last = nearest.length - 1;
  nearest.fill(Infinity);
  let behind = order.samples.length;
  for (let at = 0; at < behind; at++) {
    const other = order.samples[at];
    const alongX = Math.abs(x[other] - here);
    const distance = alongX > order.distances[at] ? alongX : order.distances[at];
    if (other === sample || !(distance < nearest[last])) continue;
    let place = last;
    for (; place > 0 && nearest[place - 1] > distance; place--) nearest[place] = nearest[place - 1];
    nearest[place] = distance;
    if (nearest[last] < Infinity) behind = placeBehind(order, nearest[last]);
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

interface Ordered extends Among {
  readonly bySecond: Order;
}

function countClose(x: Float64Array, sample: number, among: Ordered, radius: number, out: Close): void {
  const { largest, of, bySecond } = among;
  const { samples, distances } = bySecond;
  const here = x[sample];
  out.butOne.fill(0);
  out.butOneAndX.fill(0);
  let all = 0;
  let allAndX = 0;
  const behind = placeBehind(bySecond, radius);
  for (let at = 0; at < behind; at++) {
    if (!(distances[at] < radius)) continue;
    const other = samples[at];
    const near = Math.abs(x[other] - here) < radius ? 1 : 0;
    if (largest[other] < radius) {
      all++;
      allAndX += near;
    } else {
      out.butOne[of[other]]++;
      out.butOneAndX[of[other]] += near;
    }
  }
  out.all = all;
  out.allAndX = allAndX;
}
