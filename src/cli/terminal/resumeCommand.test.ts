import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { resumeCommand } from "./resumeCommand.js";

test("is the command that was typed, without --force", () => {
  expect(resumeCommand(["run", "fig2", "--seeds", "0,3", "--force"])).toBe("purecell run fig2 --seeds 0,3");
});

test("a shell reads back the very same arguments", () => {
  const argv = ["run", "fig2", "--set", 'layers=["a b"]', "--runs", "it's $HOME `x` \\", ""];
  const command = resumeCommand(argv).replace(/^purecell/, "printf '%s\\n'");
  expect(execFileSync("sh", ["-c", command], { encoding: "utf8" })).toBe(`${argv.join("\n")}\n`);
});
