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
export function nearestConditionalInformation(
  x: Coordinate,
  y: Coordinate,
  z: readonly Coordinate[],
  neighbours: number,
): number {
  const samples = x.values.length;
  checkNeighbours(neighbours, samples);
  const psi = digammaTable(samples);
  const distances = { x: new Float64Array(samples), y: new Float64Array(samples), z: new Float64Array(samples) };
  let total = 0;
  for (let sample = 0; sample < samples; sample++) {
    distances.z.fill(0);
    for (const given of z) widen(distances.z, given, sample);
    distances.x.set(distances.z);
    widen(distances.x, x, sample);
    distances.y.set(distances.z);
    widen(distances.y, y, sample);
    const radius = kthDistance(distances.x, distances.y, sample, neighbours);
    const within = (from: Float64Array) => psi[countCloser(from, radius)]; // the sample itself stands for the + 1
    total += within(distances.x) + within(distances.y) - (z.length > 0 ? within(distances.z) : psi[samples]);
  }
  return psi[neighbours] - total / samples;
}

/** The larger of what is there and the distance of each sample to this one. */
function widen(distances: Float64Array, { values, period }: Coordinate, sample: number): void {
  const here = values[sample];
  for (let i = 0; i < distances.length; i++) {
    const distance = separation(values[i], here, period);
    if (distance > distances[i]) distances[i] = distance;
  }
}

/** k-th smallest of the larger of two distances, the sample itself left out. */
function kthDistance(a: Float64Array, b: Float64Array, sample: number, k: number): number {
  const nearest = new Float64Array(k).fill(Infinity);
  for (let i = 0; i < a.length; i++) {
    const distance = a[i] > b[i] ? a[i] : b[i];
    if (i === sample || !(distance < nearest[k - 1])) continue;
    let place = k - 1;
    for (; place > 0 && nearest[place - 1] > distance; place--) nearest[place] = nearest[place - 1];
    nearest[place] = distance;
  }
  return nearest[k - 1];
}

function countCloser(distances: Float64Array, radius: number): number {
  let count = 0;
  for (let i = 0; i < distances.length; i++) if (distances[i] < radius) count++;
  return count;
}
