/** Text as wide as the screen that shows it: broken between words, and indented under where it began. */
import type { Terminal } from "./terminal.js";

/**
 * Lines of at most `width` characters, if no word is longer; all but the first begin with `indent` spaces. `head` stands before the text on
 * the first line, and counts for its length as `headWidth` characters, as colours take no room.
 */
export function hanging(
  head: string,
  text: string,
  width: number,
  indent = head.length,
  headWidth = head.length,
): string[] {
  const lines: string[] = [];
  let line = head;
  let taken = headWidth;
  for (const [at, word] of text.split(" ").entries()) {
    const fresh = at === 0 || taken === indent;
    if (!fresh && taken + 1 + word.length > width) {
      lines.push(line);
      line = " ".repeat(indent) + word;
      taken = indent + word.length;
    } else {
      line += fresh ? word : ` ${word}`;
      taken += word.length + (fresh ? 0 : 1);
    }
  }
  return [...lines, line];
}

/** A line as wide as the screen; what goes on below is indented by `indent` spaces. */
export const wrapped = (line: string, width: number, indent = 0): string[] =>
  line.length <= width ? [line] : hanging("", line, width, indent).map((part) => part.trimEnd());

/** A line of the result, as wide as the screen that shows it. */
export function outWrapped(
  line: string,
  indent: number,
  { out, outColumns }: Pick<Terminal, "out" | "outColumns">,
): void {
  for (const part of wrapped(line, outColumns, indent)) out(part);
}
