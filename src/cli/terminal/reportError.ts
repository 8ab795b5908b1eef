/**
 * An error as a person should see it: ours by its message, anything else as the bug it is. It imports one file after another,
 * since it also has to speak where hardly a file can be opened.
 */
import { existsSync } from "node:fs";
import { asOwnError, tooManyFiles } from "../../math/resourceErrors.js";
import type { Terminal } from "./terminal.js";

/** Where the words go; before there is a terminal they are plain. */
type Words = Pick<Terminal, "say"> & Partial<Pick<Terminal, "sayStyle">>;

const BUG = 70;
const INTERRUPTED = 130;

/** Prints the error to stderr, where it arose too if asked for, and returns the exit code. */
export function reportError(thrown: unknown, words: Words, verbose = false): number {
  const label = words.sayStyle?.bad("error:") ?? "error:";
  const error = asOwnError(thrown) ?? unreadPackage(thrown);
  if (error) {
    words.say(error.exitCode === INTERRUPTED ? error.message : `${label} ${error.message}`);
    if (verbose && error.stack !== undefined) words.say(error.stack);
    return error.exitCode;
  }
  words.say(`${label} ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  words.say("This is a bug in purecell. Please report it with the lines above and the command you typed.");
  return BUG;
}

/** Node calls a package missing also where it is there and no file handle was left to read its description. */
function unreadPackage(thrown: unknown) {
  const missing =
    thrown instanceof Error ? /^Cannot find \w+ '(.+?)(?:\/index\.js)?' imported/.exec(thrown.message) : null;
  return missing && existsSync(missing[1]) ? tooManyFiles(thrown) : undefined;
}
