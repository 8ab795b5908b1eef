/** A measurement as plain data: what `--json` prints and `results.json` holds. Keys are stable; NaN becomes null. */
import type {
  ChanceLevel,
  Convention,
  EpochMeasures,
  JudgedScore,
  MeasuredMetric,
  NullKind,
} from "../../../metrics/index.js";
import type { Json, MetricResult, Representation } from "../../../protocols.js";
import type { Population } from "../../../recordings/population.js";
import { conditionsOf, type Recording } from "../../recordings/recordingFile.js";
import { epochAnswer } from "./epochs.js";
import type { Measurement } from "./measurement.js";
import { type Neurons, neuronAnswer } from "./neurons.js";

export interface AnswerParts {
  readonly file: string;
  readonly seed: number;
  readonly convention: Convention;
  readonly recording: Recording;
  readonly measurement: Measurement;
  readonly neurons: Neurons;
  /** Undefined where none were compared. */
  readonly epochs: EpochMeasures | undefined;
  readonly notes: readonly string[];
  /** What could turn a reading round. */
  readonly warnings: readonly string[];
}

export function answerOf(parts: AnswerParts) {
  const { file, seed, convention, recording, measurement, neurons, epochs, notes, warnings } = parts;
  const { representation, constantUnits, unitNumbers, allRows, population } = recording;
  const { units, factors } = representation;
  const { rows, ...single } = neuronAnswer(neurons, representation);
  const { nulls, level, block, smallestShift, span, effort } = measurement.drawing;
  return {
    file,
    conditions: conditionsOf(recording),
    ...(allRows && { drawnRows: { count: representation.conditions, spacing: allRows.spacing } }),
    units: { measured: units, constant: constantUnits, numbers: unitNumbers, ...unitNamesOf(representation), rows },
    ...(population && { pseudoTrials: populationAnswer(population) }),
    factors: factors.map(({ name, kind, levels, period }) => ({
      name,
      kind,
      ...(levels && { levels }),
      ...(period !== undefined && { period }),
    })),
    seed,
    convention,
    draws: {
      nulls,
      level,
      block,
      smallestShift,
      span,
      effort,
      notPossible: Object.fromEntries(measurement.refusedDraws),
      fewerThanUsual: measurement.spared,
    },
    interrupted: measurement.interrupted,
    notes,
    warnings,
    ...single,
    ...(epochs && { epochs: epochAnswer(epochs) }),
    metrics: Object.fromEntries(measurement.metrics.map((metric) => [metric.request.name, metricAnswer(metric)])),
  };
}

/** Of neurons that were not recorded together. */
const populationAnswer = ({ trials, cells, leftOut, trialsOfKept, trialsUsed }: Population) => ({
  perCell: trials,
  cells,
  neuronsLeftOut: leftOut,
  trials: trialsOfKept,
  trialsUsed,
});

const unitNamesOf = ({ unitNames }: Representation) => unitNames && { names: unitNames };

/** One metric: `score`, its named parts beside it, and chance, p and interval of the score. */
function metricAnswer(metric: MeasuredMetric) {
  const { request, result, refusal } = metric;
  const { title, citation } = request.entry;
  if (!result) {
    const none = { score: null, chance: null, p: null, interval: null };
    return { ...none, applies: false, reason: refusal, settings: request.options, title, citation };
  }
  const [main] = Object.values(metric.judged);
  return {
    score: result.score,
    ...result.parts,
    ...judgedAnswer(main),
    ...(result.parts && { parts: mapValues(metric.judged, (part) => ({ score: part.score, ...judgedAnswer(part) })) }),
    settings: { ...result.settings, options: request.options },
    ...arraysOf(result),
    ...(result.notes && { notes: result.notes }),
    applies: true,
    title,
    citation,
  };
}

function judgedAnswer({ chance, interval }: JudgedScore) {
  const [main] = chance;
  return {
    chance: main?.median ?? null,
    p: main?.p ?? null,
    interval: interval ? [interval.low, interval.high] : null,
    standardError: interval?.standardError ?? null,
    intervalDraws: interval?.draws ?? 0,
    nulls: Object.fromEntries(chance.map((level): [NullKind, object] => [level.kind, nullAnswer(level)])),
  };
}

const nullAnswer = ({ draws, observed, median, interval, p }: ChanceLevel) => ({
  draws,
  observed,
  median,
  interval,
  p,
});

function arraysOf({ perUnit, perFactor, matrix }: MetricResult) {
  return {
    ...(perUnit && { perUnit: Array.from(perUnit) }),
    ...(perFactor && { perFactor: Array.from(perFactor) }),
    ...(matrix && { matrix: rowsOf(matrix) }),
  };
}

/** [units][factors] */
const rowsOf = ({ rows, columns, data }: NonNullable<MetricResult["matrix"]>): number[][] =>
  Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * columns, (row + 1) * columns)));

const mapValues = <From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

/** The settings on one line, for tables. */
export function settingsLine(settings: Readonly<Record<string, Json>>): string {
  return Object.entries(settings)
    .filter(([, value]) => value !== null && (typeof value !== "object" || Array.isArray(value)))
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join("/") : shortNumber(value)}`)
    .join(", ");
}

const shortNumber = (value: Json): string =>
  typeof value === "number" ? String(Number(value.toPrecision(4))) : String(value);
