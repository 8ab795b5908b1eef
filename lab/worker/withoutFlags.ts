/**
 * The library's messages advise a terminal as well; a page has controls instead. What names a flag is left out: the brackets, or the
 * part of the sentence, that it stands in.
 */
const FLAG = /(^|[\s"'(])--[a-z]/;

export function withoutFlags(message: string): string {
  if (!FLAG.test(message)) return message;
  const plain = message.replace(/\s*\([^()]*\)/g, (bracket) => (FLAG.test(bracket) ? "" : bracket));
  return plain
    .split(/(?<=[.,:;?!])(?=\s)/)
    .filter((part) => !FLAG.test(part))
    .join("")
    .trim()
    .replace(/(, e\.g\.|[,:;])$/, "");
}
