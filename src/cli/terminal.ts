/** Where words go: results to stdout, narration to stderr, each coloured only where a person is looking. */
export interface Terminal {
  /** One line of the result. */
  out(line: string): void;
  /** One line of narration. */
  say(line: string): void;
  /** Narration as it is, e.g. cursor movements of a live display. */
  write(text: string): void;
  /** Whether narration goes to a screen that can be redrawn. */
  readonly live: boolean;
  /** Width of that screen in characters. */
  readonly columns: number;
  readonly outStyle: Style;
  readonly sayStyle: Style;
}

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

/** The terminal of this process. NO_COLOR and `--no-color` switch colour off, FORCE_COLOR switches it on. */
export function processTerminal(noColour: boolean): Terminal {
  const colour = (stream: NodeJS.WriteStream) => !noColour && wantsColour(stream.isTTY === true);
  const { stdout, stderr } = process;
  return {
    out: (line) => void stdout.write(`${line}\n`),
    say: (line) => void stderr.write(`${line}\n`),
    write: (text) => void stderr.write(text),
    live: stderr.isTTY === true && process.env.CI === undefined && process.env.TERM !== "dumb",
    get columns() {
      return stderr.columns ?? 80;
    },
    outStyle: style(colour(stdout)),
    sayStyle: style(colour(stderr)),
  };
}

function wantsColour(isScreen: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
  return isScreen;
}

function style(colour: boolean): Style {
  const code = (open: number, close: number) => (text: string) =>
    colour ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return { bold: code(1, 22), dim: code(2, 22), good: code(32, 39), bad: code(31, 39), warn: code(33, 39) };
}
