/** Figures of `fig6`: where each neuron's tuning power lies, maps over either factor, and the seeds side by side. */
import { drawFigure, scatterAgainst, seedBars } from "../../../figures/index.js";
import type { Figure, JobResult } from "../../../protocols.js";
import { type Arm, FULL } from "../../frame/arms.js";
import { factorSheet } from "../factorFigures.js";
import { countTypes, PURE } from "../factorMeasures.js";
import { type FactorValues, factorResults, ofCondition, type SpatialResult } from "../measures.js";
import { FACTOR_ABLATIONS } from "../study.js";

type Result = SpatialResult<FactorValues>;

export function fig6Figures(results: readonly JobResult[]): Figure[] {
  const all = factorResults(results);
  const arms = [FULL, ...FACTOR_ABLATIONS].filter(({ id }) => ofCondition(all, id).length > 0);
  if (ofCondition(all, FULL.id).length === 0) return [];
  return [sharesFigure(all, arms), mapsFigure(all, arms), seedsFigure(all, arms)];
}

function sharesFigure(all: readonly Result[], arms: readonly Arm[]): Figure {
  const panels = arms.map(({ id, label }) => {
    const found = ofCondition(all, id);
    return scatterAgainst({
      title: `${label} (${found.length} ${found.length === 1 ? "seed" : "seeds"})`,
      xLabel: "share of tuning power: position",
      yLabel: "mean correlation between layouts",
      points: [...LEGEND, ...found.flatMap(({ values }) => neuronPoints(values))],
      xDomain: [-0.05, 1.05],
      yDomain: [-0.25, 1.05],
      verticals: [{ value: PURE, label: "pure" }],
    });
  });
  return drawFigure({
    id: "fig6-shares",
    title: "What every active neuron is tuned to",
    caption:
      "Share of a neuron's tuning power (variance over the box) that comes from position alone, against the mean correlation of its " +
      "maps between eight places of the object. All seeds.",
    summary: `With all constraints neurons lie in two corners: ${describe(ofCondition(all, FULL.id))}.`,
    panels,
  });
}

/** Every type in the same order, colour and symbol in every panel. */
const LEGEND = ["position cell", "object-vector cell", "mixed"].map((group) => ({
  x: Number.NaN,
  y: Number.NaN,
  group,
}));

const neuronPoints = ({ shares, layoutCorrelations }: FactorValues) =>
  shares.map(([position, vector], i) => ({
    x: position,
    y: layoutCorrelations[i],
    group: LEGEND[position > PURE ? 0 : vector > PURE ? 1 : 2].group,
  }));

function describe(results: readonly Result[]): string {
  const counts = results.map(({ values }) => countTypes(values));
  const sum = (of: (count: (typeof counts)[number]) => number) => counts.reduce((total, count) => total + of(count), 0);
  return `${sum((c) => c.position)} position cells, ${sum((c) => c.objectVector)} object-vector cells of ${sum((c) => c.active)} active neurons`;
}

function mapsFigure(all: readonly Result[], arms: readonly Arm[]): Figure {
  return drawFigure({
    id: "fig6-maps",
    title: "Maps of positions and maps around the object",
    caption:
      "For each neuron its map over positions (pos) and, below, over vectors from the object (obj), the other factor averaged out, both " +
      "on one scale, with the share of tuning power. Up to eight position cells, then up to eight object-vector cells, then mixed ones; first seed.",
    summary: "With all constraints a neuron has structure in one of its two maps only.",
    panels: arms.map(({ id, label }) => {
      const [first] = ofCondition(all, id);
      return factorSheet(`${label} (seed ${first.seed})`, first);
    }),
    columns: 1,
  });
}

function seedsFigure(all: readonly Result[], arms: readonly Arm[]): Figure {
  const conditions = (of: (result: Result) => number) =>
    arms.map(({ id, label }) => ({ label, values: ofCondition(all, id).map(of) }));
  const bars = (title: string, valueLabel: string, of: (result: Result) => number) =>
    seedBars({ title, valueLabel, domain: [0, 1], conditions: conditions(of) });
  const hexagonal = ofCondition(all, FULL.id).filter(({ values }) => values.grid?.hexagonal).length;
  return drawFigure({
    id: "fig6-seeds",
    title: "Selectivity in every seed",
    caption:
      `A: active neurons with more than ${100 * PURE} % of their tuning power in one factor. B: mutual information ratio of 10,000 ` +
      "probes, position and vector each as one of 36 squares, activity in 10 bins, corrected after Miller and Madow. C: cosine between the two populations' tuning " +
      `powers, 0 where no neuron carries both. Position cells form a hexagonal module in ${hexagonal} seeds.`,
    summary: "With all constraints nearly every neuron is pure and the populations do not overlap.",
    panels: [
      bars("Pure neurons", "share of active neurons", ({ values }) => countTypes(values).pureShare),
      bars("Mutual information ratio", "MIR", ({ values }) => values.mir),
      bars("Overlap of the two populations", "cosine similarity", ({ values }) => values.overlap),
    ],
    columns: 1,
  });
}
