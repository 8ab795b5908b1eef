/** What theory says of two frequencies before anything is trained: how much energy mixed neurons save along their orbit. */
import { fromRows } from "../../math/matrix.js";
import { predictNeurons, supportFromSamples } from "../../theory/index.js";
import { PAIRS, type PairName } from "./frequencies.js";

/** Points along a closed orbit, at least, and along each of the two circles of an orbit that fills the torus. */
const POINTS = 40;
const CIRCLE = 10;

const circle = (angle: number): number[] => [Math.cos(angle), Math.sin(angle)];

/**
 * (cos, sin) of both phases: of one orbit where the frequencies are commensurable, else of all pairs of phases. A closed orbit is
 * sampled at a multiple of both periods' parts, so that the points hold the ends of every wave; other numbers of points cut corners off it
 * that the orbit has (3:7 would save 0.7 % at 40 points, 0.06 % at 200, and saves nothing at any multiple of 21).
 */
function phases(ratio: readonly [number, number] | undefined): number[][] {
  const turn = (k: number, of: number): number => (2 * Math.PI * k) / of;
  if (ratio !== undefined) {
    const parts = ratio[0] * ratio[1];
    const points = parts * Math.ceil(POINTS / parts);
    return Array.from({ length: points }, (_, k) => ratio.flatMap((n) => circle(n * turn(k, points))));
  }
  return Array.from({ length: CIRCLE ** 2 }, (_, k) => [
    ...circle(turn(Math.floor(k / CIRCLE), CIRCLE)),
    ...circle(turn(k % CIRCLE, CIRCLE)),
  ]);
}

export interface CertifiedMixing {
  /** Part of the optimal energy that mixing saves, at least. */
  readonly saving: number;
  readonly verdict: string;
  readonly status: string;
}

const found = new Map<PairName, CertifiedMixing>();

/** The certified optimum of a static code of both phases, each a group of two: alpha 1, lambda_in 1e-6, lambda_out 0.1. */
export function certifiedMixing(pair: PairName): CertifiedMixing {
  const known = found.get(pair) ?? solve(pair);
  found.set(pair, known);
  return known;
}

function solve(pair: PairName): CertifiedMixing {
  const names = ["cos 1", "sin 1", "cos 2", "sin 2"];
  const support = supportFromSamples(fromRows(phases(PAIRS[pair].ratio)), { names });
  const groups = [
    [0, 1],
    [2, 3],
  ]; // prettier-ignore
  const { saving, verdict, status } = predictNeurons({ support, groups, alpha: 1, lambdaIn: 1e-6, lambdaOut: 0.1 });
  return { saving: saving.least, verdict, status };
}
