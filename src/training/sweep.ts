/**
 * Weights that nothing but their own energy acts on, those of silent units, shrink for ever, by 2 to 5 decades in 100 steps of Adam. Below 1e-38
 * a processor takes twenty times as long for an operation, and a network with a few silent units ten times as long for a step.
 */
import type { HostTensor, HostTree } from "../engine/tensor.js";

/**
 * Steps from one sweep to the next, counted from the beginning of the training whatever the chunks, so that these never change the result.
 * Of few numbers a sweep costs more than the steps that it keeps fast, and may come later.
 */
const EVERY = { few: 2000, many: 250 } as const;
/** Numbers of a state that count as many. */
const MANY = 50_000;
/** Smaller numbers become 0. Next to the others they are below rounding, and of many they are 0 before a processor finds them hard. */
const LEAST = 1e-26;

function everyOf(state: HostTree): number {
  const numbers = Object.values(state).reduce((sum, { data }) => sum + data.length, 0);
  return numbers < MANY ? EVERY.few : EVERY.many;
}

/** The last step of the piece that begins after `done` steps: `end`, or the next step after which the state is swept. */
export function pieceEnd(state: HostTree, done: number, end: number): number {
  const every = everyOf(state);
  return Math.min(end, (Math.floor(done / every) + 1) * every);
}

/** The state after `done` steps, without numbers too small to matter where it is time to look for them. */
export function swept(state: HostTree, done: number): HostTree {
  if (done % everyOf(state) !== 0) return state;
  return Object.fromEntries(Object.entries(state).map(([name, tensor]) => [name, sweptTensor(tensor)]));
}

function sweptTensor(tensor: HostTensor): HostTensor {
  const { data, shape } = tensor;
  if (!(data instanceof Float32Array) || !data.some(isDust)) return tensor;
  return { shape, data: data.map((value) => (isDust(value) ? 0 : value)) };
}

const isDust = (value: number): boolean => value !== 0 && value < LEAST && value > -LEAST;
