/** How much is said on the way: `-q` nothing but errors, `-v` with the time since the start. These may stand anywhere on the line. */
import type { Terminal } from "./terminal.js";

export type Narration = "quiet" | "usual" | "verbose";

const QUIET = ["-q", "--quiet"];
const VERBOSE = ["-v", "--verbose"];
const PLAIN = "--no-color";

export interface Switches {
  /** The others. */
  readonly words: readonly string[];
  readonly colour: boolean;
  readonly narration: Narration;
}

/** Takes the switches of every command from the line, up to a "--". */
export function withoutSwitches(argv: readonly string[]): Switches {
  const end = argv.indexOf("--");
  const [line, rest] = end < 0 ? [argv, []] : [argv.slice(0, end), argv.slice(end)];
  const isSwitch = (word: string) => [...QUIET, ...VERBOSE, PLAIN].includes(word);
  return {
    words: [...line.filter((word) => !isSwitch(word)), ...rest],
    colour: !line.includes(PLAIN),
    narration: narrationOf(line),
  };
}

function narrationOf(line: readonly string[]): Narration {
  if (line.some((word) => QUIET.includes(word))) return "quiet";
  return line.some((word) => VERBOSE.includes(word)) ? "verbose" : "usual";
}

/** The same terminal with so much narration. */
export function narrating(terminal: Terminal, narration: Narration): Terminal {
  if (narration === "usual") return terminal;
  if (narration === "quiet") return changed(terminal, { say: () => {}, write: () => {}, live: false });
  const began = performance.now();
  const since = () => `[${((performance.now() - began) / 1000).toFixed(2)} s]`;
  return changed(terminal, { say: (line) => terminal.say(`${terminal.sayStyle.dim(since())} ${line}`), live: false });
}

/** Its widths go on following the screen. */
const changed = (terminal: Terminal, other: Partial<Terminal>): Terminal =>
  Object.assign(Object.create(terminal), other);
