/** Reverse-mode differentiation of a loss with respect to a tree of parameters. */
import { valueAndGrad } from "./library.js";
import type { Tensor, TensorTree } from "./tensor.js";

export interface Loss {
  /** The scalar that is differentiated. */
  readonly total: Tensor;
  /** Scalars that are only watched. */
  readonly parts: TensorTree;
}

export interface LossAndGradient extends Loss {
  /** Same names and shapes as the parameters. */
  readonly gradient: TensorTree;
}

/** Value, parts and gradient of `loss` at `parameters`; consumes `parameters`. */
export function lossAndGradient(loss: (parameters: TensorTree) => Loss, parameters: TensorTree): LossAndGradient {
  const differentiate = valueAndGrad(
    (at: Record<string, Tensor>): [Tensor, Record<string, Tensor>] => {
      const { total, parts } = loss(at);
      return [total, { ...parts }];
    },
    { hasAux: true },
  );
  const [[total, parts], gradient] = differentiate({ ...parameters });
  return { total, parts, gradient };
}
