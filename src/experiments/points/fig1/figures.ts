/** The figure of `fig1`: three codes of the same factors, what each costs, and the code that training finds. */
import { codePicture, drawFigure, lineBand, type Panel, scatterAgainst } from "../../../figures/index.js";
import { multiply } from "../../../math/matrix.js";
import { median } from "../../../math/statistics.js";
import type { Figure } from "../../../protocols.js";
import { digits } from "../../frame/claims.js";
import { pairsOf } from "../figures.js";
import { points } from "../sets.js";
import type { ClosedForms } from "./codes.js";
import type { Fig1Result } from "./measures.js";

export function fig1Figures(results: readonly Fig1Result[], forms: ClosedForms): Figure[] {
  if (results.length === 0) return [];
  const [first] = results;
  return [
    drawFigure({
      id: "fig1-intuition",
      title: "Why nonnegative neurons align with factors",
      caption:
        "Two independent uniform factors, two neurons. Signed neurons may point anywhere; made nonnegative they need a bias, " +
        "which is smallest when each follows one factor. Line: closed form of Theorem 1; band: range over seeds of sampled " +
        `factors. Last row: units of a network before and after training on a grid of the factors, seed ${first.seed}.`,
      summary:
        `Energies in closed form: signed ${digits(forms.signed)}, shifted ${digits(forms.shifted)}, aligned ` +
        `${digits(forms.aligned)}. The trained network's units lie on the axes.`,
      panels: [...codePanels(first, forms), rotationPanel(results, forms), ...trainingPanels(first)],
      columns: 3,
    }),
  ];
}

const CODES = {
  rotated: [
    [0.8, 0.6],
    [-0.6, 0.8],
  ],
  aligned: [
    [1, 0],
    [0, 1],
  ],
} as const;

/** Activity of the two neurons over the factors. */
function codePanels({ drawn }: Fig1Result, forms: ClosedForms): Panel[] {
  const shifts = { signed: 0, shifted: 1.4 * forms.halfRange, aligned: forms.halfRange };
  return (["signed", "shifted", "aligned"] as const).map((stage) => {
    const turned = multiply(drawn, points(stage === "aligned" ? CODES.aligned : CODES.rotated));
    return scatterAgainst({
      title: `${stage}: costs ${digits(forms[stage], 2)}`,
      xLabel: "neuron 1",
      yLabel: "neuron 2",
      points: pairsOf(turned).map(([x, y]) => ({ x: x + shifts[stage], y: y + shifts[stage] })),
      verticals: [{ value: 0, label: "" }],
      horizontals: [{ value: 0, label: "" }],
      width: 290,
      height: 270,
    });
  });
}

function rotationPanel(results: readonly Fig1Result[], forms: ClosedForms): Panel {
  const { degrees } = results[0];
  const at = (k: number) => results.map(({ rotationEnergy }) => rotationEnergy[k]);
  const over = (pick: (values: number[]) => number) => degrees.map((_, k) => pick(at(k)));
  return lineBand({
    title: "Energy of a nonnegative code, by its rotation",
    xLabel: "rotation (degrees)",
    yLabel: "energy",
    series: [
      { label: "closed form", x: degrees, median: degrees.map(forms.rotated) },
      {
        label: "sampled",
        x: degrees,
        median: over(median),
        low: over((values) => Math.min(...values)),
        high: over((values) => Math.max(...values)),
      },
    ],
    horizontals: [{ value: forms.signed, label: "signed" }],
    width: 290,
    height: 270,
  });
}

const trainingPanels = ({ samples, initialCode, code }: Fig1Result): Panel[] =>
  codePicture({
    names: ["factor 1", "factor 2"],
    points: pairsOf(samples),
    size: 224,
    states: [
      { label: "before training", weights: pairsOf(initialCode, 0.05) },
      { label: "trained", weights: pairsOf(code, 0.05) },
    ],
  });
