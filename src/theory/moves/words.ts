/** What moves cost, in words. */
import type { Changed, MoveCost, RecurrentEnergy } from "./types.js";

const WHAT: Readonly<Record<Changed, string>> = {
  covariance: "covariance of the factors",
  range: "range of the factors",
  target: "target",
  input: "input",
};

/** "the covariance of the factors and the target". */
function listed(changes: readonly Changed[]): string {
  const words = changes.map((change) => WHAT[change]);
  return `the ${[words.slice(0, -1).join(", "), ...words.slice(-1)].filter((part) => part !== "").join(" and the ")}`;
}

const digits = (value: number, count = 6): string => String(Number(value.toPrecision(count)));

/** Relative distance of the bounds at which they count as one. */
const SAME = 1e-5;

/** Lines for a person: whether recurrence is free, what its weights cost at least, and the energy with them. */
export function recurrentTexts(recurrent: RecurrentEnergy): string[] {
  const { constant, invariant, energy, moves, lambdaRec, biases } = recurrent;
  const { lowerBound, upperBound } = energy;
  const price = `recurrent weights cost at least ${digits(constant)} (lambda-rec ${lambdaRec})`;
  const shared = biases === "none" ? ["without a bias for each move, which costs each move one more"] : [];
  if (upperBound !== null && upperBound - lowerBound <= SAME * upperBound) {
    const within = invariant ? "" : ` to within ${SAME * 100} % of the energy`;
    return [
      `recurrence is free${within}: ${cost(moves)} ${digits(constant)} (lambda-rec ${lambdaRec}), and neurons and verdict stay as they are`,
      ...(invariant ? ["covariance, range, target and input are the same after every move"] : changedTexts(moves)),
      `energy with recurrent weights ${digits(upperBound)}`,
      ...shared,
    ];
  }
  const above =
    upperBound === null ? `at least ${digits(lowerBound)}` : `between ${digits(lowerBound)} and ${digits(upperBound)}`;
  return [
    `recurrence is not known to be free: energy with recurrent weights ${above}`,
    ...(invariant
      ? ["no statistics change under the moves, but they leave a direction where it is, along which biases add up"]
      : []),
    ...changedTexts(moves),
    `${price}; neurons and verdict above are those without them`,
    ...shared,
  ];
}

const cost = (moves: readonly MoveCost[]): string =>
  moves.length === 1 ? `the move ${moves[0].name} costs` : `${moves.length} moves cost`;

/** Moves listed by name, at most. */
const MOST_LISTED = 6;

function changedTexts(moves: readonly MoveCost[]): string[] {
  const changing = moves.filter(({ changes }) => changes.length > 0);
  const rest = changing.length - MOST_LISTED;
  return [
    ...changing.slice(0, MOST_LISTED).map(({ name, changes }) => `${name} changes ${listed(changes)}`),
    ...(rest > 0 ? [`and ${rest} more moves change something`] : []),
  ];
}
