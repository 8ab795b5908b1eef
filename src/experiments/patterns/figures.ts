/** Figures of `fig6-patterns`: the measures, neuron by neuron and seed by seed, and maps in two worlds. */
import { drawFigure, mapSheet, type Panel, scatterAgainst, seedBars } from "../../figures/index.js";
import { mean } from "../../math/statistics.js";
import type { Figure, JobResult } from "../../protocols.js";
import { FULL } from "../frame/arms.js";
import { ofCondition, type SpatialResult } from "../space/measures.js";
import { patternTypes } from "./claims.js";
import { type PatternValues, patternResults } from "./job.js";
import { allPatternArms } from "./study.js";

type Result = SpatialResult<PatternValues>;

interface Group {
  readonly id: string;
  readonly label: string;
  readonly results: readonly Result[];
}

export function fig6PatternsFigures(results: readonly JobResult[]): Figure[] {
  const all = patternResults(results);
  const groups = allPatternArms
    .map(({ id, label }) => ({ id, label, results: ofCondition(all, id) }))
    .filter((group) => group.results.length > 0);
  if (!groups.some(({ id }) => id === FULL.id)) return [];
  return [neuronsFigure(groups), mapsFigure(groups), seedsFigure(groups)];
}

function neuronsFigure(groups: readonly Group[]): Figure {
  return drawFigure({
    id: "fig6-patterns-neurons",
    title: "What objects change",
    caption:
      "For every active neuron the share of its variance that the place explains, against the mean correlation of its maps between 16 worlds with " +
      "objects at other places. The paper shows two clusters with all constraints. All seeds.",
    summary: "One dot for every active neuron.",
    panels: groups.map(({ label, results }) =>
      scatterAgainst({
        title: `${label} (${results.length} ${results.length === 1 ? "seed" : "seeds"})`,
        xLabel: "variance by place",
        yLabel: "mean correlation between worlds",
        points: results.flatMap(({ values }) =>
          values.placeShares.map((x, i) => ({ x, y: values.layoutCorrelations[i] })),
        ),
        xDomain: [-0.03, 1.03],
        yDomain: [-0.25, 1.05],
      }),
    ),
  });
}

const SHOWN = 10;

function mapsFigure(groups: readonly Group[]): Figure {
  return drawFigure({
    id: "fig6-patterns-maps",
    title: "Maps in two worlds",
    caption:
      "Of the first seed, ten active neurons: those that the place explains most, then those that it explains least. Each neuron's map in one " +
      "world and, below, in another, both on one scale, with the share of variance by place.",
    summary: "Neurons that objects do not change have the same map in both worlds.",
    panels: groups.map(({ label, results: [first] }) => patternSheet(`${label} (seed ${first.seed})`, first)),
    columns: 1,
  });
}

/** Ten active neurons of a network in the worlds that were kept: those that the place explains most and least. */
export function patternSheet(title: string, { values, arrays }: Result): Panel {
  const order = [...values.placeShares.keys()].sort((a, b) => values.placeShares[b] - values.placeShares[a]);
  const shown = order.length <= SHOWN ? order : [...order.slice(0, SHOWN / 2), ...order.slice(-SHOWN / 2)];
  const worlds = ["maps0", "maps1"].filter((name) => name in arrays);
  const size = 16 * 16;
  const map = (name: string, i: number) => arrays[name].data.subarray(i * size, (i + 1) * size);
  const maps = worlds.flatMap((name) =>
    shown.map((i) => ({
      label: values.placeShares[i].toFixed(2),
      values: map(name, i),
      rows: 16,
      columns: 16,
      most: Math.max(...worlds.flatMap((other) => [...map(other, i)])),
    })),
  );
  return mapSheet({ title, maps, perRow: shown.length, size: 56 });
}

function seedsFigure(groups: readonly Group[]): Figure {
  const bars = (title: string, valueLabel: string, chosen: readonly Group[], of: (values: PatternValues) => number) =>
    seedBars({
      title,
      valueLabel,
      domain: [0, 1],
      conditions: chosen.map(({ label, results }) => ({ label, values: results.map(({ values }) => of(values)) })),
    });
  return drawFigure({
    id: "fig6-patterns-seeds",
    title: "The measures in every seed",
    caption:
      "A: neurons with more than 80 % or less than 20 % of their variance explained by the place. B: cosine between summed absolute readout weights of " +
      "places and of objects. C: correlation of 5 x 5 patches around objects. D: mean share of variance by place, or the rest, whichever is larger.",
    summary: "Seeds of every condition side by side.",
    panels: [
      bars("Pure neurons", "share of active neurons", groups, (values) => patternTypes(values).pureShare),
      bars("Overlap of readout weights", "cosine similarity", groups, (values) => values.overlap),
      bars("Patches around objects", "mean correlation, cut at 0", groups, ({ patchCorrelation }) =>
        Math.max(0, patchCorrelation),
      ),
      bars("Selectivity", "larger share of variance", groups, ({ placeShares }) =>
        mean(placeShares.map((share) => Math.max(share, 1 - share))),
      ),
    ],
    columns: 1,
  });
}
