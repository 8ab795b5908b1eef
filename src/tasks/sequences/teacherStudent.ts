/**
 * A teacher whose states are chosen: Dorrell et al. 2025, Fig. 3F-G (programs: disentangled_rnn_params, disentangled_rnn_utils). A tanh
 * network of two units,
 *   h_t = tanh(W h_{t-1} + U u_t),   y_t = R h_t / SCALE,
 * with orthogonal W, U, R. Its states are drawn afresh at every step, and the inputs that lead there follow from its own step:
 * u_t = U' (atanh h_t - W h_{t-1}). The program finds them by six Newton steps, and reassigns states to keep inputs small.
 */

import { matrix } from "../../math/matrix.js";
import { orthonormalRows } from "../../math/orthogonal.js";
import { fold, type Key, normal, uniformStream } from "../../math/random.js";
import type { Sequences } from "./sequences.js";

/** Which pairs of states occur, x and y in units of the whole range, -1/2 to 1/2. */
export type StatePairs =
  | { readonly kind: "square" }
  /** Only |y - x| <= width: two opposite corners are missing. */
  | { readonly kind: "band"; readonly width: number }
  /** Pairs off the diagonal, |y - x| > DIAGONAL, are drawn again with this probability: all occur, few of them often. */
  | { readonly kind: "diagonal"; readonly again: number };

/** Half the width of the diagonal that is drawn more often. */
export const DIAGONAL = 0.1;
/** Largest state of the teacher is SCALE / 2, where tanh is nearly straight. */
export const SCALE = 0.7;
const UNITS = 2;

/** The teacher's matrices, each [2 x 2] row-major and orthogonal. */
export interface Teacher {
  readonly recurrent: Float64Array;
  readonly input: Float64Array;
  readonly readout: Float64Array;
}

/** Orthogonal matrices from the key. */
export function drawTeacher(key: Key): Teacher {
  const turn = (name: string) => orthonormalRows(matrix(UNITS, UNITS, normal(fold(key, name), UNITS * UNITS))).data;
  return { recurrent: turn("recurrent"), input: turn("input"), readout: turn("readout") };
}

export interface TeacherTrials extends Sequences {
  /** The teacher's states, rows as in `target` [steps trials x 2]. */
  readonly states: Float64Array;
}

/** Trials of `steps` steps whose states are drawn from `pairs`. */
export function teacherTrials(
  { recurrent, input: inward, readout }: Teacher,
  pairs: StatePairs,
  { trials, steps }: { readonly trials: number; readonly steps: number },
  key: Key,
): TeacherTrials {
  const draw = statesFrom(pairs, uniformStream(key));
  const input = new Float32Array(trials * steps * UNITS);
  const target = new Float32Array(steps * trials * UNITS);
  const states = new Float64Array(steps * trials * UNITS);
  for (let trial = 0; trial < trials; trial++) {
    let before: readonly number[] = [0, 0];
    for (let step = 0; step < steps; step++) {
      const state = draw();
      const carried = product(recurrent, before);
      const needed = state.map((value, unit) => Math.atanh(value) - carried[unit]);
      const row = (step * trials + trial) * UNITS;
      input.set(transposedProduct(inward, needed), (trial * steps + step) * UNITS);
      target.set(
        product(readout, state).map((value) => value / SCALE),
        row,
      );
      states.set(state, row);
      before = state;
    }
  }
  return { trials, steps, inputs: UNITS, outputs: UNITS, input, target, states };
}

/** Draws by rejection. */
function statesFrom(pairs: StatePairs, next: () => number): () => number[] {
  const isRejected = (x: number, y: number): boolean => {
    if (pairs.kind === "band") return Math.abs(y - x) > pairs.width;
    return pairs.kind === "diagonal" && Math.abs(y - x) > DIAGONAL && next() < pairs.again;
  };
  return () => {
    for (;;) {
      const [x, y] = [next() - 0.5, next() - 0.5];
      if (!isRejected(x, y)) return [SCALE * x, SCALE * y];
    }
  };
}

const product = (a: Float64Array, [x, y]: readonly number[]): number[] => [a[0] * x + a[1] * y, a[2] * x + a[3] * y];
const transposedProduct = (a: Float64Array, [x, y]: readonly number[]): number[] => [
  a[0] * x + a[2] * y,
  a[1] * x + a[3] * y,
];
