/** How far a long piece of work is, told now and then. */
import type { Progress } from "./protocol.js";

export type Tell = (progress: Progress) => void;

/** ms between two messages: more would keep the page busy. */
const PAUSE = 100;

/** Tells at most so often. */
export function nowAndThen(tell: Tell): Tell {
  let told = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - told < PAUSE) return;
    told = now;
    tell(progress);
  };
}
