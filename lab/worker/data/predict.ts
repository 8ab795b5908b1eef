/** What theory predicts of the factors in a file. */
import { drawFigure, energyBars, factorCloud, type Panel } from "../../../src/figures/index.js";
import { UsageError } from "../../../src/math/errors.js";
import { type Matrix, matrix } from "../../../src/math/matrix.js";
import { key } from "../../../src/math/random.js";
import type { Figure } from "../../../src/protocols.js";
import {
  type CodingProblem,
  codeColumns,
  coordinateGroups,
  coordinateNames,
  evidenceOf,
  explainNeurons,
  fillings,
  mainShare,
  modularityForm,
  type Prediction,
  reasonTexts,
  reduceProblem,
  spreadsOf,
  supportFromSamples,
} from "../../../src/theory/index.js";
import { factorTable } from "./columns.js";
import type { FactorAnswer, FactorQuestion } from "./protocol.js";

/** A neuron counts as pure from this part of its squared gain on one factor, in standard deviations. */
const PURE = 0.95;
/** Pairs of coordinates that are drawn, at most. */
const MOST_PAIRS = 15;

/** Throws as `predictNeurons` and `supportFromSamples` do. */
export async function predictData({ columns: names, kinds, ...prices }: FactorQuestion): Promise<FactorAnswer> {
  if (names.length === 0) throw new UsageError("choose at least one column");
  const { columns, values } = await factorTable(names, kinds);
  const samples = codeColumns(columns, values);
  const support = supportFromSamples(samples, { names: columns.flatMap(coordinateNames) });
  const problem = { support, groups: coordinateGroups(columns), ...prices };
  const { prediction, explanation } = explainNeurons(problem, evidenceOf(samples, key(0), columns));
  return {
    prediction,
    mixed: mixedIn(prediction, problem),
    spreads: spreadsOf(support.covariance),
    reasons: reasonTexts(explanation),
    fillings: fillings(explanation),
    figure: pictureOf(prediction, problem, samples),
  };
}

/** [neurons] */
const mixedIn = ({ neurons }: Prediction, { support, groups }: CodingProblem): boolean[] =>
  neurons.map((neuron) => mainShare(neuron, support, groups) < PURE);

function pictureOf(prediction: Prediction, problem: CodingProblem, samples: Matrix): Figure {
  const bars = energyBars({ title: "Energy", groups: [{ label: "this task", ...prediction.energy }], width: 360 });
  return drawFigure({
    id: "prediction",
    title: prediction.statement,
    caption:
      "Grey: samples. Arrows: the optimal neurons. Pure ones are optimal exactly when the ellipse lies inside the hull.",
    summary: prediction.statement,
    panels: [...clouds(prediction, problem, samples), bars],
    ...(problem.support.names.length > 2 && { columns: 3 }),
  });
}

function clouds(prediction: Prediction, problem: CodingProblem, samples: Matrix): Panel[] {
  const { names, mean, points: hull } = problem.support;
  if (prediction.settings.dropped.length > 0 || names.length < 2) return [];
  const centred = samples.data.map((value, at) => value - mean[at % samples.columns]);
  const mixed = mixedIn(prediction, problem);
  const reduced = reduceProblem(problem);
  const ellipse = reduced.groups.every((group) => group.length === 1) ? modularityForm(reduced) : undefined;
  return factorCloud({
    names,
    points: matrix(samples.rows, samples.columns, centred),
    mean,
    hull,
    neurons: prediction.neurons.map((neuron, index) => ({ ...neuron, mixed: mixed[index] })),
    ...(ellipse && { ellipse }),
    pairs: names.flatMap((_, j) => Array.from({ length: j }, (__, i): [number, number] => [i, j])).slice(0, MOST_PAIRS),
  });
}
