/** A prediction as a person reads it in a terminal. */
import {
  type ExplainedPrediction,
  type Explanation,
  fillings,
  isListed,
  type Neuron,
  type Prediction,
  partsText,
  type RecurrentEnergy,
  reasonTexts,
  recurrentTexts,
  type Sampling,
  type Support,
  samplingTexts,
  spreadsOf,
  unlistedText,
  visibleParts,
} from "../../../theory/index.js";
import { section } from "../../terminal/section.js";
import type { Style } from "../../terminal/terminal.js";
import { tableLines, textTable } from "../../terminal/textTable.js";
import type { Sensitivity } from "./sensitivity.js";

/** Six significant digits for energies, four for the rest. */
export const digits = (value: number, count = 4): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(count))) : "unknown";

export const percent = (part: number, count = 3): string =>
  Number.isFinite(part) ? `${digits(100 * part, count)} %` : "unknown";

/** "+0.707 position-x  −0.707 reward", the largest part first. */
export const directionText = (neuron: Neuron, { names, covariance }: Support): string =>
  partsText(visibleParts(neuron, names, spreadsOf(covariance)));

/** What proves the answer, in words. */
export function certificateText({ status, gap, verdict }: Prediction): string {
  if (verdict === "silent") return "certified: with nothing coded no neuron saves more than it costs";
  if (status === "certified") return `certified: no code costs less, to within ${gap.toExponential(1)} of the energy`;
  const proven = `proven to within ${percent(gap)} of the energy`;
  if (status === "gap") return `${proven}; the search ended there: more --seconds may close it`;
  return `bracketed: ${proven}; too many sides for an exhaustive search`;
}

/** What would settle an undecided verdict, with the flags for it. */
export const settleTexts = ({ settle }: Prediction): string[] =>
  settle === "" ? [] : [`${settle} (--seconds, --columns, --groups, --tolerance)`];

/** What would fill the corners that are listed; where none is missing, how to say what was possible. */
export function fillTexts(explanation: Explanation, { strict }: Prediction): string[] {
  const { range, reasons } = explanation;
  const open = reasons.length === 0 && range.reading === "draws" && range.verdict === "full" && strict !== "modular";
  return open ? ["more draws, or --ranges NAME=low:high where a range is known"] : fillings(explanation);
}

/** Where the lines of a section begin. */
export const INDENT = 9;

/** All that is said of a prediction. */
export interface Told {
  readonly explained: ExplainedPrediction;
  readonly sampling: Sampling | null;
  readonly sensitivity: Sensitivity | undefined;
  readonly recurrent: RecurrentEnergy | undefined;
}

/** How lines are coloured, and how long they may be. */
export interface Look {
  readonly style: Style;
  readonly width: number;
}

/** Lines of the whole answer. */
export function predictionLines({ explained, sampling, sensitivity, recurrent }: Told, look: Look): string[] {
  const { style } = look;
  const { prediction, explanation } = explained;
  const { energy, notes } = prediction;
  return [
    headline(prediction, style),
    `  ${certificateText(prediction)}`,
    ...section("settle", settleTexts(prediction), INDENT, style),
    "",
    `${style.bold("energy")}   optimal ${digits(energy.optimal, 6)}, lower bound ${digits(energy.lowerBound, 6)}, best modular code ${digits(energy.modular, 6)}`,
    ...(prediction.verdict === "silent" ? [] : codeLines(explained, sampling, look)),
    ...section("moves", recurrent === undefined ? [] : recurrentTexts(recurrent), INDENT, style),
    ...section("how sure", sensitivity === undefined ? [] : sensitivityTexts(sensitivity), INDENT, style),
    ...section("from", settingsTexts(prediction, explanation), INDENT, style),
    ...section("notes", notes, INDENT, style),
  ];
}

/** What a code that there is saves and is made of, and why. */
function codeLines(
  { prediction, explanation, problem }: ExplainedPrediction,
  sampling: Sampling | null,
  look: Look,
): string[] {
  const { style } = look;
  const { saving, neurons, selectivity } = prediction;
  const shares = selectivity === null ? [] : [selectivityText(selectivity)];
  return [
    `         mixing saves ${savingText(saving)}`,
    "",
    ...neuronTable(neurons, problem.support, look),
    ...section("why", reasonTexts(explanation), INDENT, style),
    ...section("fill", fillTexts(explanation, prediction), INDENT, style),
    ...section("purity", [...shares, ...uniqueTexts(prediction)], INDENT, style),
    ...section("sample", sampling === null ? unjudgedTexts(explanation) : samplingTexts(sampling), INDENT, style),
  ];
}

/** What stands before the sample is judged, for whoever waits. */
export const firstAnswer = ({ statement, saving }: Prediction): string =>
  `first answer: ${statement}; mixing saves ${savingText(saving)}. What chance may do to it is still to come.`;

function headline({ verdict, statement }: Prediction, style: Style): string {
  const paint = verdict === "undecided" ? style.warn : style.bold;
  return paint(statement);
}

export function savingText({ least, most }: Prediction["saving"]): string {
  if (most < 1e-5) return "nothing";
  if (most - least <= 1e-3 * most) return `${percent(least)} of the optimal energy`;
  if (!Number.isFinite(most)) return `at least ${percent(least)} of the optimal energy`;
  return `between ${percent(least)} and ${percent(most)} of the optimal energy`;
}

/** Number, share of the cost, gain, bias and direction of every neuron that is listed. */
export const neuronRows = (neurons: readonly Neuron[], support: Support): string[][] =>
  neurons
    .filter(isListed)
    .map((neuron, i) => [
      String(i + 1),
      percent(neuron.energyShare),
      digits(neuron.gain),
      digits(neuron.bias),
      directionText(neuron, support),
    ]);

/** Lines of the neurons that are listed, as wide as the screen. */
export function neuronTable(neurons: readonly Neuron[], support: Support, { style, width }: Look): string[] {
  const rest = unlistedText(neurons);
  const header = ["neuron", "share", "gain", "bias", "direction"];
  const table = textTable({ header, rows: neuronRows(neurons, support) }, { width });
  return [...tableLines(table, style.bold), ...(rest === "" ? [] : [rest]), ""];
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
  return `${range} of the squared gain lies on each neuron's main factor${several}; ${fewestNeurons === 1 ? "1 neuron suffices" : `${fewestNeurons} neurons suffice`}`;
}

/** Where draws are not judged, since that takes long, and the flag that asks for it. */
export const unjudgedTexts = ({ range }: Explanation): string[] =>
  range.reading === "draws" && range.verdict !== "not judged"
    ? ["not judged: with this many coordinates it takes long; ask for it with --rare 0.05"]
    : [];

/** Whether other neurons would do as well. */
export function uniqueTexts({ unique }: Prediction): string[] {
  if (unique === null) return [];
  return [unique ? "no other set of neurons is as good" : "other sets of neurons are equally good, e.g. opposite ones"];
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

function settingsTexts({ settings }: Prediction, { range }: Explanation): string[] {
  const { samples, points, alpha, lambdaIn, lambdaOut, gamma } = settings;
  const source = samples > 0 ? `${samples.toLocaleString("en-US")} rows, ${points} of them` : `${points} corners`;
  const prediction = gamma === null ? "exact prediction" : `gamma ${gamma}`;
  const prices = `alpha ${alpha}, lambda-in ${lambdaIn}, lambda-out ${lambdaOut}, ${prediction}`;
  return [`${source}${samples > 0 ? " at or near the hull" : ""}; ${prices}`, ...readingTexts(range)];
}

/** How the rows were read, with the flag that changes it. */
export function readingTexts({ reading }: Explanation["range"]): string[] {
  if (reading === "draws")
    return ["read as random draws: gaps that chance leaves count for nothing (--rows design: every gap is meant)"];
  return reading === "design" ? ["read as a design: every gap is meant (--rows draws: rows were drawn at random)"] : [];
}
