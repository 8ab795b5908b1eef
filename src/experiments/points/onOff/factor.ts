/** One factor that is at rest, 0, most of the time or seldom. */
import { type Matrix, matrix } from "../../../math/matrix.js";
import type { CodingProblem } from "../../../theory/index.js";
import { onOffPrices } from "../../../theory/index.js";
import { problemOf } from "../study.js";
import type { Kind, OnOffSettings } from "./settings.js";

/** Values [10 x levels], each as likely: in `tenths` of them every level of [0, 1] or [-1, 1], 0 in the others. */
export function valuesOf(kind: Kind, tenths: number, levels: number): Float64Array {
  return Float64Array.from({ length: 10 * levels }, (_, k) => {
    if (k >= tenths * levels) return 0;
    const level = (k % levels) / (levels - 1);
    return kind === "one-sided" ? level : 2 * level - 1;
  });
}

export const samplesOf = (kind: Kind, tenths: number, levels: number): Matrix =>
  matrix(10 * levels, 1, valuesOf(kind, tenths, levels));

/** The training loss at one strength of weight energy. */
export const problemAt = (samples: Matrix, chosen: OnOffSettings, weightEnergy: number): CodingProblem =>
  problemOf({ samples }, { ...chosen, weightEnergy });

/** Price of an ON/OFF pair over that of one linear neuron, for exact predictions. */
export function pairRatio(kind: Kind, tenths: number, chosen: OnOffSettings, weightEnergy: number): number {
  const values = valuesOf(kind, tenths, chosen.levels);
  const { single, pair } = onOffPrices({ values, alpha: chosen.activityEnergy, lambdaIn: weightEnergy });
  return pair / single;
}
