#!/usr/bin/env node
/** The `purecell` command. It imports little before it can report an error, so that one while loading is reported too. */
import { reportError } from "./terminal/reportError.js";

const say = (line: string) => void process.stderr.write(`${line}\n`);

// A reader that closes early, as in `purecell list | head -1`, is no error; a result that cannot be kept is one.
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? 0 : reportError(error, { say })),
);
// Narration that nobody can read, as on a full disk, does not end a computation.
process.stderr.on("error", () => {});
// Also what nobody awaited: node would print the stack and exit with 1, which is a claim not met.
process.on("uncaughtException", (error) => process.exit(reportError(error, { say })));
try {
  const { purecell } = await import("./program.js");
  process.exitCode = await purecell(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportError(error, { say });
}
