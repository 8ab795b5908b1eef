/** A prediction as a figure: the factors with their hull and the neurons, and what the codes cost. */
import { drawFigure, energyBars, factorCloud, type Panel } from "../../../figures/index.js";
import { type Matrix, matrix } from "../../../math/matrix.js";
import type { Figure } from "../../../protocols.js";
import {
  type CodingProblem,
  isListed,
  mainShare,
  modularityForm,
  type Prediction,
  reduceProblem,
  type Support,
} from "../../../theory/index.js";
import type { Factors } from "./gather.js";
import { certificateText, digits, directionText, savingText } from "./text.js";

/** A neuron is drawn as pure from this part of its squared gain on one factor, in standard deviations. */
const PURE = 0.95;
/** Pairs of factors that are drawn, at most. */
const MOST_PAIRS = 15;

export function predictionFigure(prediction: Prediction, problem: CodingProblem, factors: Factors): Figure {
  const { support, drawn } = factors;
  const names = support.names.filter((name) => !prediction.settings.dropped.includes(name));
  const varying = names.map((name) => support.names.indexOf(name));
  const ellipse = ellipseOf(problem, varying.length);
  const chosen = pairsToDraw(prediction, varying);
  const thinned =
    drawn.rows < support.samples
      ? ` ${count(drawn.rows)} of ${count(support.samples)} samples are drawn; hull and energies are of all.`
      : "";
  const left = (varying.length * (varying.length - 1)) / 2 - chosen.length;
  const fewer = left > 0 ? ` ${left} more pairs of factors are not drawn.` : "";
  return drawFigure({
    id: "prediction",
    title: prediction.statement,
    caption: `${captionOf(varying.length, ellipse !== undefined)}${thinned}${fewer} Bars: ${certificateText(prediction)}.`,
    summary: summaryOf(prediction, support),
    panels: [...cloudPanels(prediction, factors, varying, chosen, ellipse), energyPanel(prediction)],
    ...(varying.length > 2 ? { columns: 3 } : {}),
    metadata: { settings: JSON.parse(JSON.stringify(prediction.settings)) },
  });
}

const count = (value: number): string => value.toLocaleString("en-US");

function captionOf(dimension: number, ellipse: boolean): string {
  const arrows =
    "Arrows are the optimal neurons, longer where they cost more (pure: at least 95 % of the squared gain on one factor); " +
    "on the hatched side a neuron would have to be negative.";
  if (dimension === 1) return "The energy of the best code of the one factor.";
  const samples = "Grey: samples. Black: their hull.";
  const plane = "Dotted: the ellipse of F; pure neurons are optimal exactly when it lies inside the hull.";
  const shadow = "Dotted: the ellipsoid of F; where it reaches outside of a hull, pure neurons are not optimal.";
  const seen = dimension === 2 ? "" : "Each pair of factors, the others projected away. ";
  return `${seen}${samples} ${ellipse ? `${dimension === 2 ? plane : shadow} ` : ""}${arrows}`;
}

function summaryOf({ statement, energy, saving, neurons }: Prediction, support: Support): string {
  const listed = neurons
    .filter(isListed)
    .slice(0, 12)
    .map((neuron) => directionText(neuron, support));
  return (
    `${statement}. Energy ${digits(energy.optimal, 6)}, of the best modular code ${digits(energy.modular, 6)}; mixing saves ` +
    `${savingText(saving)}. Optimal neurons: ${listed.length === 0 ? "none" : listed.join("; ")}.`
  );
}

/** All pairs, or those in which the mixed neurons mix most. */
function pairsToDraw({ neurons }: Prediction, varying: readonly number[]): [number, number][] {
  const pairs = varying.flatMap((_, j) => Array.from({ length: j }, (__, i): [number, number] => [i, j]));
  const mixing = ([i, j]: readonly [number, number]): number =>
    neurons.reduce(
      (sum, { direction, energyShare }) => sum + energyShare * Math.abs(direction[varying[i]] * direction[varying[j]]),
      0,
    );
  const kept = [...pairs].sort((a, b) => mixing(b) - mixing(a)).slice(0, MOST_PAIRS);
  return pairs.filter((pair) => kept.includes(pair));
}

function cloudPanels(
  prediction: Prediction,
  { support, drawn, groups }: Factors,
  varying: readonly number[],
  pairs: readonly (readonly [number, number])[],
  ellipse: Matrix | undefined,
): Panel[] {
  if (varying.length < 2) return [];
  return factorCloud({
    names: varying.map((i) => support.names[i]),
    points: pickColumns(centred(drawn, support.mean), varying),
    mean: varying.map((i) => support.mean[i]),
    hull: pickColumns(support.points, varying),
    ...(ellipse === undefined ? {} : { ellipse }),
    neurons: prediction.neurons.map((neuron) => ({
      ...neuron,
      direction: varying.map((i) => neuron.direction[i]),
      mixed: mainShare(neuron, support, groups) < PURE,
    })),
    pairs,
  });
}

/** F, where every factor stands alone and is kept. */
function ellipseOf(problem: CodingProblem, kept: number): Matrix | undefined {
  const reduced = reduceProblem(problem);
  const alone = reduced.groups.every((group) => group.length === 1);
  return alone && reduced.dimension === kept ? modularityForm(reduced) : undefined;
}

function centred(rows: Matrix, mean: ArrayLike<number>): Matrix {
  return matrix(
    rows.rows,
    rows.columns,
    rows.data.map((value, at) => value - mean[at % rows.columns]),
  );
}

function pickColumns(from: Matrix, columns: readonly number[]): Matrix {
  const out = matrix(from.rows, columns.length);
  for (let row = 0; row < from.rows; row++) {
    columns.forEach((column, to) => {
      out.data[row * columns.length + to] = from.data[row * from.columns + column];
    });
  }
  return out;
}

const energyPanel = ({ energy }: Prediction): Panel =>
  energyBars({
    title: "Energy",
    groups: [{ label: "this task", ...energy }],
    width: 360,
  });
