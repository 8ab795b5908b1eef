/** An error as a person should see it: ours by its message, anything else as the bug it is. */
import { PurecellError } from "../math/errors.js";
import { EXIT } from "./context.js";
import type { Terminal } from "./terminal.js";

/** Prints the error to stderr and returns the exit code. */
export function reportError(error: unknown, terminal: Terminal): number {
  const { bad } = terminal.sayStyle;
  if (error instanceof PurecellError) {
    terminal.say(error.exitCode === EXIT.interrupted ? error.message : `${bad("error:")} ${error.message}`);
    return error.exitCode;
  }
  terminal.say(`${bad("error:")} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  terminal.say("This is a bug in purecell. Please report it with the lines above and the command you typed.");
  return EXIT.bug;
}
