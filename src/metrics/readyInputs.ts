/** Inputs of linear readouts, with what every fit to them has in common, made when it is first needed. */
import { type PreparedColumns, prepareColumns } from "../math/leastSquares.js";
import { type TurnedColumns, turnColumns } from "../math/logisticRegression.js";
import type { Matrix } from "../math/matrix.js";

export interface ReadyInputs {
  readonly x: Matrix;
  /** For fits of numbers. */
  prepared(): PreparedColumns;
  /** For fits of labels. */
  turned(): TurnedColumns;
}

/** For fits with the penalty `l2`. */
export function readyInputs(x: Matrix, l2: number): ReadyInputs {
  let prepared: PreparedColumns | undefined;
  let turned: TurnedColumns | undefined;
  return {
    x,
    prepared: () => {
      prepared ??= prepareColumns(x, { l2 });
      return prepared;
    },
    turned: () => {
      turned ??= turnColumns(x, l2);
      return turned;
    },
  };
}
