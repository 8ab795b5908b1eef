/** Documents point at files that exist. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");

const documents = ["", "docs", "docs/decisions", "bench"].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const linksOf = (file: string): string[] =>
  [...textOf(file).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^https?:/.test(target));

describe("documents", () => {
  test("are found, with their links", () => {
    expect(documents.length).toBeGreaterThan(20);
    expect(linksOf("docs/theory.md").length).toBeGreaterThan(15);
  });

  test.each(documents)("every link of %s resolves", (file) => {
    expect(linksOf(file).filter((target) => !existsSync(join(ROOT, dirname(file), target)))).toEqual([]);
  });
});

test("the way to an experiment's parts, as the contributors' page tells it, leads to files", () => {
  const rows = textOf("CONTRIBUTING.md")
    .split("\n")
    .filter((line) => /^\| `[a-z0-9-]+` \|/.test(line));
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    const [, ...files] = [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    const folder = dirname(files[0]);
    const missing = files.filter(
      (file) => ![file, join(folder, file)].some((path) => existsSync(join(ROOT, "src/experiments", path))),
    );
    expect(missing).toEqual([]);
  }
});
