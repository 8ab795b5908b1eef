/** Many networks in one step: the same step mapped over a first axis of every tensor. */
import { vmap } from "./library.js";
import type { StepFunction } from "./protocols.js";
import type { Tensor } from "./tensor.js";

type Trees = Record<string, Record<string, Tensor>>;

/** `step` for n networks side by side: every tensor of state, batch and metrics has a first axis of length n. */
export function vectorise(step: StepFunction): StepFunction {
  const plain = (state: Record<string, Tensor>, batch: Record<string, Tensor>): Trees => {
    const next = step(state, batch);
    return { state: { ...next.state }, metrics: { ...next.metrics } };
  };
  return (state, batch) => {
    const next = vmap(plain)({ ...state }, { ...batch });
    return { state: next.state, metrics: next.metrics };
  };
}
