/** The answer as data: what `--json` prints and `prediction.json` keeps. */
import { toRows } from "../../../math/matrix.js";
import type { Json } from "../../../protocols.js";
import { coordinateNames, describePair, type Explanation, type Prediction } from "../../../theory/index.js";
import type { PredictFlags } from "./flags.js";
import type { Factors } from "./gather.js";
import type { Sensitivity } from "./sensitivity.js";

/** All that an answer depends on: what the theory used, and the files and flags that it came from. */
export function settingsOf(
  prediction: Prediction,
  file: string | undefined,
  flags: PredictFlags,
  seed: number,
): Readonly<Record<string, Json>> {
  const given = (name: Exclude<keyof PredictFlags, "ranges">): Json => flags[name] ?? null;
  const theory: Readonly<Record<string, Json>> = JSON.parse(JSON.stringify(prediction.settings));
  return {
    file: file ?? null,
    vertices: given("vertices"),
    covariance: given("covariance"),
    weights: given("weights"),
    inputMixing: given("inputMixing"),
    targetMixing: given("targetMixing"),
    kinds: given("kinds"),
    ranges: flags.ranges?.join() ?? null,
    rows: given("rows"),
    seed,
    ...theory,
  };
}

/** Stable keys: those of the theory's prediction, the factors, and the sensitivity where it was asked for. */
export function toJson(
  prediction: Prediction,
  { range, reasons }: Explanation,
  { columns, support }: Factors,
  sensitivity: Sensitivity | undefined,
  settings: Readonly<Record<string, Json>>,
) {
  const { settings: _, pairs, ...answer } = prediction;
  return {
    ...answer,
    range,
    reasons,
    pairs: pairs.map((pair) => ({ ...pair, words: pair.holds ? null : describePair(pair) })),
    sensitivity: sensitivity ?? null,
    factors: support.names,
    columns: columns.map((column) => ({ ...column, coordinates: coordinateNames(column) })),
    mean: [...support.mean],
    covariance: toRows(support.covariance),
    settings,
  };
}
