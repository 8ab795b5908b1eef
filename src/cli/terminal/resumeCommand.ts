/**
 * What to type to go on with what `argv` started: the same, quoted for a shell. `--force` is left out, since it would
 * throw away what is to be continued.
 */
export function resumeCommand(argv: readonly string[]): string {
  return ["purecell", ...argv.filter((argument) => argument !== "--force").map(quote)].join(" ");
}

/** A word as a shell takes it. */
export const quote = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
