/**
 * What a population of the same gains and the same Q needs by chance (docs/test.md). Norm-keeping: every neuron keeps its size in the
 * coordinates in which Q is the identity and takes a random direction there; then Q is made exact. Rotated: a random rotation among
 * the neurons, which keeps Q but makes all sizes alike, so that it is too strict where they are not (18 % at 5 % for log-normal
 * sizes). Both compare least biases with least biases, noise included.
 */
import { spectralMap } from "../math/linearAlgebra.js";
import { type Matrix, matrix, multiply } from "../math/matrix.js";
import { orthonormalRows } from "../math/orthogonal.js";
import { fold, type Key, normal } from "../math/random.js";
import { centralInterval, median } from "../math/statistics.js";
import { plainMeasure } from "./corrected.js";
import type { Null, Trials } from "./protocols.js";

type Frame = Pick<Trials, "support" | "coordinates">;

export const NULLS = ["norm-keeping", "rotated"] as const;

/** Gains of a population by chance [units x coordinates]. */
export type Draw = (key: Key) => Float64Array;

export function drawsOf(frame: Frame, gains: Float64Array, kind: Null["kind"]): Draw {
  const { gram } = plainMeasure(frame, gains);
  return kind === "rotated" ? rotated(gains, gram) : normKeeping(gains, gram);
}

function normKeeping(gains: Float64Array, gram: Matrix): Draw {
  const d = gram.columns;
  const root = powerOf(gram, 0.5);
  const norms = rowNorms(product(gains, powerOf(gram, -0.5)), d);
  return (key) => {
    const directions = normal(key, gains.length);
    const lengths = rowNorms(directions, d);
    const sized = directions.map((value, at) => (value * norms[Math.floor(at / d)]) / lengths[Math.floor(at / d)]);
    return product(sized, multiply(powerOf(crossProduct(sized, d), -0.5), root));
  };
}

/** Rows of a random frame: M = V Q^(1/2) with V'V = I, uniform. */
function rotated(gains: Float64Array, gram: Matrix): Draw {
  const d = gram.columns;
  const units = gains.length / d;
  const root = powerOf(gram, 0.5);
  return (key) => {
    const frame = orthonormalRows(matrix(d, units, normal(key, gains.length)));
    const turned = new Float64Array(gains.length);
    for (let k = 0; k < units; k++) for (let i = 0; i < d; i++) turned[k * d + i] = frame.data[i * units + k];
    return product(turned, root);
  };
}

const powerOf = (a: Matrix, power: number): Matrix => spectralMap(a, (value) => Math.max(value, 1e-300) ** power);

const product = (gains: Float64Array, a: Matrix): Float64Array =>
  multiply(matrix(gains.length / a.rows, a.rows, gains), a).data;

function crossProduct(gains: Float64Array, d: number): Matrix {
  const out = matrix(d, d);
  for (let at = 0; at < gains.length; at += d)
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) out.data[i * d + j] += gains[at + i] * gains[at + j];
  return out;
}

const rowNorms = (gains: Float64Array, d: number): Float64Array =>
  Float64Array.from({ length: gains.length / d }, (_, k) => Math.hypot(...gains.subarray(k * d, (k + 1) * d)));

/** Relative difference that rounding alone makes. */
const ROUNDING = 1e-9;

/** How activity compares with that of draws; `eta` is the efficiency that their activities are a part of, for the range. */
export function testNull(frame: Frame, gains: Float64Array, kind: Null["kind"], draws: number, key: Key): Null {
  const draw = drawsOf(frame, gains, kind);
  const own = plainMeasure(frame, gains).activity;
  const ratios = Array.from({ length: draws }, (_, i) => own / plainMeasure(frame, draw(fold(key, i))).activity);
  const hits = ratios.filter((ratio) => ratio >= 1 - ROUNDING).length;
  const p = (1 + hits) / (1 + draws);
  return { kind, draws, p, median: median(ratios), range: centralInterval(ratios) };
}
