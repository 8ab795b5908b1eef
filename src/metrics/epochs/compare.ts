/** One comparison of two codes: its values without noise and with it, and what exchanged units give. */
import { mean } from "../../math/statistics.js";
import {
  type Code,
  cosine,
  type LeadingCode,
  leadingCode,
  type Order,
  plainCosine,
  plainSharedPart,
  plainSquaredCosines,
  sharedPart,
  squaredCosines,
} from "./corrected.js";

export type EpochMeasure = "principalAngles" | "periodOverlap" | "parallelism";

/** What is compared, once. The first code's values are asked for in terms of the second's directions. */
export interface Pair {
  readonly one: Code;
  readonly other: Code;
  readonly dimensions: readonly [number, number];
}

/** Values [1, or as many as there are angles]; NaN where a code has no such directions. */
export interface Compared {
  readonly values: readonly number[];
  readonly uncorrected: readonly number[];
  /** Of angles: as they are found, a little below 0 or above 1 by noise, where angles are cut at 90 and 0. */
  readonly squaredCosines?: readonly number[];
  /** How near each other the two are: the share, the cosine, of angles the mean of their squared cosines. */
  readonly nearness: number;
  /** The first value, and the nearness, with the units of the second code in another order. */
  exchanged(order: Order): { readonly value: number; readonly nearness: number };
}

export function compare(measure: EpochMeasure, pair: Pair): Compared {
  if (measure === "principalAngles") return compareAngles(pair);
  return measure === "periodOverlap" ? compareOverlap(pair) : compareDirections(pair);
}

const degrees = (squaredCosine: number): number =>
  (Math.acos(Math.sqrt(Math.min(1, Math.max(0, squaredCosine)))) * 180) / Math.PI;

function compareAngles({ one, other, dimensions }: Pair): Compared {
  const [first, second] = [leadingCode(one, dimensions[0]), leadingCode(other, dimensions[1])];
  const unknown = Array<number>(Math.max(1, Math.min(...dimensions))).fill(Number.NaN);
  const squares = (order?: Order): readonly number[] =>
    first.corrected && second.corrected ? [...squaredCosines(first.corrected, second.corrected, order)] : unknown;
  const found = squares();
  return {
    values: found.map(degrees),
    squaredCosines: found,
    uncorrected: plainAngles(first, second) ?? unknown,
    nearness: mean(found),
    exchanged(order) {
      const drawn = squares(order);
      return { value: degrees(drawn[0]), nearness: mean(drawn) };
    },
  };
}

function plainAngles({ plain: one }: LeadingCode, { plain: other }: LeadingCode): readonly number[] | undefined {
  return one && other && [...plainSquaredCosines(one, other)].map(degrees);
}

function compareOverlap({ one, other, dimensions }: Pair): Compared {
  const { corrected, plain } = leadingCode(other, dimensions[1]);
  const share = (order?: Order) => (corrected ? sharedPart(one, corrected, order) : Number.NaN);
  return ofOneValue(share, plain ? plainSharedPart(one, plain) : Number.NaN);
}

const compareDirections = ({ one, other }: Pair): Compared =>
  ofOneValue((order) => cosine(one, other, order), plainCosine(one, other));

function ofOneValue(value: (order?: Order) => number, uncorrected: number): Compared {
  const found = value();
  return {
    values: [found],
    uncorrected: [uncorrected],
    nearness: found,
    exchanged(order) {
      const drawn = value(order);
      return { value: drawn, nearness: drawn };
    },
  };
}
