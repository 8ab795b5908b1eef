/** Every command that a help text or a document shows can be typed: parsed as the command line does, and run where it is quick. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { flags as runFlags } from "../../src/cli/commands/run/flags.js";
import { requestFrom } from "../../src/cli/commands/run/request.js";
import { commands } from "../../src/cli/commands.js";
import { readFlags, type Typed } from "../../src/cli/flags/flag.js";
import { parseCommand } from "../../src/cli/program.js";
import { configurationFrom } from "../../src/cli/training/settings.js";
import { findExperiment, isPath, loadRegistry } from "../../src/runs/index.js";
import { calling } from "./fixtures/inProcess.js";

const ROOT = join(import.meta.dirname, "../..");
const out = mkdtempSync(join(tmpdir(), "purecell-documented-"));
afterAll(() => rmSync(out, { recursive: true }));

const registry = await loadRegistry();

/** Where a reader finds commands: at the top, and in these folders. */
const documents = ["", "docs", "docs/decisions", "bench", "examples"].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

/** Spans and blocks of code that begin with the command, each on one line without its prompt. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, code]) => code.replaceAll("\\\n", " "));
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "");
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, code]) => code.replaceAll(/\s+/g, " "));
  const lines = [...blocks.flatMap((block) => block.split("\n")), ...spans];
  return lines.flatMap((line) => /^(?:\$ )?(?:npx )?purecell +(.+)$/.exec(line.trim())?.[1] ?? []);
}

/** Words as a shell makes them, up to a comment, a pipe or a redirection. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/'[^']*'|"[^"]*"|[^\s'"]+/g)) {
    if (/^(#|\||>|&&|;)/.test(word)) break;
    words.push(word.replaceAll(/^['"]|['"]$/g, ""));
  }
  return words;
}

const found = [
  ...commands.flatMap(({ name, examples }) =>
    examples.map((example) => ({ from: `help of ${name}`, line: example.replace(/^purecell /, "") })),
  ),
  ...documents.flatMap((from) => commandsIn(readFileSync(join(ROOT, from), "utf8")).map((line) => ({ from, line }))),
];

/** One that only names a command, as prose does, has its name alone. */
const isMention = (words: readonly string[]) => words.length === 1 && commands.some(({ name }) => name === words[0]);

const asksForHelp = (words: readonly string[]) => words.includes("--help");

const experimentOf = (name: string) => findExperiment(registry, name);

/** What commands check later, of names that only a registry knows. */
const checks: Readonly<Record<string, (names: readonly string[], typed: Typed) => void>> = {
  run(names, { config: _, set, ...typed }) {
    // A reader's own module has settings that nobody knows.
    const own = isPath(names[0] ?? "");
    const { experiment, asked } = requestFrom(names, readFlags(runFlags, { ...typed, ...(!own && { set }) }));
    configurationFrom(experimentOf(own ? "fig2" : experiment), asked);
  },
  reproduce(names) {
    for (const name of names) experimentOf(name);
  },
};

test("commands are found in the help of every command and in many documents", () => {
  expect(new Set(found.map(({ from }) => from)).size).toBeGreaterThan(commands.length + 10);
  expect(found.length).toBeGreaterThan(80);
});

describe.each(found)("$from: purecell $line", ({ line }) => {
  // "N" stands for any number.
  const words = wordsOf(line).map((word) => (word === "N" ? "1" : word));

  test.skipIf(isMention(words) || asksForHelp(words))("can be typed", async () => {
    const { command, names, typed } = await parseCommand(words);
    await command.read(names, typed);
    checks[command.name]?.(names, typed);
  });

  const quick = /^(doctor|list|data list|predict examples\/)|^run \w.*--(print-config|dry-run)/.test(line);
  test.runIf(quick)("runs", async () => {
    const elsewhere = words.map((word, at) => (words[at - 1] === "--out" ? join(out, word) : word));
    const { code, err } = await calling(...elsewhere);
    expect(code, err).toBe(0);
  });
});
