/** The glossary is short and complete, and what it points to is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Entry, glossary } from "../../lab/page/glossary.js";

const ROOT = join(import.meta.dirname, "../..");
const entries: readonly (readonly [string, Entry])[] = Object.entries(glossary);

test.each(entries)("%s is explained in some thirty words, with a place to read on", (_, { term, text, where }) => {
  expect(term.length).toBeGreaterThan(2);
  expect(text.split(/\s+/).length).toBeLessThanOrEqual(36);
  expect(text).toMatch(/[.]$/);
  for (const [file] of where.matchAll(/docs\/[\w/-]+\.md/g)) expect(existsSync(join(ROOT, file)), file).toBe(true);
});

test("every word of it is used on a page", () => {
  const pages = ["panels", "views"].flatMap((folder) =>
    readdirSync(join(ROOT, "lab", folder)).map((name) => readFileSync(join(ROOT, "lab", folder, name), "utf8")),
  );
  const unused = entries.map(([name]) => name).filter((name) => !pages.some((text) => text.includes(`"${name}"`)));
  expect(unused).toEqual([]);
});
