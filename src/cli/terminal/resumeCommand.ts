/**
 * What to type to go on with what `argv` started: the same, quoted for a shell. `--force` is left out, since it would
 * throw away what is to be continued.
 */
export function resumeCommand(argv: readonly string[]): string {
  return ["purecell", ...argv.filter((argument) => argument !== "--force").map(quote)].join(" ");
}

/** The same command with one value for a flag, whatever it had before: a flag that is given twice would be remarked upon. */
export function withFlag(argv: readonly string[], flag: string, value: string): string[] {
  const end = argv.indexOf("--");
  const [line, rest] = end < 0 ? [argv, []] : [argv.slice(0, end), argv.slice(end)];
  const kept = line.filter((word, at) => word !== flag && line[at - 1] !== flag && !word.startsWith(`${flag}=`));
  return [...kept, flag, value, ...rest];
}

/** A word as a shell takes it. */
export const quote = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
