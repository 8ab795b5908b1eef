/** How selective the codes of the linear studies are, and what they cost, beside the certified optimum. */
import { drawFigure, seedBars } from "../../figures/index.js";
import { median } from "../../math/statistics.js";
import { medianInterval } from "../../math/statisticsPaired.js";
import type { Figure } from "../../protocols.js";
import { ARMS, type Arm, FULL } from "../frame/arms.js";
import { type ArmResult, armResults, ENERGY_WEIGHTED, MIR_RULES, type SeedResults } from "./measures.js";

const mirs = (seeds: readonly SeedResults[], arm: Arm): number[] => armResults(seeds, arm).map(({ mir }) => mir);

/** Mutual information ratio in every arm, all seeds shown. */
export function ratioFigure(seeds: readonly SeedResults[], prefix: string, source: string): Figure {
  const conditions = ARMS.map((arm) => ({
    label: arm.label,
    values: mirs(seeds, arm),
    interval: medianInterval(mirs(seeds, arm)).interval,
    chance: typicalChance(armResults(seeds, arm)),
  }));
  const medians = conditions.map(({ label, values }) => `${label} ${median(values).toFixed(2)}`);
  const weighted = ARMS.map((arm) => ({
    label: arm.label,
    values: armResults(seeds, arm).map(({ energyWeightedMir }) => energyWeightedMir),
  }));
  return drawFigure({
    id: `${prefix}-mir`,
    title: "Selectivity for single factors with and without each constraint",
    caption:
      `Mutual information ratio of the code (${source}). Dots: seeds; tick and bar: their median; A: with its ` +
      "distribution-free interval, and grey: central 95 % of the ratio after random rotations of the same code. B: every unit " +
      "counted by the energy it spends. Lines: the code of the certified optimum (median over seeds), which need not be 1. In A " +
      "it is no upper bound: the optimum's faint mixed neurons count as much as its strong pure ones.",
    summary:
      `Median mutual information ratio over ${seeds.length} seeds: ${medians.join(", ")}; of the certified optimum ` +
      `${optimalRatio(seeds).value.toFixed(2)}, energy-weighted ${optimalSelectivity(seeds).value.toFixed(2)}.`,
    panels: [
      seedBars({
        title: "Mutual information ratio",
        valueLabel: "MIR",
        chanceLabel: "random rotations (95 %)",
        domain: [0, 1],
        width: 620,
        ceiling: optimalRatio(seeds),
        conditions,
      }),
      seedBars({
        title: "Energy-weighted mutual information ratio",
        valueLabel: "energy-weighted MIR",
        domain: [0, 1],
        width: 620,
        ceiling: optimalSelectivity(seeds),
        conditions: weighted,
      }),
    ],
    columns: 1,
  });
}

/** The whole objective of every network, at the published strengths whatever its arm, against its task's certified optimum. */
export function energyFigure(seeds: readonly SeedResults[], prefix: string): Figure {
  const ratios = (arm: Arm) =>
    armResults(seeds, arm).map(({ energies, optimum }) => energies.objective / optimum.energy);
  const medians = ARMS.map((arm) => `${arm.label} ${Number(median(ratios(arm)).toPrecision(3))}`);
  return drawFigure({
    id: `${prefix}-energy`,
    title: "What every network costs, against the certified optimum of its task",
    caption:
      "Full objective on fresh samples, every term at its published strength whatever the arm was trained on, divided by the " +
      "least possible value with exact nonnegativity (0 on this axis). A penalty lets trained networks end a little below it.",
    summary: `Median ratio over ${seeds.length} seeds: ${medians.join(", ")}.`,
    panels: [
      seedBars({
        title: "Objective relative to the certified optimum",
        valueLabel: "log10 (objective / certified optimum)",
        bars: false,
        width: 620,
        ceiling: { value: 0, label: "certified optimum" },
        conditions: ARMS.map((arm) => ({ label: arm.label, values: ratios(arm).map(Math.log10) })),
      }),
    ],
  });
}

/** The same comparison under every dead-unit rule. */
export function rulesFigure(seeds: readonly SeedResults[], prefix: string): Figure {
  const permuted = ARMS.flatMap((arm) => armResults(seeds, arm)).map(({ permuted: { interval } }) => interval[1]);
  const panels = MIR_RULES.map(({ name, mir }) =>
    seedBars({
      title: name,
      valueLabel: "MIR",
      domain: [0, 1],
      width: 440,
      conditions: ARMS.map((arm) => ({ label: arm.label, values: armResults(seeds, arm).map(mir) })),
      ...(name === ENERGY_WEIGHTED && { ceiling: optimalSelectivity(seeds) }),
    }),
  );
  const gaps = MIR_RULES.map(({ name, mir }) => {
    const middle = (arm: Arm) => median(armResults(seeds, arm).map(mir)).toFixed(2);
    return `${name}: ${ARMS.map((arm) => `${arm.label} ${middle(arm)}`).join(", ")}`;
  });
  return drawFigure({
    id: `${prefix}-rules`,
    title: "The same under every rule for dead units",
    caption:
      "A unit counts if its mean |activity| and its information both exceed this fraction of the largest; the energy-weighted " +
      "ratio counts every unit by the energy it spends, and there the line shows the code of the certified optimum (median over " +
      "seeds). With conditions permuted, no network scores above " +
      `${Math.max(...permuted).toFixed(2)} (97.5 % point, 5 % rule).`,
    summary: `Medians over ${seeds.length} seeds. ${gaps.join(". ")}.`,
    panels,
  });
}

/** MIR of the optimal code under the default rule for dead units. */
const optimalRatio = (seeds: readonly SeedResults[]) => ({
  value: median(armResults(seeds, FULL).map(({ optimum }) => optimum.mir)),
  label: "certified optimum",
});

/** The optimum's neurons differ in strength, so only the energy-weighted ratio compares its code with a trained one. */
const optimalSelectivity = (seeds: readonly SeedResults[]) => ({
  value: median(armResults(seeds, FULL).map(({ optimum }) => optimum.energyWeightedMir)),
  label: "certified optimum",
});

/** The null band of an arm: the medians over seeds of its two ends. */
const typicalChance = (results: readonly ArmResult[]): readonly [number, number] => [
  median(results.map(({ rotated }) => rotated.interval[0])),
  median(results.map(({ rotated }) => rotated.interval[1])),
];
