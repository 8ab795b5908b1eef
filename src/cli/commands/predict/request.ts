import { UsageError } from "../../../math/errors.js";
import type { Selection } from "../../../recordings/selection.js";
import type { Ranges } from "../../../theory/index.js";
import type { Kinds, NamedRange } from "../../flags/factorKinds.js";
import { given, typedName, valuesOf } from "../../flags/flag.js";
import { type Form, formFrom } from "../../flags/output.js";
import { selection } from "../../flags/selection.js";
import type { PredictFlags } from "./flags.js";

/** Factors by their samples. */
export interface Samples extends Selection {
  readonly file: string;
  /** In this order; undefined for all. */
  readonly columns: readonly string[] | undefined;
  /** Of the columns that were spoken of. */
  readonly kinds: Kinds;
  /** Whether the first line of a text file holds names. */
  readonly header: boolean;
  /** Of a .npz file. */
  readonly arrays: readonly string[] | undefined;
  /** A column, or a file of numbers. */
  readonly weights: string | undefined;
  /** A column with the names of what was drawn independently, or "rows". */
  readonly blocks: string | undefined;
}

/** What was said to be drawn independently; undefined also for corners. */
export const namedBlocks = (source: Samples | Corners): string | undefined =>
  "blocks" in source ? source.blocks : undefined;

/** Factors by the corners of their range, measured from the mean, and their covariance: two files. */
export interface Corners {
  readonly vertices: string;
  readonly covariance: string;
}

/** What was said of the rows beside them. */
export interface Declared {
  readonly ranges: Ranges | undefined;
  readonly rows: "design" | "draws" | undefined;
  /** What happens more rarely need not be served. */
  readonly rare: number | undefined;
}

/** What is asked about recurrent networks. */
export interface MovesAsked {
  readonly file: string;
  readonly lambdaRec: number | undefined;
  readonly biases: "own" | "none" | undefined;
}

export interface PredictRequest extends Declared {
  readonly source: Samples | Corners;
  /** Names that count as one factor. */
  readonly groups: readonly (readonly string[])[];
  /** Files of matrices with one column for each factor. */
  readonly inputMixing: string | undefined;
  readonly targetMixing: string | undefined;
  readonly moves: MovesAsked | undefined;
  /** Whether every factor counts in its own units, or by its standard deviation. */
  readonly scale: "own" | "equal";
  readonly neurons: "linear" | "rectified";
  /** Those that were given, under the names of the theory. */
  readonly prices: ReturnType<typeof pricesFrom>;
  readonly limits: ReturnType<typeof limitsFrom>;
  /** Weightings drawn to see how far the answer depends on the sample; undefined where that was not asked. */
  readonly replicates: number | undefined;
  readonly seed: number;
  readonly form: Form;
  readonly out: string | undefined;
}

export function requestFrom([file]: readonly (string | undefined)[], flags: PredictFlags): PredictRequest {
  const { rare, groups = [], inputMixing, targetMixing, sensitivity, replicates, seed, out } = flags;
  const ranges = rangesFrom(flags.ranges.flat());
  if (sensitivity && ranges !== undefined) {
    throw new UsageError("--sensitivity redraws rows and would lose what --ranges declares: give one of them.");
  }
  if (flags.neurons === "rectified") requireRectifiable(flags);
  return {
    source: sourceFrom(file, flags),
    neurons: flags.neurons,
    scale: scaleFrom(flags),
    ranges,
    rows: readingFrom(flags),
    rare,
    groups,
    inputMixing,
    targetMixing,
    moves: movesFrom(flags),
    prices: pricesFrom(flags),
    limits: limitsFrom(flags),
    replicates: sensitivity ? replicates : undefined,
    seed,
    form: formFrom(flags),
    out,
  };
}

/** Flags that do not go with rectified neurons, and why. */
const NOT_RECTIFIED = [
  ["vertices", "they see every row, and not only the corners of the range"],
  ["covariance", "they see every row, and not only the corners of the range"],
  ["ranges", "they see the rows that occur, and not what could have been"],
  ["rows", "their optimum is that of the rows given, a design or not"],
  ["rare", "their optimum is that of the rows given"],
  ["blocks", "their optimum is that of the rows given"],
  ["sensitivity", "it redraws rows for linear codes"],
  ["moves", "pairs of rectified neurons go below what linear codes cost"],
  ["out", "its figure and report are of linear codes; --json prints the answer as data"],
] as const;

function requireRectifiable(flags: PredictFlags): void {
  const extra = NOT_RECTIFIED.find(([name]) => isGiven(flags[name]));
  if (extra !== undefined)
    throw new UsageError(`${typedName(extra[0])} does not go with --neurons rectified: ${extra[1]}.`);
  if (flags.gamma === undefined) {
    throw new UsageError(
      "--neurons rectified needs --gamma, the price of squared error (mean over rows, sum over outputs), e.g. --gamma 1000.",
    );
  }
  if (flags.lambdaIn === 0) {
    throw new UsageError("--neurons rectified needs a --lambda-in above 0, e.g. --lambda-in 1e-4.");
  }
}

function scaleFrom({ scale, inputMixing, targetMixing }: PredictFlags): PredictRequest["scale"] {
  if (scale === "own" || (inputMixing === undefined && targetMixing === undefined)) return scale;
  throw new UsageError("--scale equal is a mixing of its own: give it, or --input-mixing and --target-mixing.");
}

function movesFrom({ moves, lambdaRec, moveBiases, gamma }: PredictFlags): MovesAsked | undefined {
  if (moves === undefined) {
    const alone = lambdaRec === undefined ? (moveBiases === undefined ? undefined : "--move-biases") : "--lambda-rec";
    if (alone === undefined) return undefined;
    throw new UsageError(
      `${alone} speaks of recurrent networks; it needs --moves, a file with a matrix for each move.`,
    );
  }
  if (gamma === undefined) return { file: moves, lambdaRec, biases: moveBiases };
  throw new UsageError("--moves does not go with --gamma: what moves cost is known for exact predictions.");
}

/** Blocks are drawn, so that rows with blocks are no design. */
function readingFrom({ rows, blocks }: PredictFlags): Declared["rows"] {
  if (rows === "design" && blocks !== undefined) {
    throw new UsageError("--blocks says that rows were drawn, --rows design that they were not: give one of them.");
  }
  return rows ?? (blocks === undefined ? undefined : "draws");
}

function rangesFrom(named: readonly NamedRange[]): Ranges | undefined {
  const ranges = new Map(named);
  const again = named.find(([name, range]) => ranges.get(name) !== range);
  if (again !== undefined) throw new UsageError(`--ranges names "${again[0]}" twice.`);
  return ranges.size === 0 ? undefined : ranges;
}

function sourceFrom(file: string | undefined, flags: PredictFlags): Samples | Corners {
  const { vertices, covariance, columns, kinds = new Map(), header, arrays, weights, blocks } = flags;
  if (vertices !== undefined || covariance !== undefined) return cornersFrom(file, flags);
  if (file !== undefined) {
    return { ...valuesOf(selection, flags), file, columns, kinds, header, arrays, weights, blocks };
  }
  throw new UsageError("a file of factors is needed, e.g. purecell predict factors.csv; see purecell predict --help.");
}

/** Flags that speak of samples. */
const OF_SAMPLES = [
  "columns",
  "kinds",
  "arrays",
  "weights",
  "ranges",
  "rows",
  "rare",
  "blocks",
  "sensitivity",
] as const;

function cornersFrom(file: string | undefined, flags: PredictFlags): Corners {
  const { vertices, covariance } = flags;
  if (file !== undefined) throw new UsageError("give a file of samples, or --vertices and --covariance, not both.");
  if (vertices === undefined || covariance === undefined) {
    const missing = vertices === undefined ? "vertices" : "covariance";
    throw new UsageError(`--vertices and --covariance go together; --${missing} is missing.`);
  }
  const extra = OF_SAMPLES.find((name) => isGiven(flags[name]));
  if (extra === undefined) return { vertices, covariance };
  throw new UsageError(`${typedName(extra)} speaks of samples; it does not go with --vertices.`);
}

const isGiven = (value: PredictFlags[keyof PredictFlags]): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;

const pricesFrom = ({ alpha, lambdaIn, lambdaOut, gamma }: PredictFlags) =>
  given({ alpha, lambdaIn, lambdaOut, gamma });

const limitsFrom = ({ tolerance, seconds, within }: PredictFlags) => given({ tolerance, seconds, within });
