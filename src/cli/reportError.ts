/** An error as a person should see it: ours by its message, anything else as the bug it is. */
import { PurecellError } from "../math/errors.js";
import { asResourceError } from "../math/resourceErrors.js";
import { EXIT } from "./context.js";
import type { Terminal } from "./terminal.js";

/** Where the words go; before there is a terminal they are plain. */
type Words = Pick<Terminal, "say"> & Partial<Pick<Terminal, "sayStyle">>;

/** Prints the error to stderr and returns the exit code. */
export function reportError(thrown: unknown, { say, sayStyle }: Words): number {
  const label = sayStyle?.bad("error:") ?? "error:";
  const error = asResourceError(thrown) ?? thrown;
  if (error instanceof PurecellError) {
    say(error.exitCode === EXIT.interrupted ? error.message : `${label} ${error.message}`);
    return error.exitCode;
  }
  say(`${label} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  say("This is a bug in purecell. Please report it with the lines above and the command you typed.");
  return EXIT.bug;
}
