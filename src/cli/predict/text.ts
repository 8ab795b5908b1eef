/** A prediction as a person reads it in a terminal. */
import { describePair, type Neuron, type PairReach, type Prediction, type WorstFacet } from "../../theory/index.js";
import type { Style } from "../terminal.js";
import type { Sensitivity } from "./sensitivity.js";

/** Six significant digits for energies, four for the rest. */
export const digits = (value: number, count = 4): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(count))) : "unknown";

export const percent = (part: number, count = 3): string =>
  Number.isFinite(part) ? `${digits(100 * part, count)} %` : "unknown";

/** Parts of a direction smaller than this part of the largest are not shown. */
const VISIBLE = 0.01;

/** "+0.707 position-x  −0.707 reward", the largest part first. */
export const directionText = ({ direction }: Neuron, names: readonly string[]): string =>
  partsOf(direction, names)
    .map(({ name, value }) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)} ${name}`)
    .join("  ");

function partsOf(direction: readonly number[], names: readonly string[]) {
  const size = Math.max(...direction.map(Math.abs));
  return names
    .map((name, i) => ({ name, value: direction[i] }))
    .filter(({ value }) => Math.abs(value) > VISIBLE * size)
    .sort((a, b) => rounded(b.value) - rounded(a.value));
}

/** Sizes that look equal keep the order of the columns. */
const rounded = (value: number): number => Number(Math.abs(value).toPrecision(6));

/** What proves the answer, in words. */
export function certificateText({ status, gap }: Prediction): string {
  if (status === "certified") return `certified: no code costs less, to within ${gap.toExponential(1)} of the energy`;
  const proven = `proven to within ${percent(gap)} of the energy`;
  if (status === "gap") return `${proven}; the search ended there: more --seconds may close it`;
  return `bracketed: ${proven}; too many sides for an exhaustive search`;
}

/** Reasons that are listed, at most. */
const MOST_REASONS = 5;

/** Why pure neurons do not do, in sentences, the worst first; the worst side of the hull only where no pair fails. */
export function reasonTexts({ pairs, worstFacet }: Prediction, mean: ArrayLike<number>, names: readonly string[]) {
  const failing = [...pairs].filter(({ holds }) => !holds).sort((a, b) => shortfall(b) - shortfall(a));
  const left = failing.length - MOST_REASONS;
  const more = left > 0 ? [`... and ${left} more such pairs`] : [];
  if (failing.length > 0) return [...failing.slice(0, MOST_REASONS).map(describePair), ...more];
  return worstFacet === null ? [] : [facetText(worstFacet, mean, names)];
}

/** How far the needed value lies outside of what is reached. */
const shortfall = ({ reachFound: [least, most], reachNeeded }: PairReach): number =>
  Math.max(least - reachNeeded, reachNeeded - most) / Math.max(most - least, Number.MIN_VALUE);

/** "a corner is missing: x + 0.5 y never falls below 0.6; purity needs 0.4": the side of the hull, its largest part 1. */
export function facetText({ normal, offset, needed }: WorstFacet, mean: ArrayLike<number>, names: readonly string[]) {
  const largest = normal.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  const centre = normal.reduce((total, value, i) => total + value * mean[i], 0);
  const limit = largest < 0 ? "falls below" : "rises above";
  const place = (reach: number): string => digits((reach + centre) / largest);
  const sum = sumText(
    normal.map((value) => value / largest),
    names,
  );
  return `a corner is missing: ${sum} never ${limit} ${place(offset)}; purity needs ${place(needed)}`;
}

/** "x + 0.5 y − 0.2 z" */
function sumText(weights: readonly number[], names: readonly string[]): string {
  const terms = partsOf(weights, names).map(({ name, value }, i) => {
    const size = Math.abs(Math.abs(value) - 1) < 5e-4 ? name : `${digits(Math.abs(value), 3)} ${name}`;
    return i === 0 ? size : `${value < 0 ? "−" : "+"} ${size}`;
  });
  return terms.join(" ");
}

/** Lines of the whole answer. */
export function predictionLines(
  prediction: Prediction,
  mean: ArrayLike<number>,
  sensitivity: Sensitivity | undefined,
  style: Style,
): string[] {
  const { energy, saving, neurons, selectivity, settings, notes } = prediction;
  const reasons = reasonTexts(prediction, mean, settings.factors);
  return [
    headline(prediction, style),
    `  ${certificateText(prediction)}`,
    "",
    `${style.bold("energy")}   optimal ${digits(energy.optimal, 6)}, lower bound ${digits(energy.lowerBound, 6)}, best modular code ${digits(energy.modular, 6)}`,
    `         mixing saves ${savingText(saving)}`,
    "",
    ...neuronTable(neurons, settings.factors, style),
    ...section("why", reasons, style),
    ...section("purity", selectivity === null ? [] : [selectivityText(selectivity)], style),
    ...section("how sure", sensitivity === undefined ? [] : sensitivityTexts(sensitivity), style),
    ...section("from", [settingsText(prediction)], style),
    ...section("notes", notes, style),
  ];
}

function headline({ verdict, statement }: Prediction, style: Style): string {
  const paint = verdict === "undecided" ? style.warn : style.bold;
  return paint(statement);
}

export function savingText({ least, most }: Prediction["saving"]): string {
  if (most - least <= 1e-3 * most) return `${percent(least)} of the optimal energy`;
  if (!Number.isFinite(most)) return `at least ${percent(least)} of the optimal energy`;
  return most < 1e-5 ? "nothing" : `between ${percent(least)} and ${percent(most)} of the optimal energy`;
}

function neuronTable(neurons: readonly Neuron[], names: readonly string[], style: Style): string[] {
  const rows = neurons.map((neuron, i) => [
    String(i + 1),
    percent(neuron.energyShare),
    digits(neuron.gain),
    digits(neuron.bias),
    directionText(neuron, names),
  ]);
  const titles = ["neuron", "share", "gain", "bias", "direction"];
  const widths = titles.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k].length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, k) => cell.padEnd(widths[k]))
      .join("  ")
      .trimEnd();
  return [style.bold(line(titles)), ...rows.map(line), ""];
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.map((line, i) => `${i === 0 ? style.bold(title) + " ".repeat(9 - title.length) : " ".repeat(9)}${line}`);
}

export function selectivityText({
  minimum,
  maximum,
  fewestNeurons,
  continuum,
}: NonNullable<Prediction["selectivity"]>) {
  const same = maximum - minimum < 5e-4;
  const range = same ? percent(maximum) : `${digits(100 * minimum, 3)} to ${percent(maximum)}`;
  const several = continuum
    ? ", over the many optimal codes found"
    : minimum < maximum
      ? ", over all optimal codes"
      : "";
  return `${range} of the squared gain lies on each neuron's main factor${several}; ${fewestNeurons} neurons suffice`;
}

export function sensitivityTexts({ bootstrap, corners, subsamples }: Sensitivity): string[] {
  const { replicates, saving, verdicts } = bootstrap;
  const counted = Object.entries(verdicts).map(([verdict, count]) => `${verdict} ${count}`);
  const [worst] = corners;
  return [
    `weights redrawn ${replicates} times, hull kept: ${counted.join(", ")}; mixing saves ` +
      `${percent(saving.median)} (95 %: ${percent(saving.interval[0])} to ${percent(saving.interval[1])})`,
    ...(worst === undefined
      ? []
      : [
          `${corners.length} corners left out in turn: mixing saves at most ${percent(worst.saving)}, ` +
            `without (${worst.vertex.map((value) => digits(value, 3)).join(", ")})`,
        ]),
    ...subsamples.map(
      ({ size, saving, verdict }) => `${size} random rows: ${verdict}, mixing saves ${percent(saving)}`,
    ),
  ];
}

function settingsText({ settings }: Prediction): string {
  const { samples, points, alpha, lambdaIn, lambdaOut, gamma } = settings;
  const source = samples > 0 ? `${samples.toLocaleString("en-US")} rows, ${points} of them` : `${points} corners`;
  const prediction = gamma === null ? "exact prediction" : `gamma ${gamma}`;
  return `${source}${samples > 0 ? " at or near the hull" : ""}; alpha ${alpha}, lambda-in ${lambdaIn}, lambda-out ${lambdaOut}, ${prediction}`;
}
