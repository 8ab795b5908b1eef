/** Purity against dependence of the factors, a line per change of the data. */
import { drawFigure, lineBand, type Panel } from "../../figures/index.js";
import { extent, median } from "../../math/statistics.js";
import type { Figure } from "../../protocols.js";
import { digits } from "../frame/claims.js";
import type { Dependent, ScoreName } from "./measures.js";
import { CHANGES, type Change } from "./study.js";

const LABELS: Readonly<Record<Change, string>> = {
  corner: "corner missing",
  "diagonal-removed": "diagonal removed",
  "diagonal-repeated": "diagonal repeated",
};

const PANELS: readonly { readonly score: ScoreName; readonly label: string }[] = [
  { score: "mainShare", label: "share of the main factor" },
  { score: "linearCinfom", label: "linear CInfoM" },
  { score: "cinfom", label: "CInfoM" },
];

export interface DependenceFigureData {
  readonly id: string;
  readonly title: string;
  readonly source: string;
}

export function dependenceFigures(
  results: readonly Dependent[],
  { id, title, source }: DependenceFigureData,
): Figure[] {
  if (results.length === 0) return [];
  return [
    drawFigure({
      id,
      title,
      caption:
        `${source}. Lines: median over seeds, bands from the least to the greatest seed. Normalised multi-information of the factors in ` +
        "the data grows as more is removed or repeated. Share of units' variance that is due to each one's main factor: 1 for pure units, " +
        "however factors depend on one another; CInfoM falls with dependence also for pure units.",
      summary: PANELS.map(({ score, label }) => `${label}: ${ends(results, score)}`).join(". "),
      panels: PANELS.map((panel) => scorePanel(results, panel)),
      columns: 3,
      width: 1100,
    }),
  ];
}

/** Points of one change, whole data first: dependence, and the score over seeds. */
function curve(results: readonly Dependent[], change: Change, score: ScoreName) {
  const own = results.filter((result) => result.change === change || result.amount === 0);
  const places = [...new Set(own.map(({ dependence }) => dependence))].sort((a, b) => a - b);
  return places.map((dependence) => ({
    dependence,
    scores: own.filter((result) => result.dependence === dependence).map((result) => result[score]),
  }));
}

function scorePanel(results: readonly Dependent[], { score, label }: (typeof PANELS)[number]): Panel {
  return lineBand({
    title: label,
    xLabel: "normalised multi-information of the factors",
    yLabel: label,
    series: CHANGES.map((change) => {
      const points = curve(results, change, score);
      return {
        label: LABELS[change],
        x: points.map(({ dependence }) => dependence),
        median: points.map(({ scores }) => median(scores)),
        low: points.map(({ scores }) => extent(scores)[0]),
        high: points.map(({ scores }) => extent(scores)[1]),
      };
    }),
    width: 350,
  });
}

const ends = (results: readonly Dependent[], score: ScoreName): string =>
  CHANGES.map((change) => {
    const points = curve(results, change, score);
    const [first, last] = [points[0], points[points.length - 1]].map(({ scores }) => digits(median(scores), 2));
    return `${LABELS[change]} ${first} to ${last}`;
  }).join(", ");
