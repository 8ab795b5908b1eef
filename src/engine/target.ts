/** Which engine a step is being traced for: some operations have a form that suits one engine and a form that suits the other. */
import type { Backend } from "./protocols.js";

let target: Backend = "wasm";

export const tracingTarget = (): Backend => target;

/** Runs `trace`, which must not wait for anything, with `backend` as the target. */
export function tracingFor<Result>(backend: Backend, trace: () => Result): Result {
  const before = target;
  target = backend;
  try {
    return trace();
  } finally {
    target = before;
  }
}
