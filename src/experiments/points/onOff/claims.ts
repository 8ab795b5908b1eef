/** The claims of `on-off`. */
import type { JobResult, Verdict } from "../../../protocols.js";
import { digits, spread, verdict } from "../../frame/claims.js";
import { isSplit, optimalSides, type Place, placesOf, SPLIT, separation, trainedSides } from "./measures.js";
import type { OnOffSettings } from "./settings.js";

/** The line is asked for where one of the two is cheaper by this part: near it codes change gradually. */
const CLEAR = 0.05;
/** How far above its optimum a training may end, %. */
const ABOVE = 0.5;

const SPLIT_MEANS =
  `split: ON and OFF units each hold ${SPLIT.share} of the squared gain or more, and the cosine of their activity is at most ` +
  `${SPLIT.overlap}`;

export function onOffVerdicts(results: readonly JobResult[], chosen: OnOffSettings): Verdict[] {
  const places = placesOf(results, chosen);
  const frame = {
    enough: places.length > 0 && chosen.updates >= 10_000,
    settings:
      `${10 * chosen.levels} samples of one factor; ${chosen.code} rectified units; ${chosen.updates} full-batch updates; energies in double ` +
      "precision",
  };
  const clear = places.filter(isClear);
  const least = Math.min(...chosen.weightStrengths);
  const cheap = places.filter(({ weightStrength }) => weightStrength === least);
  const ends = [chosen.tenths[0], chosen.tenths[chosen.tenths.length - 1]];
  const oneSided = cheap.filter(({ kind, tenths }) => kind === "one-sided" && ends.includes(tenths));
  const twoSided = cheap.filter(({ kind }) => kind === "two-sided");
  return [
    verdict({
      ...frame,
      id: "on-off.optimum-splits-where-a-pair-is-cheaper",
      claim:
        "The certified optimum splits one factor into ON and OFF halves where such a pair costs less than one linear neuron, and not where it costs more.",
      criterion: `${SPLIT_MEANS}; at every place where one is cheaper by ${100 * CLEAR} % or more, for exact predictions`,
      of: clear,
      every: (place) => isSplit(optimalSides(place)) === place.ratio < 1,
      measured: () =>
        `${clear.filter((place) => isSplit(optimalSides(place)) === place.ratio < 1).length} of ${clear.length} as the prices say`,
    }),
    verdict({
      ...frame,
      id: "on-off.networks-split-where-the-optimum-does",
      claim: "Trained rectified networks split where the certified optimum does.",
      criterion: `${SPLIT_MEANS}; the same for network and optimum in every training where one is cheaper by ${100 * CLEAR} % or more`,
      of: clear,
      every: (place) => isSplit(trainedSides(place)) === isSplit(optimalSides(place)),
      measured: () =>
        `${clear.filter((place) => isSplit(trainedSides(place)) === isSplit(optimalSides(place))).length} of ${clear.length} trainings; share ` +
        `of OFF units differs from the optimum's by ${spread(clear.map(({ off, optimalOff }) => Math.abs(off - optimalOff)))}`,
    }),
    verdict({
      ...frame,
      id: "on-off.dense-splits-sparse-does-not",
      claim: "A dense one-sided factor is split into ON and OFF halves, a sparse one is not.",
      criterion: `${SPLIT_MEANS}; of trained networks at the least weight energy, present in ${ends[1]} tenths against ${ends[0]}, in every seed`,
      of: oneSided,
      every: (place) => isSplit(trainedSides(place)) === (place.tenths === ends[1]),
      measured: () =>
        `share of OFF units where dense ${spread(offAt(oneSided, ends[1]))}; where sparse ${spread(offAt(oneSided, ends[0]))}`,
    }),
    verdict({
      ...frame,
      id: "on-off.rare-on-both-sides-splits",
      claim: "It is not rarity that keeps a factor in one piece: one that is rare on both sides of its rest is split.",
      criterion: `${SPLIT_MEANS}; of trained networks at the least weight energy, at every rarity and seed`,
      of: twoSided,
      every: (place) => isSplit(trainedSides(place)),
      measured: () => `separation ${spread(twoSided.map((place) => separation(trainedSides(place))))}`,
    }),
    verdict({
      ...frame,
      id: "on-off.reaches-the-optimum",
      claim: "Rectified networks end at the certified optimum of their loss, and never below it.",
      criterion:
        `whole loss at most ${ABOVE} % above the certified optimum in every training where a pair or one neuron is cheaper by ${100 * CLEAR} % or more; ` +
        "none below the proven bound anywhere",
      of: places,
      every: (place) => !isBelow(place) && (!isClear(place) || excessOf(place) <= ABOVE),
      measured: () =>
        `${places.length} trainings, above the optimum by ${spread(places.map(excessOf))} %; ` +
        `away from the line by at most ${digits(Math.max(...clear.map(excessOf)))} %; ${places.filter(isBelow).length} below the bound`,
      notes: places
        .filter((place) => excessOf(place) > ABOVE)
        .slice(0, 5)
        .map(
          (place) =>
            `${digits(excessOf(place))} % where ${place.kind}, present in ${place.tenths} tenths, weights ${place.weightStrength}, seed ${place.seed}.`,
        ),
    }),
  ];
}

const offAt = (places: readonly Place[], tenths: number): number[] =>
  places.filter((place) => place.tenths === tenths).map(({ off }) => off);

const isClear = ({ ratio }: Place): boolean => Math.abs(ratio - 1) >= CLEAR;

const isBelow = ({ energy, optimalLowerBound }: Place): boolean => energy < optimalLowerBound * (1 - 1e-9);

const excessOf = ({ energy, optimalEnergy }: Place): number => 100 * (energy / optimalEnergy - 1);
