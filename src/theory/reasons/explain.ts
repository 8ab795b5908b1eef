/**
 * From a table of factors to a prediction with its reasons. Where the rows are draws, only corners that are emptier than chance
 * leaves them are reasons (`emptyCorners.ts`); where they are a design, or corners of the range are given, every gap is meant.
 */
import { column, type Matrix } from "../../math/matrix.js";
import { fold, type Key, permutation } from "../../math/random.js";
import { spearman } from "../../math/statistics.js";
import { type CodedColumn, coordinateNames } from "../coordinates.js";
import { type JudgedPrediction, judgeNeurons } from "../predict.js";
import { type ReducedProblem, reduceProblem } from "../problem.js";
import { reducedRows } from "../samples/tolerantProblem.js";
import type { SampleRows } from "../samples/types.js";
import { unitsFor } from "../samples/unitsFor.js";
import { selectRows } from "../support.js";
import type { CodingProblem, Prediction, PredictOptions } from "../types.js";
import { cornerReason, type Emptiness } from "./cornerReason.js";
import { type Ranges, withRanges } from "./declared.js";
import { designReasons } from "./designReasons.js";
import { type EmptyCorners, emptyCorners } from "./emptyCorners.js";
import { continuousColumns, type End, endsOf } from "./ends.js";
import { rangeVerdict } from "./rangeVerdict.js";
import type { Explanation, Reason } from "./reason.js";
import { type Reading, readingOf } from "./rowReading.js";
import { targetReasons } from "./targetReasons.js";

/** What is known of the factors besides their support. */
export interface Evidence {
  /** Rows of weight above zero [rows x coordinates], all or a random part of them; undefined where corners were given. */
  readonly rows: Matrix | undefined;
  /** How many rows of weight above zero there are. */
  readonly count: number;
  /**
   * The same rows, or every kth of them, in the order in which they were taken, where it is known: those that remember each other count
   * for fewer draws.
   */
  readonly taken?: Pick<SampleRows, "rows" | "weights" | "blocks">;
  /** Design or draws; judged from the rows by default. */
  readonly reading?: Reading;
  /** What the coordinates stand for; continuous factors by default. */
  readonly columns?: readonly CodedColumn[];
  /** Ranges that were possible, by name of a continuous factor. */
  readonly ranges?: Ranges;
  /** Of what is drawn from the fitted hull. */
  readonly source: Key;
}

/** Rows from which it is judged which corners are missing, at most: margins need no more. */
export const MOST_JUDGED = 10_000;

/** The evidence of samples [rows x coordinates] in the order in which they were taken, all of the same weight. */
export function evidenceOf(samples: Matrix, source: Key, columns?: readonly CodedColumn[]): Evidence {
  const few = samples.rows <= MOST_JUDGED;
  const part = (): Matrix =>
    selectRows(samples, permutation(fold(source, "judged"), samples.rows).subarray(0, MOST_JUDGED));
  const taken = { rows: few ? samples : selectRows(samples, everyOf(samples.rows)) };
  return { rows: few ? samples : part(), count: samples.rows, taken, source, ...(columns && { columns }) };
}

/** Every 2nd, 3rd, ... row, at most as many as are judged. */
function everyOf(rows: number): Int32Array {
  const every = Math.ceil(rows / MOST_JUDGED);
  return Int32Array.from({ length: Math.ceil(rows / every) }, (_, at) => at * every);
}

export interface ExplainedPrediction {
  readonly prediction: Prediction;
  readonly explanation: Explanation;
  /** The problem that was solved: with the corners that ranges declare. */
  readonly problem: CodingProblem;
}

/** The certified optimum, its verdict, and its reasons. Throws as `predictNeurons` does, and InputError on rows out of range. */
export function explainNeurons(
  problem: CodingProblem,
  evidence: Evidence,
  options: PredictOptions = {},
): ExplainedPrediction {
  const { support, groups = [] } = problem;
  const columns = evidence.columns ?? continuousColumns(support.names);
  const reduced = reduceProblem(problem);
  const ends = endsOf(columns, groups, reduced.dropped);
  const reading = readingHere(evidence, columns, groups);
  const draws = reading === "draws" ? drawsOf(evidence, reduced) : evidence.count;
  const looked = reading === "draws" ? lookAtCorners(ends, problem, evidence, draws) : NOTHING;
  const solved = withDeclared(problem, evidence, ends, looked);
  const judged = judgeNeurons(solved, options);
  const corners =
    reading === "draws"
      ? drawnReasons(judged, ends, looked, { count: evidence.count, draws })
      : designReasons(judged, solved, ends);
  const reasons = [...targetReasons(judged, solved), ...corners].sort(byCost);
  const several = new Set(ends.map(({ block }) => block)).size > 1;
  const range = rangeVerdict({ reading, several, count: evidence.count, draws, lines: looked.lines, reasons: corners });
  return { prediction: judged.prediction, explanation: { range, reasons }, problem: solved };
}

const NOTHING: EmptyCorners = { corners: [], lines: 0 };

/** Targets first, which no corner would mend; then by energy, corners where mixing pays before others. */
const byCost = (a: Reason, b: Reason): number => costOf(b) - costOf(a) || Number(b.pays) - Number(a.pays);
const costOf = ({ kind, saving }: Reason): number => (kind === "target" ? Number.MAX_VALUE : (saving ?? 0));

function readingHere(
  { rows, reading }: Evidence,
  columns: readonly CodedColumn[],
  groups: readonly (readonly number[])[],
): Reading | "corners" {
  if (rows === undefined) return "corners";
  return reading ?? readingOf(rows, blocksOf(columns, groups));
}

/** Coordinates of each factor. */
function blocksOf(columns: readonly CodedColumn[], groups: readonly (readonly number[])[]): number[][] {
  const count = columns.flatMap(coordinateNames).length;
  const grouped = new Set(groups.flat());
  const alone = Array.from({ length: count }, (_, i) => i).filter((i) => !grouped.has(i));
  return [...groups.map((group) => [...group]), ...alone.map((i) => [i])];
}

/** Rank correlation of a column with the number of the row from which the rows are taken to be sorted by it. */
const SORTED = 0.9;

/** Whether the rows stand in the order of one of their columns, or nearly, as a grid that is written down does: it tells no memory. */
function isSorted(rows: Matrix): boolean {
  const numbers = Float64Array.from({ length: rows.rows }, (_, row) => row);
  return Array.from({ length: rows.columns }, (_, k) => column(rows, k)).some(
    (values) => Math.abs(spearman(values, numbers)) > SORTED,
  );
}

/** Independent draws that the rows are worth: all of them, unless they remember each other. */
function drawsOf({ count, taken }: Evidence, reduced: ReducedProblem): number {
  if (taken === undefined || (taken.blocks === undefined && isSorted(taken.rows))) return count;
  const { effective } = unitsFor(taken, reducedRows(reduced, taken.rows, taken.weights));
  return effective < taken.rows.rows ? Math.min(count, effective) : count;
}

function lookAtCorners(
  ends: readonly End[],
  { support }: CodingProblem,
  { rows, source }: Evidence,
  draws: number,
): EmptyCorners {
  if (rows === undefined) return NOTHING;
  const centred = { ...rows, data: rows.data.map((value, at) => value - support.mean[at % rows.columns]) };
  return emptyCorners(ends, { rows: centred, count: draws, points: support.points }, fold(source, "fitted hull"));
}

function withDeclared(
  problem: CodingProblem,
  { ranges }: Evidence,
  ends: readonly End[],
  looked: EmptyCorners,
): CodingProblem {
  if (ranges === undefined || ranges.size === 0) return problem;
  return { ...problem, support: withRanges(problem.support, ranges, ends, looked.corners) };
}

/** A corner of more factors is no reason of its own where one of fewer of them saves nearly as much. */
const OWN_PART = 1.05;

function drawnReasons(
  judged: JudgedPrediction,
  ends: readonly End[],
  { corners }: EmptyCorners,
  sample: Pick<Emptiness, "count" | "draws">,
): Reason[] {
  const all = corners.map((corner) => {
    const own = corner.ends.map((at) => ends[at]);
    return { ends: corner.ends, reason: cornerReason(judged, judged.support, own, { ...corner, ...sample }) };
  });
  const isPart = (small: readonly number[], large: readonly number[]): boolean =>
    small.length < large.length && small.every((end) => large.includes(end));
  const told = all.filter(
    ({ ends: large, reason }) =>
      !all.some((small) => isPart(small.ends, large) && costOf(reason) <= OWN_PART * costOf(small.reason)),
  );
  return told.map(({ reason }) => reason);
}
