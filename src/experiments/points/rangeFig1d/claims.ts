/** The claims of `range-fig1d`. */
import { median, pearson, spearman } from "../../../math/statistics.js";
import type { JobResult, Verdict } from "../../../protocols.js";
import { digits, judged, spread } from "../../frame/claims.js";
import { exactFloorVerdict } from "../claims.js";
import { NEARLY_MODULAR, type RandomSet, randomSets } from "./measures.js";
import type { Fig1dSettings } from "./settings.js";

export function rangeFig1dVerdicts(results: readonly JobResult[], chosen: Fig1dSettings): Verdict[] {
  const sets = randomSets(results);
  const enough = chosen.updates >= 10_000 && sets.length >= 20;
  const settings = `${chosen.points} points; ${chosen.code} units; ${chosen.updates} full-batch updates; ${sets.length} sets`;
  return [
    predictionVerdict(sets, enough, settings),
    pureVerdict(sets, enough, settings),
    exactFloorVerdict(sets, { id: "range-fig1d.reaches-the-optimum", enough, settings }),
  ];
}

/** The normal distribution's 97.5 % point. */
const NORMAL_975 = 1.959964;

/**
 * 95 % interval of Spearman's correlation: Fisher's transform with standard error sqrt((1 + r^2 / 2) / (n - 3)), Bonett and
 * Wright, Psychometrika 65, 23 (2000).
 */
export function spearmanInterval(r: number, n: number): readonly [number, number] {
  const half = NORMAL_975 * Math.sqrt((1 + (r * r) / 2) / (n - 3));
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)];
}

function predictionVerdict(sets: readonly RandomSet[], enough: boolean, settings: string): Verdict {
  const of = (pick: (set: RandomSet) => number) => sets.map(pick);
  const angles = of(({ trainedAngle }) => trainedAngle);
  const rank = spearman(
    of(({ saving }) => saving),
    angles,
  );
  const [low, high] = spearmanInterval(rank, sets.length);
  const published = spearman(
    of(({ publishedGain }) => publishedGain),
    angles,
  );
  const optimal = spearman(
    of(({ saving }) => saving),
    of(({ optimalAngle }) => optimalAngle),
  );
  const share = of(({ trained: { selectivity } }) => 1 - selectivity);
  return {
    id: "range-fig1d.gain-predicts-mixing",
    claim: "The energy that mixing saves according to theory predicts how mixed trained neurons are.",
    criterion:
      "Spearman's correlation over sets, of the certified relative saving with the angle of the most mixed trained unit: lower " +
      "end of the 95 % interval above 0",
    measured:
      sets.length < 4
        ? "too few sets"
        : `Spearman ${digits(rank, 2)} [${digits(low, 2)}, ${digits(high, 2)}], Pearson ` +
          `${digits(
            pearson(
              of(({ saving }) => saving),
              angles,
            ),
            2,
          )}; with the paper's gain ${digits(published, 2)}; of the ` +
          `certified optimum's own angle ${digits(optimal, 2)}; saving against the trained share off the main factor ` +
          digits(
            spearman(
              of(({ saving }) => saving),
              share,
            ),
            2,
          ),
    met: judged(enough, low > 0),
    settings: `units over a tenth of the largest; interval of Bonett and Wright 2000; ${settings}`,
    values: sets.map(({ seed, trainedAngle }) => ({ label: `set ${seed} (degrees)`, value: trainedAngle })),
  };
}

function pureVerdict(sets: readonly RandomSet[], enough: boolean, settings: string): Verdict {
  const near = sets.filter(({ condition }) => condition === NEARLY_MODULAR);
  const other = sets.filter(({ condition }) => condition !== NEARLY_MODULAR);
  const angle = ({ trainedAngle }: RandomSet) => trainedAngle;
  const [nearMedian, otherMedian] = [median(near.map(angle)), median(other.map(angle))];
  return {
    id: "range-fig1d.nearly-modular-is-pure",
    claim: "On sets that pass the condition trained neurons are pure.",
    criterion:
      "median over these sets of the most mixed unit's angle below 5 degrees, and below that over the other sets",
    measured:
      near.length === 0 || other.length === 0
        ? "one kind of set is missing"
        : `passing ${spread(near.map(angle), 1)} degrees; others ${spread(other.map(angle), 1)}; certified saving of the ` +
          `passing ${spread(near.map(({ saving }) => 100 * saving))} %, of the others ` +
          `${spread(other.map(({ saving }) => 100 * saving))} %`,
    met: judged(enough, nearMedian < 5 && nearMedian < otherMedian),
    settings,
    notes: [
      "The condition is tested at 500 angles: between them even these sets fail it strictly, by next to no energy.",
    ],
  };
}
