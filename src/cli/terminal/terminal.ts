/**
 * Where words go: results to stdout, narration to stderr, each coloured only where a person is looking. Names come from files, and a
 * terminal obeys what it is sent: every line passes `visible` on its way out, so that only colours of our own are obeyed.
 */
export interface Terminal {
  /** One line of the result. */
  out(line: string): void;
  /** One line of narration. */
  say(line: string): void;
  /** Narration as it is, for cursor movements of a live display; what it shows must have passed `visible`. */
  write(text: string): void;
  /** Whether narration goes to a screen that can be redrawn. */
  readonly live: boolean;
  /** Width of that screen in characters. */
  readonly columns: number;
  /** Width of the screen that shows results; Infinity where they go to a file or a program, and COLUMNS does not say otherwise. */
  readonly outColumns: number;
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
  const shown = (line: string, stream: NodeJS.WriteStream) => `${coloured(visible(line), colour(stream))}\n`;
  return {
    out: (line) => void stdout.write(shown(line, stdout)),
    say: (line) => void stderr.write(shown(line, stderr)),
    write: (text) => void stderr.write(text),
    live: stderr.isTTY === true && process.env.CI === undefined && process.env.TERM !== "dumb",
    get columns() {
      return chosenColumns() ?? stderr.columns ?? 80;
    },
    get outColumns() {
      return chosenColumns() ?? stdout.columns ?? Number.POSITIVE_INFINITY;
    },
    outStyle: style(colour(stdout)),
    sayStyle: style(colour(stderr)),
  };
}

/** What COLUMNS says, as many programs read it. */
function chosenColumns(): number | undefined {
  const columns = Number(process.env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? columns : undefined;
}

/** Where the words of a call go that no person sees directly. */
export interface Sinks {
  readonly out: (line: string) => void;
  readonly say: (line: string) => void;
  readonly write: (text: string) => void;
  /** Width of the screen that shows narration; undefined where it is not a screen. */
  readonly columns?: number | undefined;
}

/** Without colour. */
export const plainTerminal = ({ out, say, write, columns }: Sinks): Terminal => ({
  out: (line) => out(visible(line)),
  say: (line) => say(visible(line)),
  write,
  live: columns !== undefined,
  columns: columns ?? 80,
  outColumns: Number.POSITIVE_INFINITY,
  outStyle: style(false),
  sayStyle: style(false),
});

function wantsColour(isScreen: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
  return isScreen;
}

/** Characters that a terminal obeys, and those that turn the direction of text. */
const OBEYED = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** The text with what a terminal would obey, other than line ends and tabs, written out: "\u001b" for an escape. */
export const visible = (text: string): string =>
  text.replace(OBEYED, (character) =>
    character === "\n" || character === "\t"
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Codes of "select graphic rendition" that we use. Until a line is written each is a noncharacter of Unicode, from MARK on. */
const CODES = [1, 22, 2, 32, 39, 31, 33] as const;
const MARK = 0xfdd0;
const MARKS = new RegExp(`[\\u{${MARK.toString(16)}}-\\u{${(MARK + CODES.length - 1).toString(16)}}]`, "gu");

const coloured = (line: string, colour: boolean): string =>
  line.replace(MARKS, (mark) => (colour ? `\u001b[${CODES[mark.charCodeAt(0) - MARK]}m` : ""));

function style(colour: boolean): Style {
  const mark = (code: (typeof CODES)[number]) => String.fromCharCode(MARK + CODES.indexOf(code));
  const between = (open: (typeof CODES)[number], close: (typeof CODES)[number]) => (text: string) =>
    colour ? `${mark(open)}${text}${mark(close)}` : text;
  return {
    bold: between(1, 22),
    dim: between(2, 22),
    good: between(32, 39),
    bad: between(31, 39),
    warn: between(33, 39),
  };
}
