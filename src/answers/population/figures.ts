/** The figure of a test: predicted beside recorded tuning, efficiency against chance, shares of neurons. */

import type { PopulationTest } from "../../efficiency/index.js";
import { type FigureSpec, type Panel, rankedUnits, scatterAgainst, scoresAgainstChance } from "../../figures/index.js";
import type { Tested } from "./tested.js";
import { headline } from "./words.js";

export function testFigure(tested: Tested): FigureSpec {
  const { test } = tested;
  const panels = [...gainPanels(test), ...efficiencyPanels(test), sharePanel(test)];
  return {
    id: "test",
    title: "Predicted and recorded neurons",
    caption:
      "Gains: the rate that a neuron adds for a standard deviation of a variable, in parts of the largest; the optimum serves every " +
      "variable as well as the population does. Efficiency: dot and 95 % interval, bands of what the same gains in random directions " +
      "give. Shares: part of every tuned neuron's tuning on its main variable, noise taken off.",
    summary: `${headline(tested)}.`,
    panels,
  };
}

/** The two variables of one coordinate that drive the population most. */
function gainPanels({ trials, population, service }: PopulationTest): Panel[] {
  const plain = trials.variables.filter(({ coordinates }) => coordinates.length === 1);
  if (plain.length < 2) return [];
  const power = (at: number) => population.neurons.reduce((sum, { gains }) => sum + gains[at] ** 2, 0);
  const [x, y] = [...plain].sort((a, b) => power(b.coordinates[0]) - power(a.coordinates[0]));
  const at = (gains: readonly number[]) => ({ x: gains[x.coordinates[0]], y: gains[y.coordinates[0]] });
  const recorded = population.neurons.map(({ gains, kind }) => ({ ...at(gains), group: `recorded, ${kind}` }));
  const optimal = service.neurons.map(({ direction, gain }) => ({
    ...at(direction.map((value) => gain * value)),
    group: "optimum",
  }));
  return [
    scatterAgainst({
      title: "Gains of neurons",
      xLabel: `gain on ${x.name}`,
      yLabel: `gain on ${y.name}`,
      points: [...scaled(recorded), ...scaled(optimal)],
      verticals: [{ value: 0, label: "" }],
      horizontals: [{ value: 0, label: "" }],
      xDomain: [-1.05, 1.05],
      yDomain: [-1.05, 1.05],
    }),
  ];
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly group: string;
}

function scaled(points: readonly Point[]): Point[] {
  const most = Math.max(...points.map(({ x, y }) => Math.hypot(x, y)));
  return points.map(({ x, y, group }) => ({ x: x / most, y: y / most, group }));
}

function efficiencyPanels({ efficiency }: PopulationTest): Panel[] {
  const { eta, interval, standardised, any, nulls } = efficiency;
  const chance =
    eta === null ? [] : nulls.map(({ kind, range: [low, high] }) => ({ name: kind, low: eta * low, high: eta * high }));
  const scores = [
    { label: "efficiency", score: eta, chance, ...(interval && { interval }) },
    { label: "equally important", score: standardised, chance: [] },
    { label: "any tuning", score: any, chance: [] },
  ].flatMap(({ score, ...row }) => (score === null ? [] : [{ ...row, score }]));
  if (scores.length === 0) return [];
  return [scoresAgainstChance({ title: "Efficiency", valueLabel: "part of the activity needed", scores })];
}

function sharePanel({ population, trials }: PopulationTest): Panel {
  const tuned = population.neurons.filter(({ kind }) => kind !== "untuned");
  return rankedUnits({
    title: "Share on the main variable",
    valueLabel: "share of tuning",
    values: tuned.map(({ shares }) => Math.max(...shares)),
    preferred: tuned.map(({ main }) => main ?? -1),
    factorNames: trials.variables.map(({ name }) => name),
  });
}
