/** The figures of `theorem2-boundary`: the boundary, and mixing and energy across it, certified and trained. */
import { drawFigure, type Panel, scatterAgainst } from "../../../figures/index.js";
import type { Figure, JobResult } from "../../../protocols.js";
import { spread } from "../../frame/claims.js";
import { excessPercent } from "../claims.js";
import { closedForm } from "../mixing.js";
import { crossingsOf } from "./claims.js";
import { certifiedCurve, type Placed, placedResults } from "./measures.js";

export function boundaryFigures(results: readonly JobResult[]): Figure[] {
  const trained = placedResults(results);
  if (trained.length === 0) return [];
  const ratios = [...new Set(trained.map(({ ratio }) => ratio))];
  return [
    drawFigure({
      id: "theorem2-boundary",
      title: "How far from orthogonal may targets be before neurons mix?",
      caption:
        "A: cosine between the two columns of the target mixing at which codes begin to mix, against the price of input " +
        "weights. B and on: how far the two factors share neurons, |Q12| / sqrt(Q11 Q22) with Q = M'M, as columns turn " +
        "towards one another; line: certified optimum, dots: trained networks. Last: their energy above the optimum.",
      summary:
        `Trained networks begin to mix within a few hundredths of the closed form at ${ratios.length} ratios; their loss is ` +
        `above the certified optimum by ${spread(trained.map(excessPercent))} %.`,
      panels: [
        boundaryPanel(results, trained),
        ...ratios.map((ratio) => mixingPanel(ratio, trained)),
        energyPanel(trained),
      ],
    }),
  ];
}

function boundaryPanel(results: readonly JobResult[], trained: readonly Placed[]): Panel {
  const fine = Array.from({ length: 61 }, (_, k) => 10 ** (-3 + k / 20));
  const curve = certifiedCurve(results);
  return scatterAgainst({
    title: "Where codes begin to mix",
    xLabel: "lambda_in / alpha",
    yLabel: "cosine between target columns",
    xLog: true,
    curves: [{ label: "closed form", points: fine.map((ratio): [number, number] => [ratio, closedForm(ratio)]) }],
    points: [
      ...curve.map(({ ratio, cosine }) => ({ x: ratio, y: cosine, group: "certified optimum" })),
      ...crossingsOf(trained).map(({ ratio, cosine }) => ({ x: ratio, y: cosine, group: "trained networks" })),
    ],
  });
}

function mixingPanel(ratio: number, trained: readonly Placed[]): Panel {
  const here = trained.filter((result) => result.ratio === ratio).sort((a, b) => a.cosine - b.cosine);
  return scatterAgainst({
    title: `lambda_in / alpha = ${ratio}`,
    xLabel: "cosine between target columns",
    yLabel: "shared neurons",
    verticals: [{ value: closedForm(ratio), label: "closed form" }],
    curves: [
      {
        label: "certified optimum",
        points: here.map(({ cosine, optimalMixing }): [number, number] => [cosine, optimalMixing]),
      },
    ],
    points: here.map(({ cosine, trainedMixing }) => ({ x: cosine, y: trainedMixing, group: "trained networks" })),
  });
}

const energyPanel = (trained: readonly Placed[]): Panel =>
  scatterAgainst({
    title: "Energy of trained networks",
    xLabel: "cosine from the closed form",
    yLabel: "loss above the certified optimum (%)",
    verticals: [{ value: 0, label: "boundary" }],
    points: trained.map((result) => ({ x: result.cosine - closedForm(result.ratio), y: excessPercent(result) })),
  });
