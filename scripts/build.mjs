// Compiles src to dist, keeps the outlines of the experiments there, and compiles lab to dist/lab, starting from an empty folder so that a deleted source leaves nothing behind.
import { execFileSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "vite";

rmSync("dist", { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { stdio: "inherit" });
chmodSync("dist/cli/main.js", 0o755);
const { readOff } = await import("../dist/cli/outlining.js");
writeFileSync("dist/experiments/outlines.json", JSON.stringify(await readOff()));
await build({ configFile: "lab/vite.config.ts", logLevel: "warn" });
