/** Lines under a title that stands before the first of them. */
import type { Style } from "./terminal.js";

/** `indent`: characters that the title and the space after it take. */
export const section = (title: string, lines: readonly string[], indent: number, style: Style): string[] =>
  lines.map(
    (line, i) => `${i === 0 ? style.bold(title) + " ".repeat(indent - title.length) : " ".repeat(indent)}${line}`,
  );
