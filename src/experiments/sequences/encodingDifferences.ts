/** How two items that are held at once are encoded. */
import { matrix } from "../../math/matrix.js";

/** Pairs of items, each one of so many on a ring. */
export interface ItemPairs {
  readonly colours: number;
  readonly pairs: readonly (readonly [first: number, second: number])[];
}

/**
 * Differences of mean codes [differences x units] between any two items at one place of a pair, over different pairs in which the other
 * place has neither of the two, as published: otherwise which items occur together would tilt the means by itself.
 */
export function encodingDifferences(
  { colours, pairs }: ItemPairs,
  code: ArrayLike<number>,
  units: number,
  place: number,
) {
  const distinct = [...pairs.keys()].filter(
    (trial) => pairs.findIndex(([a, b]) => a === pairs[trial][0] && b === pairs[trial][1]) === trial,
  );
  const meanOf = (colour: number, without: readonly number[]): Float64Array => {
    const rows = distinct.filter(
      (trial) => pairs[trial][place] === colour && !without.includes(pairs[trial][1 - place]),
    );
    return Float64Array.from(
      { length: units },
      (_, unit) => rows.reduce((sum, row) => sum + code[row * units + unit], 0) / rows.length,
    );
  };
  const ring = Array.from({ length: colours }, (_, colour) => colour);
  const differences = ring.flatMap((one) =>
    ring
      .filter((other) => other > one)
      .map((other) => {
        const [first, second] = [meanOf(one, [one, other]), meanOf(other, [one, other])];
        return first.map((value, unit) => value - second[unit]);
      }),
  );
  return matrix(differences.length, units, Float64Array.from(differences.flatMap((row) => [...row])));
}
