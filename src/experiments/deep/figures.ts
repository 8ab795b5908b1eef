/** The figures of the deep studies. */
import { drawFigure, learningCurves, mutualInformationMatrix, seedBars } from "../../figures/index.js";
import { matrix } from "../../math/matrix.js";
import { median } from "../../math/statistics.js";
import { medianInterval } from "../../math/statisticsPaired.js";
import type { Figure } from "../../protocols.js";
import { type Arm, FULL, NONE } from "../frame/arms.js";
import type { MeasuredCode, SeedArms } from "../frame/measuredCode.js";
import { termsFigure } from "../frame/termsFigure.js";
import { layerOf, type NetworkResult, type NetworkSeeds } from "./measures.js";

/** Figures of a study with these arms; none before a seed is whole. */
export function networkFigures(seeds: NetworkSeeds, arms: readonly Arm[], prefix: string, source: string): Figure[] {
  if (seeds.length === 0) return [];
  return [
    layersFigure(seeds, arms, prefix, source),
    throughTrainingFigure(seeds, arms, prefix),
    informationFigure(seeds[0], arms, prefix),
    termsFigure(seeds, arms, prefix),
  ];
}

const layersOf = (seeds: NetworkSeeds): string[] => Object.keys(seeds[0].arms[FULL.id].layers);

/** Information ratio of every layer in every arm, all seeds shown. */
function layersFigure(seeds: NetworkSeeds, arms: readonly Arm[], prefix: string, source: string): Figure {
  const layers = layersOf(seeds);
  const medians = layers.map((layer) => {
    const middle = ({ id }: Arm) => median(layerOf(seeds, layer).map((own) => own.arms[id].mir)).toFixed(2);
    return `${layer}: ${arms.map((arm) => `${arm.label} ${middle(arm)}`).join(", ")}`;
  });
  return drawFigure({
    id: `${prefix}-mir`,
    title: "Selectivity for single factors, layer by layer",
    caption:
      `Mutual information ratio (${source}). Dots: seeds; tick and bar: their median with its distribution-free interval; ` +
      "grey: central 95 % of the ratio after random rotations of the same code (medians over seeds of its two ends).",
    summary: `Median mutual information ratio over ${seeds.length} seeds. ${medians.join(". ")}.`,
    panels: layers.map((layer) => layerPanel(layerOf(seeds, layer), arms, layer, layers.length === 1 ? 620 : 440)),
  });
}

function layerPanel(seeds: readonly SeedArms<MeasuredCode>[], arms: readonly Arm[], layer: string, width: number) {
  const conditions = arms.map(({ id, label }) => {
    const codes = seeds.map((own) => own.arms[id]);
    const values = codes.map(({ mir }) => mir);
    const end = (which: 0 | 1) => median(codes.map(({ rotated }) => rotated.interval[which]));
    return { label, values, interval: medianInterval(values).interval, chance: [end(0), end(1)] as const };
  });
  return seedBars({
    title: layer,
    valueLabel: "MIR",
    chanceLabel: "random rotations (95 %)",
    domain: [0, 1],
    width,
    conditions,
  });
}

/** A chart per layer, a colour per arm, a line per seed. */
function throughTrainingFigure(seeds: NetworkSeeds, arms: readonly Arm[], prefix: string): Figure {
  const conditions = layersOf(seeds).map((layer) => ({
    label: layer,
    runs: seeds.map(({ seed, arms: own }) => ({
      seed,
      steps: own[arms[0].id].arrays.probeSteps.data,
      terms: Object.fromEntries(arms.map(({ id, label }) => [label, own[id].arrays[`probe.${layer}`].data])),
    })),
  }));
  return drawFigure({
    id: `${prefix}-through-training`,
    title: "Selectivity of every layer through training",
    caption: "Mutual information ratio on fresh samples while training goes on; a line per seed.",
    summary: `${conditions.length} charts, one per layer; lines of ${seeds.length} seeds for ${arms.map(({ label }) => label).join(", ")}.`,
    panels: [learningCurves({ title: "Mutual information ratio", valueLabel: "MIR", domain: [0, 1], conditions })],
  });
}

/** What every unit knows about every factor in each layer of one seed, with all constraints and with the last control. */
function informationFigure({ seed, arms }: SeedArms<NetworkResult>, shown: readonly Arm[], prefix: string): Figure {
  const pair = [FULL, shown.find(({ id }) => id === NONE.id) ?? shown[shown.length - 1]];
  const panels = pair
    .filter(({ id }, i) => i === 0 || id !== FULL.id)
    .flatMap(({ id, label }) =>
      Object.keys(arms[id].layers).map((layer) => informationPanel(arms[id], layer, `${layer}, ${label}`)),
    );
  return drawFigure({
    id: `${prefix}-information`,
    title: "What every unit knows about every factor",
    caption: `Mutual information between units (rows, sorted by preferred factor; dead units veiled) and factors (columns), seed ${seed}.`,
    summary:
      "One matrix per layer and arm; a row with a single bright cell is a unit that knows about one factor only.",
    panels,
    // A row for each arm, unless both fit into one.
    columns: Math.max(2, Object.keys(arms[FULL.id].layers).length),
  });
}

function informationPanel({ arrays }: NetworkResult, layer: string, title: string) {
  const { shape, data } = arrays[`information.${layer}`];
  return mutualInformationMatrix({
    title,
    matrix: matrix(shape[0], shape[1], Float64Array.from(data)),
    factorNames: Array.from({ length: shape[1] }, (_, factor) => `${factor + 1}`),
    active: Array.from(arrays[`selectivity.${layer}`].data, (value) => !Number.isNaN(value)),
  });
}
