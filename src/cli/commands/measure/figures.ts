/** The figures of a measurement: scores, information, tuning, sensitivity to the estimator. */

import {
  type FigureSpec,
  lineBand,
  mutualInformationMatrix,
  type Panel,
  rankedUnits,
  type ScoreAgainstChance,
  scoresAgainstChance,
  sortByPreferredFactor,
  type TunedNeuron,
  type TuningCurve,
  tuningCurves,
} from "../../../figures/index.js";
import type { Matrix } from "../../../math/matrix.js";
import { counted } from "../../../math/words.js";
import { type SelectivityReport, type Sensitivity, tuningCurve } from "../../../metrics/index.js";
import type { MetricResult, Representation } from "../../../protocols.js";
import { unitName } from "../../../representation/index.js";
import type { Measurement } from "./measurement.js";
import { LABELS } from "./neurons.js";
import { type ScoreRow, scoreRows } from "./text.js";

/** What the figures of single units are drawn from. */
export interface UnitView {
  readonly representation: Representation;
  /** Mutual information in nats [units x factors], with the ratio of each unit, NaN for inactive units. */
  readonly information: MetricResult & Required<Pick<MetricResult, "matrix" | "perUnit">>;
}

const onUnitScale = ({ score }: ScoreRow): boolean => Number.isNaN(score) || Math.abs(score) <= 1.05;

const againstChance = ({ metric, part, score, interval, chance }: ScoreRow): ScoreAgainstChance => ({
  label: part === "" ? metric : `${metric} ${part}`,
  score,
  ...(interval && { interval: [interval.low, interval.high] as const }),
  chance: chance.map(({ kind, interval: [low, high] }) => ({ name: kind, low, high })),
});

/** Scores beside the headline on the first figure, of those that are measured. */
const FIRST = ["mir", "energyWeightedMir", "modularity", "mig", "dci", "infomec"];

/** The headline score and a few others against chance: what is seen before anything is scrolled. */
export function headlineFigure(measurement: Measurement): FigureSpec {
  const all = scoreRows(measurement).filter(onUnitScale);
  const chosen = FIRST.flatMap((name) => all.find(({ metric }) => metric === name) ?? []);
  const scores = (chosen.length > 0 ? chosen : all.slice(0, FIRST.length)).map(againstChance);
  return {
    id: "headline",
    title: "Purity against chance",
    caption:
      "Dots: scores, with their 95 % intervals. Bands: central 95 % of what chance gives; rotated: random rotations of the same population.",
    summary: `${scores.map(({ label, score }) => `${label} ${score.toFixed(3)}`).join("; ")}.`,
    panels: scores.length === 0 ? [] : [scoresAgainstChance({ title: "", valueLabel: "score", scores, width: 560 })],
  };
}

/** Scores that live on the scale from 0 to 1; nats and counts stand in the table alone. */
export function scoresFigure(measurement: Measurement): FigureSpec {
  const all = scoreRows(measurement);
  const scores = all.filter(onUnitScale).map(againstChance);
  const left = all.length - scores.length;
  return {
    id: "scores",
    title: "Scores against chance",
    caption:
      "Dots: scores, with the interval of the mean score of recordings of this length. Bands: central 95 % of what chance gives." +
      (left > 0
        ? ` ${counted(left, "score")} on other scales ${left === 1 ? "stands" : "stand"} in the table alone.`
        : ""),
    summary: `${counted(scores.length, "score")}. ${scores.map(({ label, score }) => `${label} ${score.toFixed(3)}`).join("; ")}.`,
    panels: [scoresAgainstChance({ title: "Scores", valueLabel: "score", scores })],
  };
}

/** Factors beyond this many make panels too small to read. */
const FACTORS_SHOWN = 8;

export function informationFigure({ representation, information }: UnitView): FigureSpec {
  const factorNames = representation.factors.map(({ name }) => name);
  const { preferred } = sortByPreferredFactor(asMatrix(information));
  const active = Array.from(information.perUnit, (value) => !Number.isNaN(value));
  const live = active.filter(Boolean).length;
  return {
    id: "information",
    title: "What each unit knows",
    caption:
      "A: mutual information of units (rows, sorted by preferred factor; inactive units last) with factors. B: share of a unit's " +
      "information that is about its preferred factor, rescaled: 1 is pure, 0 is all factors alike.",
    summary: `${live} of ${counted(active.length, "unit")} are active.`,
    panels: [
      mutualInformationMatrix({
        title: "Mutual information",
        matrix: asMatrix(information),
        factorNames,
        active: live > 0 ? active : active.map(() => true),
        ...(representation.unitNames && { unitNames: representation.unitNames }),
      }),
      rankedUnits({
        title: "Selectivity of single units",
        valueLabel: "information ratio, rescaled",
        values: information.perUnit,
        preferred,
        factorNames,
      }),
    ],
  };
}

const asMatrix = ({ matrix: { rows, columns, data } }: UnitView["information"]): Matrix => ({ rows, columns, data });

/** Units whose tuning is drawn at either end of the ranking. */
const ENDS = 3;

export function tuningFigure({ representation, information }: UnitView): FigureSpec {
  const ranked = Array.from(information.perUnit.keys())
    .filter((unit) => !Number.isNaN(information.perUnit[unit]))
    .sort((a, b) => information.perUnit[b] - information.perUnit[a]);
  const pure = ranked.slice(0, Math.min(ENDS, Math.ceil(ranked.length / 2)));
  const mixed = ranked.slice(pure.length).slice(-ENDS);
  const panels = [
    tuningPanel("Purest units", pure, { representation, information }),
    tuningPanel("Most mixed units", mixed, { representation, information }),
  ];
  return {
    id: "tuning",
    title: "Tuning of the purest and of the most mixed units",
    caption:
      "Mean activity in bins of every factor, with the 95 % interval of the mean (Student's, for independent conditions: too narrow " +
      "where rows follow each other in time); the preferred factor in blue.",
    summary: `Purest: ${pure.map((unit) => unitName(unit, representation.unitNames)).join(", ")}.`,
    panels: panels.flatMap((panel) => panel ?? []),
    columns: 1,
  };
}

function tuningPanel(title: string, units: readonly number[], view: UnitView): Panel | undefined {
  if (units.length === 0) return undefined;
  const factors = view.representation.factors.slice(0, FACTORS_SHOWN);
  return tuningCurves({ title, factors, neurons: units.map((unit) => tuned(unit, view)) });
}

function tuned(unit: number, { representation, information }: UnitView): TunedNeuron {
  const { preferred } = sortByPreferredFactor(asMatrix(information));
  return {
    label: unitName(unit, representation.unitNames),
    preferred: preferred[unit],
    curves: representation.factors
      .slice(0, FACTORS_SHOWN)
      .map((_, factor) => bandedCurve(representation, unit, factor)),
  };
}

function bandedCurve(representation: Representation, unit: number, factor: number): TuningCurve {
  const points = tuningCurve(representation, unit, factor);
  const end = (which: 0 | 1) => points.map(({ mean, band }) => (Number.isNaN(band[which]) ? mean : band[which]));
  return { x: points.map(({ at }) => at), mean: points.map(({ mean }) => mean), low: end(0), high: end(1) };
}

/** Every unit by how well its best model predicts it, coloured by its label. */
export function selectivityFigure({ units, settings }: SelectivityReport): FigureSpec {
  const labels: readonly string[] = LABELS;
  return {
    id: "selectivity",
    title: "Selectivity of single neurons",
    caption:
      "Share of the variance of held-out conditions that the better of two models predicts: all factors added, or with " +
      `interactions of every two. Labels by nested tests (${settings.draws} draws, ${settings.null}; q < ${settings.alpha}).`,
    summary: LABELS.map((label) => `${units.filter(({ kind }) => kind === label).length} ${label}`).join(", "),
    panels: [
      rankedUnits({
        title: "Predictable share of every unit",
        valueLabel: "held-out share of variance",
        values: units.map(({ additive, interacting }) => Math.max(additive, interacting)),
        preferred: units.map(({ kind }) => labels.indexOf(kind)),
        factorNames: labels,
        width: 520,
      }),
    ],
  };
}

export function sensitivityFigure(all: readonly Sensitivity[]): FigureSpec {
  return {
    id: "sensitivity",
    title: "How the scores move with bins and estimator",
    caption:
      "The same scores at other numbers of bins, binning rules and bias corrections (Miller and Madow); dashed: an estimator without bins.",
    summary: all.map(({ name, lines }) => `${name}: ${rangeOf(lines.flatMap(({ scores }) => scores))}`).join("; "),
    panels: all.map(({ name, lines, others }) =>
      lineBand({
        title: name,
        xLabel: "bins",
        yLabel: "score",
        xLog: true,
        series: lines.map(({ label, bins, scores }) => ({ label, x: bins, median: scores })),
        horizontals: others
          .filter(({ score }) => Number.isFinite(score))
          .slice(0, 1) // the names of two that agree would hide each other
          .map(({ label, score }) => ({ label, value: score })),
      }),
    ),
  };
}

function rangeOf(scores: readonly number[]): string {
  const known = scores.filter(Number.isFinite);
  return known.length === 0 ? "undefined" : `from ${Math.min(...known).toFixed(3)} to ${Math.max(...known).toFixed(3)}`;
}
