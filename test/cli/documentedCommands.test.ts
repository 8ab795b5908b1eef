/** Every command that a help text or a document shows can be typed: parsed as the command line does, and run where it is quick. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { requestFrom as cellsRequestFrom } from "../../src/cli/cells/request.js";
import { commands } from "../../src/cli/commands.js";
import type { MeasureFlags } from "../../src/cli/measure/request.js";
import {
  binWidthFrom,
  drawingFrom,
  kindsFrom,
  periodsFrom,
  requestsFrom,
  rowsFrom,
  seedFrom,
} from "../../src/cli/measure/request.js";
import { limitsFrom, pricesFrom } from "../../src/cli/predict/flags.js";
import { parseCommand } from "../../src/cli/program.js";
import { lanesFrom } from "../../src/cli/session.js";
import { configurationFrom } from "../../src/cli/settingsFlags.js";
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

const experimentOf = (name: string) => findExperiment(registry, name);

/** Reads the flags as the command itself does before it opens a file. */
const checks: Readonly<
  Record<string, (names: readonly string[], flags: MeasureFlags & { jobs?: string; config?: string }) => void>
> = {
  run([name], { config: _, set, ...flags }) {
    lanesFrom(flags.jobs);
    // A reader's own module, whose settings nobody knows.
    if (isPath(name)) configurationFrom(experimentOf("fig2"), flags);
    else configurationFrom(experimentOf(name), { ...flags, ...(set && { set }) });
  },
  reproduce(names, flags) {
    lanesFrom(flags.jobs);
    for (const name of names) experimentOf(name);
  },
  predict(_, { rows, ...flags }) {
    expect([undefined, "design", "draws"]).toContain(rows);
    pricesFrom(flags);
    limitsFrom(flags);
  },
  measure(_, { memory: __, ...flags }) {
    requestsFrom(flags);
    drawingFrom(flags);
    kindsFrom(flags.kinds);
    periodsFrom(flags.periods);
    rowsFrom(flags.rows);
    seedFrom(flags.seed);
  },
  cells: (_, flags) => void cellsRequestFrom(flags),
  inspect: (_, { binWidth }) => void binWidthFrom(binWidth),
  data: ([what]) => expect(["list", "check", "preview"]).toContain(what),
};

test("commands are found in the help of every command and in many documents", () => {
  expect(new Set(found.map(({ from }) => from)).size).toBeGreaterThan(commands.length + 10);
  expect(found.length).toBeGreaterThan(80);
});

describe.each(found)("$from: purecell $line", ({ line }) => {
  const words = wordsOf(line);

  test.skipIf(isMention(words))("can be typed", () => {
    const { entry, names, flags } = parseCommand(words);
    checks[entry.name]?.(names, flags);
  });

  const quick = /^(doctor|list|data list|predict examples\/)|^run \w.*--(print-config|dry-run)/.test(line);
  test.runIf(quick)("runs", async () => {
    const elsewhere = words.map((word, at) => (words[at - 1] === "--out" ? join(out, word) : word));
    const { code, err } = await calling(...elsewhere);
    expect(code, err).toBe(0);
  });
});
