/** How a command stops in good order. */
import { type Context, EXIT } from "../context.js";

export interface Stop {
  readonly signal: AbortSignal;
  /** No more is heard of requests to stop. */
  release(): void;
}

/** Aborts at the first request to stop, and says `words`; a second one ends the process, or the thread, at once. */
export function stopSignal({ terminal, interrupts }: Context, words: readonly string[]): Stop {
  const controller = new AbortController();
  const release = interrupts.listen(() => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    for (const line of words) terminal.say(line);
  });
  return { signal: controller.signal, release };
}
