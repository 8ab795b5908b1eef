/** The types by which the rest of the code speaks of tensors: traced ones inside a step, plain ones on the host. */
import type { Array as EngineArray } from "@jax-js/jax";

/**
 * A value inside a traced step. Ownership: every operation consumes its operands, so write `x.ref` for every use but the
 * last. This bookkeeping stays in `engine`, `models`, `objectives` and `training`.
 */
export type Tensor = EngineArray;

/** Named tensors, e.g. the parameters of a model: "hidden.weight", "hidden.bias". */
export type TensorTree = Readonly<Record<string, Tensor>>;

/** A tensor on the host: plain numbers, row-major. Nothing but these crosses the engine's border. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export type HostTree = Readonly<Record<string, HostTensor>>;
