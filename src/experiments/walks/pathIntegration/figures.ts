/** Figures of `path-integration`: what each neuron follows, its maps, and the seeds side by side. */
import { drawFigure, scatterAgainst, seedBars } from "../../../figures/index.js";
import type { Figure, JobResult } from "../../../protocols.js";
import { FULL } from "../../frame/arms.js";
import { factorSheet } from "../../space/factorFigures.js";
import { ofCondition, type SpatialResult } from "../../space/measures.js";
import { type WalkValues, walkResults } from "../job.js";
import { WALK_ABLATIONS } from "../study.js";
import { SPLIT } from "./claims.js";

type Result = SpatialResult<WalkValues>;

export function pathIntegrationFigures(results: readonly JobResult[]): Figure[] {
  const all = walkResults(results);
  const arms = [FULL, ...WALK_ABLATIONS].filter(({ id }) => ofCondition(all, id).length > 0);
  if (ofCondition(all, FULL.id).length === 0) return [];
  const groups = arms.map(({ id, label }) => ({ label, results: ofCondition(all, id) }));
  return [neuronsFigure(groups), mapsFigure(groups), seedsFigure(groups)];
}

interface Group {
  readonly label: string;
  readonly results: readonly Result[];
}

function neuronsFigure(groups: readonly Group[]): Figure {
  return drawFigure({
    id: "path-integration-neurons",
    title: "What every active neuron follows",
    caption:
      "Share of a neuron's variance that the place explains, against the share that the displacement from the object explains, after 20 " +
      "blind moves. Neurons on an axis follow one factor; below the diagonal the rest depends on both, or on the way. All seeds.",
    summary: "With all constraints neurons lie on the axes.",
    panels: groups.map(({ label, results }) =>
      scatterAgainst({
        title: `${label} (${results.length} ${results.length === 1 ? "seed" : "seeds"})`,
        xLabel: "variance by place",
        yLabel: "variance by displacement",
        points: results.flatMap(({ values }) => values.shares.map(([x, y]) => ({ x, y }))),
        xDomain: [-0.03, 1.03],
        yDomain: [-0.03, 1.03],
      }),
    ),
  });
}

function mapsFigure(groups: readonly Group[]): Figure {
  return drawFigure({
    id: "path-integration-maps",
    title: "Maps of places and maps around the object",
    caption:
      "For each neuron its mean over places (pos) and, below, over displacements from the object (obj), both on one scale, with the share " +
      "of variance. Up to eight position cells, then up to eight object-vector cells, then others; first seed.",
    summary: "With all constraints a neuron has structure in one of its two maps only.",
    panels: groups.map(({ label, results: [first] }) => factorSheet(`${label} (seed ${first.seed})`, first)),
    columns: 1,
  });
}

function seedsFigure(groups: readonly Group[]): Figure {
  const bars = (title: string, valueLabel: string, of: (result: Result) => number) =>
    seedBars({
      title,
      valueLabel,
      domain: [0, 1],
      conditions: groups.map(({ label, results }) => ({ label, values: results.map(of) })),
    });
  return drawFigure({
    id: "path-integration-seeds",
    title: "The split in every seed",
    caption:
      `A: mean over active neurons of |v_x - v_y| / (v_x + v_y); over ${SPLIT} counts as split. B: cosine between the summed absolute readout ` +
      "weights of place and of displacement. C: share of cases in which both are decoded correctly after 20 blind moves (the rarer).",
    summary: "With all constraints the contrast is near 1 and the readouts use different neurons.",
    panels: [
      bars("Contrast", "contrast", ({ values }) => values.contrast),
      bars("Overlap of readout weights", "cosine similarity", ({ values }) => values.overlap),
      bars("Path integration", "share right", ({ values }) => Math.min(...values.accuracy)),
    ],
    columns: 1,
  });
}
