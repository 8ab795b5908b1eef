/** The answer as data: what `--json` prints and `prediction.json` keeps. */
import { toRows } from "../../../math/matrix.js";
import type { Json } from "../../../protocols.js";
import {
  coordinateNames,
  describePair,
  type Explanation,
  type Prediction,
  type RecurrentEnergy,
  type Sampling,
} from "../../../theory/index.js";
import { kindsText, rangesText } from "../../flags/factorKinds.js";
import type { Factors } from "./gather.js";
import type { PredictRequest } from "./request.js";
import type { Sensitivity } from "./sensitivity.js";

/** All that an answer depends on: what the theory used, the files that it came from, and what was said of them. */
export function settingsOf(prediction: Prediction, request: PredictRequest): Readonly<Record<string, Json>> {
  const theory: Readonly<Record<string, Json>> = JSON.parse(JSON.stringify(prediction.settings));
  return { ...fileSettings(request), ...theory };
}

/** The files that an answer came from, and what was said of them. */
export function fileSettings({
  source,
  inputMixing,
  targetMixing,
  scale,
  ranges,
  rows,
  rare,
  moves,
  seed,
}: PredictRequest): Readonly<Record<string, Json>> {
  const samples = "file" in source ? source : undefined;
  const corners = "vertices" in source ? source : undefined;
  return {
    file: samples?.file ?? null,
    vertices: corners?.vertices ?? null,
    covariance: corners?.covariance ?? null,
    weights: samples?.weights ?? null,
    inputMixing: inputMixing ?? null,
    targetMixing: targetMixing ?? null,
    scale,
    kinds: samples === undefined || samples.kinds.size === 0 ? null : kindsText(samples.kinds),
    ranges: ranges === undefined ? null : rangesText(ranges),
    rows: rows ?? null,
    rare: rare ?? null,
    blocks: samples?.blocks ?? null,
    moves: moves?.file ?? null,
    seed,
  };
}

/** Stable keys: those of the theory's prediction, the factors, and the sensitivity where it was asked for. */
export function toJson(
  prediction: Prediction,
  { range, reasons }: Explanation,
  { columns, support }: Factors,
  sampling: Sampling | null,
  sensitivity: Sensitivity | undefined,
  recurrent: RecurrentEnergy | undefined,
  settings: Readonly<Record<string, Json>>,
) {
  const { settings: _, pairs, ...answer } = prediction;
  return {
    ...answer,
    range,
    reasons,
    pairs: pairs.map((pair) => ({ ...pair, words: pair.holds ? null : describePair(pair) })),
    sampling,
    sensitivity: sensitivity ?? null,
    recurrent: recurrent ?? null,
    factors: support.names,
    columns: columns.map((column) => ({ ...column, coordinates: coordinateNames(column) })),
    mean: [...support.mean],
    covariance: toRows(support.covariance),
    settings,
  };
}
