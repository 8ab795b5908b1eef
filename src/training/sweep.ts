/**
 * Weights that nothing but their own energy acts on, those of silent units, shrink for ever, by 2 to 5 decades in 100 steps of Adam. Below 1e-38
 * a processor takes twenty times as long for an operation, and a network with a few silent units ten times as long for a step.
 */
import type { HostTensor, HostTree } from "../engine/tensor.js";

/** After each step of which this is a divisor, whatever the chunks, so that these never change the result. */
const EVERY = 250;
/** Smaller numbers become 0. Next to the others they are below rounding, and they are 0 before a processor finds them hard. */
const LEAST = 1e-26;

/** The last step of the piece that begins after `done` steps: `end`, or the next step after which the state is swept. */
export const pieceEnd = (done: number, end: number): number => Math.min(end, (Math.floor(done / EVERY) + 1) * EVERY);

/** The state after `done` steps, without numbers too small to matter where it is time to look for them. */
export function swept(state: HostTree, done: number): HostTree {
  if (done % EVERY !== 0) return state;
  return Object.fromEntries(Object.entries(state).map(([name, tensor]) => [name, sweptTensor(tensor)]));
}

function sweptTensor(tensor: HostTensor): HostTensor {
  const { data, shape } = tensor;
  if (!(data instanceof Float32Array) || !data.some(isDust)) return tensor;
  return { shape, data: data.map((value) => (isDust(value) ? 0 : value)) };
}

const isDust = (value: number): boolean => value !== 0 && value < LEAST && value > -LEAST;
