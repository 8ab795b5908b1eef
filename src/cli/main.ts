#!/usr/bin/env node
/** The `purecell` command. */
import { purecell } from "./program.js";

// A reader that closes early, as in `purecell list | head -1`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 70));
process.exitCode = await purecell(process.argv.slice(2));
