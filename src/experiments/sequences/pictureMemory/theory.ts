/** What theory says of a delay in which two pictures are held, before any training. */
import { fromRows } from "../../../math/matrix.js";
import { type ColourPairs, pairsOfItems } from "../../../tasks/sequences/cuedRecall.js";
import { predictNeurons, supportFromSamples } from "../../../theory/index.js";

export interface DelayedPictures {
  /** Part of the energy that mixing saves, at least. */
  readonly saving: number;
  /** Least share of a neuron's power on its main rank, over all optimal codes. */
  readonly share: number;
  readonly status: string;
}

const found = new Map<string, DelayedPictures>();

/** The certified optimum of a static code of two pictures, each a group of one-hot coordinates. */
export function delayedPictures(pictures: number, shown: ColourPairs): DelayedPictures {
  const name = `${pictures} ${shown}`;
  const known = found.get(name) ?? solve(pictures, shown);
  found.set(name, known);
  return known;
}

function solve(pictures: number, shown: ColourPairs): DelayedPictures {
  const levels = Array.from({ length: pictures }, (_, level) => level);
  const oneHot = (picture: number): number[] => levels.map((level) => Number(level === picture));
  const rows = pairsOfItems(pictures, shown).map((pair) => pair.flatMap(oneHot));
  const names = ["first", "second"].flatMap((rank) => levels.map((level) => `${rank} ${level + 1}`));
  const support = supportFromSamples(fromRows(rows), { names });
  const groups = [levels, levels.map((level) => pictures + level)];
  const { saving, selectivity, status } = predictNeurons({
    support,
    groups,
    alpha: 1,
    lambdaIn: 1e-6,
    lambdaOut: 0.01,
  });
  return { saving: saving.least, share: selectivity?.minimum ?? Number.NaN, status };
}
