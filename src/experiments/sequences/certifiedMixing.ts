/** What theory says of two frequencies before anything is trained: how much energy mixed neurons save along their orbit. */

import { PAIRS, type PairName, type Ratio } from "./frequencies.js";
import { type CirclePair, circlesOptimum, twoCircles } from "./twoCircles.js";

/** Points along a closed orbit, at least, and along each of the two circles of an orbit that fills the torus. */
const POINTS = 40;
const CIRCLE = 10;
/** Price of the weights out of a static code of both phases. */
export const RHYTHM_OUT = 0.1;

/**
 * Both phases in radians: of one orbit where the frequencies are commensurable, else all pairs of phases. A closed orbit is
 * sampled at a multiple of both periods' parts, so that the points hold the ends of every wave; other numbers of points cut corners off it
 * that the orbit has (3:7 would save 0.7 % at 40 points, 0.06 % at 200, and saves nothing at any multiple of 21).
 */
export function orbitOf(ratio: Ratio | undefined): readonly Phases[] {
  const turn = (k: number, of: number): number => (2 * Math.PI * k) / of;
  if (ratio === undefined)
    return Array.from({ length: CIRCLE ** 2 }, (_, k) => [
      turn(Math.floor(k / CIRCLE), CIRCLE),
      turn(k % CIRCLE, CIRCLE),
    ]);
  const parts = ratio[0] * ratio[1];
  const points = parts * Math.ceil(POINTS / parts);
  return Array.from({ length: points }, (_, k) => [ratio[0] * turn(k, points), ratio[1] * turn(k, points)]);
}

export type Phases = readonly [first: number, second: number];

const circle = (angle: number): readonly [number, number] => [Math.cos(angle), Math.sin(angle)];

/** Cosine and sine of both phases, given in radians. */
export const onCircles = ([first, second]: Phases): CirclePair => [...circle(first), ...circle(second)];

/** The coding problem of both phases of an orbit: each a group of two, alpha 1, lambda_in 1e-6, lambda_out 0.1. */
export const rhythmProblem = (ratio: Ratio | undefined) => twoCircles(orbitOf(ratio).map(onCircles), RHYTHM_OUT);

export interface CertifiedMixing {
  /** Part of the optimal energy that mixing saves, at least. */
  readonly saving: number;
  readonly verdict: string;
  readonly status: string;
}

const found = new Map<PairName, CertifiedMixing>();

/** The certified optimum of a static code of both phases. */
export function certifiedMixing(pair: PairName): CertifiedMixing {
  const known = found.get(pair) ?? solve(pair);
  found.set(pair, known);
  return known;
}

function solve(pair: PairName): CertifiedMixing {
  const { saving, verdict, status } = circlesOptimum(rhythmProblem(PAIRS[pair].ratio)).prediction;
  return { saving: saving.least, verdict, status };
}
