/** `purecell predict --neurons rectified`: the answer for networks with one hidden layer of rectified neurons, as text and as data. */
import { UsageError } from "../../../math/errors.js";
import { toRows } from "../../../math/matrix.js";
import type { CodingProblem, RectifiedPrediction, Rows } from "../../../theory/index.js";
import { predictRectified, silentText } from "../../../theory/index.js";
import { section } from "../../terminal/section.js";
import { fileSettings } from "./answer.js";
import type { Factors } from "./gather.js";
import type { PredictRequest } from "./request.js";
import { digits, INDENT, type Look, neuronTable, percent } from "./text.js";

/** Throws UsageError and InputError as `predictRectified` does. */
export const rectifiedAnswer = (problem: CodingProblem, factors: Factors, { limits }: PredictRequest) =>
  predictRectified(problem, allRows(factors), limits);

function allRows({ all }: Factors): Rows {
  if (all === undefined) throw new UsageError("--neurons rectified needs a file of rows.");
  return { values: all.rows, ...(all.weights === undefined ? {} : { weights: all.weights }) };
}

/** Stable keys; numbers that are infinite or unknown are null. */
export function rectifiedJson(prediction: RectifiedPrediction, { support }: Factors, request: PredictRequest) {
  const { settings, ...answer } = prediction;
  return {
    neuronKind: "rectified",
    ...answer,
    factors: support.names,
    mean: [...support.mean],
    covariance: toRows(support.covariance),
    settings: { ...fileSettings(request), ...settings },
  };
}

/** Lines of the whole answer. */
export function rectifiedLines(prediction: RectifiedPrediction, { support }: Factors, look: Look): string[] {
  const { energy, notes } = prediction;
  const { style } = look;
  return [
    style.bold(headline(prediction)),
    `  ${certificate(prediction)}`,
    "",
    `${style.bold("energy")}   optimal ${digits(energy.optimal, 6)}, lower bound ${digits(energy.lowerBound, 6)}, best pure code ${digits(energy.modular, 6)}`,
    ...(prediction.verdict === "silent" ? [] : codeLines(prediction, support, look)),
    ...section("from", [settingsText(prediction)], INDENT, style),
    ...section("notes", notes, INDENT, style),
  ];
}

function codeLines(prediction: RectifiedPrediction, support: Factors["support"], look: Look): string[] {
  const { style } = look;
  return [
    `         mixing saves ${savingText(prediction)} of the pure code's energy`,
    "",
    ...neuronTable(prediction.neurons, support, look),
    ...section("purity", purityTexts(prediction), INDENT, style),
    ...section("linear", linearTexts(prediction), INDENT, style),
  ];
}

function headline({ verdict, settings, silence }: RectifiedPrediction): string {
  if (verdict === "silent") return silentText(silence, settings.gamma);
  const within = percent(settings.within);
  if (verdict === "modular") return "Pure rectified neurons are optimal";
  if (verdict === "nearly modular")
    return `Rectified neurons: mixing saves less than ${within}, so practically no preference`;
  if (verdict === "mixed") return "Mixed: mixed rectified neurons save energy";
  return `Undecided: whether mixing saves more than ${within} is not proven; more --seconds may settle it`;
}

function certificate({ status, gap, verdict }: RectifiedPrediction): string {
  if (verdict === "silent") return "certified: with nothing coded no rectified neuron saves more than it costs";
  if (status === "incomplete") return "incomplete: the search missed neurons, so no lower bound is known";
  if (status === "certified") {
    return `certified: no network with one hidden layer of rectified neurons costs less, to within ${gap.toExponential(1)} of the energy`;
  }
  return `${status === "bracketed" ? "bracketed: " : ""}proven to within ${percent(gap)} of the energy; more --seconds may close it`;
}

function savingText({ rectified: { bounds, pureSaving } }: RectifiedPrediction): string {
  const [least, most] = bounds;
  if (most < 1e-5) return "nothing";
  return most - least <= 1e-2 * most ? percent(pureSaving) : `between ${percent(least)} and ${percent(most)}`;
}

function purityTexts({ rectified: { share, rectifiedShare } }: RectifiedPrediction): string[] {
  const clipped = `${percent(rectifiedShare)} of the cost falls on neurons whose input is below zero at some row`;
  if (share === null) return [clipped];
  const [least, most] = share;
  const range = most - least < 5e-4 ? percent(most) : `${digits(100 * least, 3)} to ${percent(most)}`;
  return [
    `${range} of the squared gain lies on each neuron's main factor, over the optimal codes found; it says nothing without what mixing saves`,
    clipped,
  ];
}

function linearTexts({ linear, threshold }: RectifiedPrediction): string[] {
  const saves =
    linear.saving < 1e-6
      ? "rectification saves nothing"
      : `rectification saves ${percent(linear.saving)} of the best linear code's ${digits(linear.optimal, 6)}`;
  const condition =
    threshold.ratio < 1
      ? `linear codes cannot be optimal: clipping their extremes pays (${digits(threshold.ratio)} of what it must be)`
      : `clipping the extremes of the best linear code does not pay (${digits(threshold.ratio)} times what it must be)`;
  const factors = threshold.factors.map(({ factor, probability, lambdaIn }) => {
    const from = Number.isFinite(lambdaIn) ? `from lambda-in ${digits(lambdaIn)} on` : "at no lambda-in";
    return `${factor}: its linear neuron may be best ${from} (its extreme has probability ${digits(probability)}; for a continuous factor never)`;
  });
  return [saves, condition, ...factors];
}

function settingsText({ settings }: RectifiedPrediction): string {
  const { samples, points, alpha, lambdaIn, lambdaOut, gamma } = settings;
  return (
    `${samples.toLocaleString("en-US")} rows, ${points} of them different; alpha ${alpha}, lambda-in ${lambdaIn}, ` +
    `lambda-out ${lambdaOut}, gamma ${gamma}`
  );
}
