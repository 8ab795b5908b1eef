/** Which samples each step sees: all, or rows drawn with replacement from a key of the step's own, so any can be redone. */
import type { HostTensor } from "../engine/tensor.js";
import { fold, integers, type Key } from "../math/random.js";

/** Row numbers of steps first .. first + steps - 1, Int32 [steps x batch]. */
export function minibatches(key: Key, first: number, steps: number, batch: number, rows: number): HostTensor {
  const data = new Int32Array(steps * batch);
  for (let k = 0; k < steps; k++) data.set(integers(fold(key, first + k), batch, rows), k * batch);
  return { shape: [steps, batch], data };
}

/** Every row in order, at every step, Int32 [steps x rows]. */
export function allRows(steps: number, rows: number): HostTensor {
  return { shape: [steps, rows], data: Int32Array.from({ length: steps * rows }, (_, i) => i % rows) };
}
