/** The figure of `range-fig1d`: energy gain from theory against mixing after training. */
import { drawFigure, type Panel, scatterAgainst } from "../../../figures/index.js";
import { spearman } from "../../../math/statistics.js";
import type { Figure, JobResult } from "../../../protocols.js";
import { digits, spread } from "../../frame/claims.js";
import { excessPercent } from "../claims.js";
import { NEARLY_MODULAR, type RandomSet, randomSets } from "./measures.js";

export function rangeFig1dFigures(results: readonly JobResult[]): Figure[] {
  const sets = randomSets(results);
  if (sets.length < 2) return [];
  const rank = spearman(
    sets.map(({ saving }) => saving),
    sets.map(({ trainedAngle }) => trainedAngle),
  );
  return [
    drawFigure({
      id: "range-fig1d-gain",
      title: "Theory's energy gain against mixing after training",
      caption:
        "Each dot is a random set of points and the autoencoder trained on it. A: energy that mixing saves in the certified " +
        "optimum, against the angle of the most mixed trained unit. B: the paper's gain, minus the least margin over 500 " +
        "angles. C: share of squared gain off each neuron's main factor, certified (most selective optimal code) and trained. " +
        "D: how far training ends above the optimum.",
      summary: `Spearman correlation of saving and angle ${digits(rank, 2)} over ${sets.length} sets; loss above the optimum ${spread(sets.map(excessPercent))} %.`,
      panels: [
        panel(sets, "Certified saving", "energy saved by mixing (%)", ({ saving }) => 100 * saving),
        panel(sets, "The paper's gain", "minus least margin", ({ publishedGain }) => publishedGain),
        mixingPanel(sets),
        energyPanel(sets),
      ],
      columns: 2,
    }),
  ];
}

const groupOf = ({ condition }: RandomSet): string =>
  condition === NEARLY_MODULAR ? "passes at 500 angles" : "any random set";

const panel = (sets: readonly RandomSet[], title: string, xLabel: string, x: (set: RandomSet) => number): Panel =>
  scatterAgainst({
    title,
    xLabel,
    yLabel: "most mixed trained unit (degrees)",
    width: 380,
    points: sets.map((set) => ({ x: x(set), y: set.trainedAngle, group: groupOf(set) })),
  });

const mixingPanel = (sets: readonly RandomSet[]): Panel =>
  scatterAgainst({
    title: "Mixing, certified and trained",
    xLabel: "certified optimum (share off the main factor)",
    yLabel: "trained",
    identity: true,
    width: 380,
    points: sets.map((set) => ({
      x: set.optimum.selectivity === null ? Number.NaN : 1 - set.optimum.selectivity[1],
      y: 1 - set.trained.selectivity,
      group: groupOf(set),
    })),
  });

const energyPanel = (sets: readonly RandomSet[]): Panel =>
  scatterAgainst({
    title: "Energy of trained networks",
    xLabel: "energy saved by mixing (%)",
    yLabel: "loss above the certified optimum (%)",
    width: 380,
    points: sets.map((set) => ({ x: 100 * set.saving, y: excessPercent(set), group: groupOf(set) })),
  });
