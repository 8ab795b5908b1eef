/** What every command is given. */
import type { Interrupts } from "./terminal/interrupts.js";
import type { Terminal } from "./terminal/terminal.js";

export interface Context {
  readonly terminal: Terminal;
  readonly interrupts: Interrupts;
  /** The command line, without node and script. */
  readonly argv: readonly string[];
  /** Module that exports `experiments`, where it is not purecell's own. */
  readonly registry?: string;
}

/** Codes a shell sees; listed in `--help`. */
export const EXIT = { done: 0, notMet: 1, usage: 2, input: 3, numerical: 4, bug: 70, interrupted: 130 } as const;

/** Version of every `--json` answer; raised when a key changes its meaning or goes. */
export const JSON_VERSION = 1;

/** Prints a `--json` answer: one object, NaN as null. */
export function printJson(terminal: Terminal, command: string, answer: Readonly<Record<string, unknown>>): void {
  terminal.out(JSON.stringify({ schemaVersion: JSON_VERSION, command, ...answer }, null, 2));
}
