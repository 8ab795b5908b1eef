import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { resumeCommand, withFlag } from "./resumeCommand.js";

test("is the command that was typed, without --force", () => {
  expect(resumeCommand(["run", "fig2", "--seeds", "0,3", "--force"])).toBe("purecell run fig2 --seeds 0,3");
});

test("a shell reads back the very same arguments", () => {
  const argv = ["run", "fig2", "--set", 'layers=["a b"]', "--runs", "it's $HOME `x` \\", ""];
  const command = resumeCommand(argv).replace(/^purecell/, "printf '%s\\n'");
  expect(execFileSync("sh", ["-c", command], { encoding: "utf8" })).toBe(`${argv.join("\n")}\n`);
});

test.each([
  ["put in the place of another value", ["run", "coin", "--on", "slurm", "--seeds", "3"]],
  ["of one written with =", ["run", "coin", "--on=slurm", "--seeds", "3"]],
  ["added where there was none", ["run", "coin", "--seeds", "3"]],
  ["of several", ["run", "coin", "--on", "here", "--seeds", "3", "--on", "slurm"]],
])("a flag of its own: %s", (_, argv) =>
  expect(withFlag(argv, "--on", "files")).toEqual(["run", "coin", "--seeds", "3", "--on", "files"]),
);

test("a flag of its own stands before what follows --", () =>
  expect(withFlag(["run", "--", "-odd"], "--on", "files")).toEqual(["run", "--on", "files", "--", "-odd"]));
