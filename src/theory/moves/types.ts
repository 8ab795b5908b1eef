/** Moves of the factors, and what a recurrent network that makes them pays. Notation of docs/theory.md, section 11. */
import type { Matrix } from "../../math/matrix.js";

/** s -> A s + c: an action, or the passing of one step of time. */
export interface Move {
  readonly name: string;
  /** A [factors x factors], in the coordinates of the support: that of an angle is a cosine and a sine, a level is an indicator. */
  readonly matrix: Matrix;
}

export interface RecurrentOptions {
  /** Price of recurrent weights, lambda_rec; default 1. */
  readonly lambdaRec?: number;
  /** `own`: every move has a free bias of its own (default). `none`: none has, or all share one. */
  readonly biases?: "own" | "none";
}

/** What a move changes: any of these, and recurrence may cost more than its constant. */
export type Changed = "covariance" | "range" | "target" | "input";

export interface MoveCost {
  readonly name: string;
  /** sum_i |eig_i(A)|^2: least |W|^2 of the move's recurrent matrix in any code; one more without a bias of its own. */
  readonly least: number;
  /** |W|^2 of the neurons that are best without recurrence; null where they cannot make the move. */
  readonly ofStaticNeurons: number | null;
  readonly changes: readonly Changed[];
}

export interface RecurrentEnergy {
  /** Least price of all recurrent weights, in units of energy: lambda_rec times the sum of the moves' `least`. */
  readonly constant: number;
  /** True where no move changes the statistics: recurrence then costs the constant whatever the neurons. */
  readonly invariant: boolean;
  /** Bounds on the least energy with recurrent weights; `upperBound` is null where no code that attains one is known. */
  readonly energy: { readonly lowerBound: number; readonly upperBound: number | null };
  readonly moves: readonly MoveCost[];
  readonly lambdaRec: number;
  readonly biases: "own" | "none";
}
